"""Networks on a backbone of `keras.applications`: which backbone, which head, and where its ImageNet weights lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import keras
from keras import layers

from converter.errors import RecipeError
from converter.networks.grey_input import grey_input
from converter.networks.heads import flat_softmax, pooled_dense_sigmoid, pooled_sigmoid, pooled_softmax
from converter.networks.pretrained import Pretrained, copy_weights, fix_normalisation, load_backbone_weights

if TYPE_CHECKING:
    from collections.abc import Callable

    from converter.recipe import Recipe

_WEIGHTS_SHAPE = (224, 224, 3)
_STORAGE = "https://storage.googleapis.com"
_TENSORFLOW = f"{_STORAGE}/tensorflow/keras-applications"


@dataclass(frozen=True, slots=True)
class Backbone:
    """A row of `BACKBONES`.

    Attributes
    ----------
    application
        Name in `keras.applications`.
    weights_url
        Where the file of its ImageNet weights without the top is published; may hold ``{width}``.
    head
        Makes the probability of the feature maps and the recipe's dropout.
    has_width
        Whether the channel counts can be multiplied.
    batch_norm_momentum
        Instead of the one that Keras sets; None keeps that.
    """

    application: str
    weights_url: str
    head: Callable[[Any, float], Any]
    has_width: bool = False
    batch_norm_momentum: float | None = None

    def network(self, recipe: Recipe) -> Any:
        """Build the backbone on a grey input, with its first weights and its head.

        Raises
        ------
        RecipeError
            The recipe asks for another width of a backbone that has one alone, or for a layer that it does not have.
        TrainingError
            The first weights cannot be loaded.
        """
        options = self._options(recipe)
        image, channels = grey_input(recipe.input, channels=3)
        backbone = self._build(input_tensor=channels, weights=None, **options)
        fix_normalisation(backbone)
        if recipe.weights.of_backbone:
            copy_weights(load_backbone_weights(self._pretrained(recipe, options), recipe.weights), backbone)
        if self.batch_norm_momentum is not None:
            for layer in backbone.layers:
                if isinstance(layer, layers.BatchNormalization):
                    layer.momentum = self.batch_norm_momentum
        probability = self.head(_last_maps(backbone, recipe), recipe.network.dropout)
        return keras.Model(image, probability, name=recipe.network.architecture)

    def _build(self, **arguments: Any) -> Any:
        return getattr(keras.applications, self.application)(include_top=False, **arguments)

    def _options(self, recipe: Recipe) -> dict[str, float]:
        if self.has_width:
            return {"alpha": recipe.network.width}
        if recipe.network.width != 1.0:
            raise RecipeError(f"{recipe.network.architecture} has one width alone: leave network.width at 1.0.")
        return {}

    def _pretrained(self, recipe: Recipe, options: dict[str, float]) -> Pretrained:
        return Pretrained(
            architecture=recipe.network.architecture,
            build=lambda weights: self._build(input_shape=_WEIGHTS_SHAPE, weights=weights, **options),
            url=self.weights_url.format(width=recipe.network.width),
        )


def _last_maps(backbone: Any, recipe: Recipe) -> Any:
    name = recipe.network.cut_after
    if not name:
        return backbone.output
    if name not in [layer.name for layer in backbone.layers]:
        raise RecipeError(f"The backbone has no layer '{name}' to be cut after.")
    return backbone.get_layer(name).output


BACKBONES = {
    "vgg19": Backbone("VGG19", f"{_TENSORFLOW}/vgg19/vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5", flat_softmax),
    "resnet50": Backbone(
        "ResNet50", f"{_TENSORFLOW}/resnet/resnet50_weights_tf_dim_ordering_tf_kernels_notop.h5", pooled_softmax
    ),
    "densenet121": Backbone(
        "DenseNet121",
        f"{_TENSORFLOW}/densenet/densenet121_weights_tf_dim_ordering_tf_kernels_notop.h5",
        pooled_softmax,
    ),
    "resnet50v2": Backbone(
        "ResNet50V2",
        f"{_TENSORFLOW}/resnet/resnet50v2_weights_tf_dim_ordering_tf_kernels_notop.h5",
        pooled_dense_sigmoid,
    ),
    "mobilenetv2": Backbone(
        "MobileNetV2",
        f"{_TENSORFLOW}/mobilenet_v2/mobilenet_v2_weights_tf_dim_ordering_tf_kernels_{{width}}_224_no_top.h5",
        pooled_sigmoid,
        has_width=True,
        # Keras sets 0.999, which takes thousands of steps to follow the weights: longer than a fine-tuning run.
        batch_norm_momentum=0.95,
    ),
    "efficientnetb0": Backbone(
        "EfficientNetB0", f"{_STORAGE}/keras-applications/efficientnetb0_notop.h5", pooled_sigmoid
    ),
}
"""By the architecture's name in a recipe."""
