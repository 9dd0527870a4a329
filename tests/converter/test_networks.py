from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import cv2
import h5py
import keras
import numpy as np
import pytest
from keras import layers

from converter.errors import ExportError, RecipeError, TrainingError
from converter.evaluation.calibration import sigmoid
from converter.evaluation.keras_predictor import Scorer
from converter.networks import build_network
from converter.networks.backbones import BACKBONES
from converter.networks.grey_input import Equalise, LocalStandardise, Standardise, grey_input
from converter.networks.head import feature_layer, logit_model
from converter.recipe import Input, load_recipe, recipe_names
from tests.converter.tiny import images, network, pooled

if TYPE_CHECKING:
    from pathlib import Path

SMALL_MOBILENET = ["input.rows=64", "input.columns=64", "network.width=0.35", "weights.source=none"]


def test_the_baseline_explains_itself_before_its_last_pooling() -> None:
    model = build_network(load_recipe("baseline-cnn", ["input.rows=32", "input.columns=32"]))
    layer = feature_layer(model)
    assert layer.output.shape[1:] == (4, 4, 256)
    assert layer.activation is keras.activations.relu


def test_mobilenet_shows_its_last_feature_maps() -> None:
    model = build_network(load_recipe("mobilenetv2-robust", SMALL_MOBILENET))
    assert model.input_shape == (None, 64, 64, 1)
    assert feature_layer(model).name == "out_relu"
    assert feature_layer(model).output.shape[1:3] == (2, 2)


def test_a_backbone_cut_earlier_shows_finer_maps() -> None:
    cut = "network.cut_after=block_13_expand_relu"
    model = build_network(load_recipe("mobilenetv2-robust", [*SMALL_MOBILENET, cut]))
    assert feature_layer(model).name == "block_13_expand_relu"
    assert feature_layer(model).output.shape[1:3] == (4, 4)
    with pytest.raises(RecipeError, match="no layer 'nowhere'"):
        build_network(load_recipe("mobilenetv2-robust", [*SMALL_MOBILENET, "network.cut_after=nowhere"]))
    with pytest.raises(RecipeError, match="no backbone"):
        build_network(load_recipe("cnn28", [cut]))


def test_weights_from_a_file_arrive_in_the_network(tmp_path: Path) -> None:
    backbone = keras.applications.MobileNetV2(input_shape=(224, 224, 3), alpha=0.35, include_top=False, weights=None)
    backbone.save_weights(tmp_path / "first.weights.h5")
    overrides = [*SMALL_MOBILENET, "weights.source=file", f"weights.path={tmp_path / 'first.weights.h5'}"]
    model = build_network(load_recipe("mobilenetv2-robust", overrides))
    for name in ("Conv1", "block_7_depthwise", "Conv_1_bn"):
        for arrived, given in zip(
            model.get_layer(name).get_weights(), backbone.get_layer(name).get_weights(), strict=True
        ):
            np.testing.assert_array_equal(arrived, given)


@pytest.mark.parametrize(("content", "words"), [(None, "does not exist"), (b"no weights", "does not fit")])
def test_a_weights_file_that_cannot_be_used_is_told(tmp_path: Path, content: bytes | None, words: str) -> None:
    file = tmp_path / "first.weights.h5"
    if content is not None:
        file.write_bytes(content)
    overrides = [*SMALL_MOBILENET, "weights.source=file", f"weights.path={file}"]
    with pytest.raises(TrainingError, match=words):
        build_network(load_recipe("mobilenetv2-robust", overrides))


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Keras's own downloads run against a proxy that is not there, and find an empty cache."""
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.setattr("urllib.request._opener", None)
    monkeypatch.setattr("keras.src.backend.config._KERAS_DIR", str(tmp_path))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("architecture", "width"), [*((name, 1.0) for name in sorted(BACKBONES)), ("mobilenetv2", 0.35)]
)
def test_without_a_network_connection_the_file_and_the_way_out_are_named(
    architecture: str, width: float, no_network: Path
) -> None:
    chosen = [f"network.architecture={architecture}", f"network.width={width}", "weights.source=imagenet"]
    with pytest.raises(TrainingError, match=r"weights\.source=file") as caught:
        build_network(load_recipe("mobilenetv2", [*SMALL_MOBILENET[:2], *chosen]))
    (address,) = re.findall(r"https://\S+\.h5", str(caught.value))
    # What Keras itself tried to fetch.
    assert f"URL fetch failure on {address}: " in str(caught.value.__cause__)
    assert str(no_network / "models") in str(caught.value)


def test_efficientnet_is_normalised_as_keras_does_it_for_imagenet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keras divides once more, in a layer that only a backbone built for ImageNet weights has."""
    keras.utils.set_random_seed(1)
    backbone = keras.applications.EfficientNetB0(include_top=False, weights=None, input_shape=(64, 64, 3))
    (normalisation,) = [layer for layer in backbone.layers if isinstance(layer, layers.Normalization)]
    normalisation.set_weights([np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225]), np.array(0)])
    file = tmp_path / "efficientnetb0.weights.h5"
    backbone.save_weights(file)
    monkeypatch.setattr("keras.src.applications.efficientnet.file_utils.get_file", lambda *a, **k: str(file))
    published = keras.applications.EfficientNetB0(include_top=False, input_shape=(64, 64, 3))
    pictures = images(2, side=64)
    stem = keras.Model(published.inputs[0], published.get_layer("stem_conv").output)
    expected = stem(np.repeat(pictures, 3, axis=-1), training=False).numpy()
    for source in (["weights.source=imagenet"], ["weights.source=file", f"weights.path={file}"]):
        model = build_network(load_recipe("efficientnetb0", [*SMALL_MOBILENET[:2], *source]))
        features = keras.Model(model.inputs[0], model.get_layer("stem_conv").output)(pictures, training=False).numpy()
        np.testing.assert_allclose(features, expected, rtol=1e-4, atol=1e-5)
    assert expected.std() > 0.1


def test_a_backbone_of_one_width_says_so() -> None:
    with pytest.raises(RecipeError, match=r"network\.width"):
        build_network(load_recipe("resnet50-frozen", ["weights.source=none", "network.width=0.5"]))


@pytest.mark.parametrize("mode", ["caffe", "torch"])
def test_channel_figures_are_those_of_keras(mode: str) -> None:
    image, channels = grey_input(Input(rows=16, columns=16, intensity=mode), channels=3)
    pictures = images(3, side=16)
    colour = np.repeat(pictures, 3, axis=-1)
    expected = keras.applications.imagenet_utils.preprocess_input(colour.copy(), mode=mode)
    np.testing.assert_allclose(keras.Model(image, channels)(pictures).numpy(), expected, atol=1e-4)


def test_channel_figures_need_channels() -> None:
    with pytest.raises(RecipeError, match="three colour channels"):
        build_network(load_recipe("cnn28", ["input.intensity=caffe"]))


PARAMETERS = {
    "baseline-cnn": (27_000_801, 26_997_345),
    "cnn28": (884_434, 884_434),
    "densenet121-frozen": (7_039_554, 2_050),
    "densenet121-full": (7_039_554, 2_050),
    "efficientnetb0": (4_050_852, 4_008_829),
    "mobilenetv2": (2_259_265, 2_225_153),
    "mobilenetv2-equalised": (616_833, 599_553),
    "mobilenetv2-robust": (2_259_265, 2_225_153),
    "residual-robust": (559_705, 558_345),
    "resnet50-frozen": (23_591_810, 4_098),
    "resnet50v2": (23_827_201, 23_781_761),
    "squeezenet-robust": (721_857, 721_857),
    "vgg19-finetune": (140_946_370, 125_641_602),
    "vgg19-frozen": (140_946_370, 120_921_986),
    "vgg19-long": (140_946_370, 125_641_602),
}
FEATURES = {
    "baseline-cnn": ("conv2d_7", 28),
    "cnn28": ("conv2d_1", 14),
    "densenet121": ("relu", 7),
    "efficientnetb0": ("top_activation", 7),
    "mobilenetv2": ("out_relu", 7),
    "mobilenetv2-equalised": ("block_13_expand_relu", 8),
    "mobilenetv2-robust": ("out_relu", 4),
    "residual": ("block4_relu", 4),
    "resnet50": ("conv5_block3_out", 7),
    "resnet50v2": ("post_relu", 7),
    "squeezenet": ("fire9_relu", 7),
    "vgg19": ("block5_conv4", 14),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", recipe_names())
def test_every_recipe_has_its_published_size_and_shows_its_last_feature_maps(name: str) -> None:
    keras.backend.clear_session()
    recipe = load_recipe(name, ["weights.source=none"])
    model = build_network(recipe)
    trainable = sum(math.prod(weight.shape) for weight in model.trainable_weights)
    assert (model.count_params(), trainable) == PARAMETERS[name]
    assert model.input_shape == (None, recipe.input.rows, recipe.input.columns, 1)
    assert model.output_shape[1:] in {(1,), (2,)}
    layer = feature_layer(model)
    expected = FEATURES.get(name) or FEATURES[recipe.network.architecture]
    assert (layer.name, layer.output.shape[1]) == expected


@pytest.mark.parametrize("name", ["cnn28", "efficientnetb0", "resnet50-frozen"])
def test_the_last_layer_stays_exact_in_mixed_precision(name: str) -> None:
    keras.mixed_precision.set_global_policy("mixed_bfloat16")
    try:
        model = build_network(load_recipe(name, ["weights.source=none", *SMALL_MOBILENET[:2]]))
    finally:
        keras.mixed_precision.set_global_policy("float32")
    assert model.layers[-1].compute_dtype == "float32"
    assert feature_layer(model).compute_dtype == "bfloat16"


def test_fine_tuning_trains_the_last_two_convolutions_and_the_head() -> None:
    model = build_network(load_recipe("vgg19-finetune", ["weights.source=none", *SMALL_MOBILENET[:2]]))
    trained = [layer.name for layer in model.layers if layer.trainable and layer.weights]
    assert trained == ["block5_conv3", "block5_conv4", "dense_4608", "dense_1152", "probability"]


def test_frozen_batch_norms_keep_their_statistics() -> None:
    model = build_network(load_recipe("resnet50-frozen", ["weights.source=none", *SMALL_MOBILENET[:2]]))
    pictures = images(2, side=64)
    before = [weight.numpy() for weight in model.non_trainable_weights]
    trained = model(pictures, training=True).numpy()
    np.testing.assert_allclose(trained, model(pictures, training=False).numpy(), atol=1e-6)
    for now, then in zip(model.non_trainable_weights, before, strict=True):
        np.testing.assert_array_equal(now.numpy(), then)


@pytest.mark.parametrize("as_folder", [False, True])
def test_a_trained_network_is_gone_on_from(tmp_path: Path, as_folder: bool) -> None:
    trained = build_network(load_recipe("cnn28"))
    trained.save(tmp_path / "model.keras")
    place = tmp_path if as_folder else tmp_path / "model.keras"
    model = build_network(load_recipe("cnn28", ["weights.source=file", f"weights.path={place}"]))
    for arrived, given in zip(model.get_weights(), trained.get_weights(), strict=True):
        np.testing.assert_array_equal(arrived, given)


def test_another_trained_network_is_refused(tmp_path: Path) -> None:
    build_network(load_recipe("cnn28", ["input.rows=32"])).save(tmp_path / "model.keras")
    with pytest.raises(TrainingError, match="have to be the same"):
        build_network(load_recipe("cnn28", ["weights.source=file", f"weights.path={tmp_path}"]))


def test_a_trained_network_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TrainingError, match=r"runs/vgg19-frozen\. Train it first.*weights\.path"):
        build_network(load_recipe("vgg19-finetune", SMALL_MOBILENET[:2]))


def test_a_network_without_backbone_takes_no_weights_for_one() -> None:
    with pytest.raises(RecipeError, match="no backbone"):
        build_network(load_recipe("cnn28", ["weights.source=imagenet"]))


def test_frozen_layers_do_not_train() -> None:
    recipe = load_recipe("mobilenetv2-robust", [*SMALL_MOBILENET, "network.frozen_through=block_1_project_BN"])
    model = build_network(recipe)
    assert not model.get_layer("block_1_depthwise").trainable
    assert model.get_layer("block_2_depthwise").trainable
    with pytest.raises(RecipeError, match="no layer 'nowhere'"):
        build_network(
            load_recipe("baseline-cnn", ["input.rows=32", "input.columns=32", "network.frozen_through=nowhere"])
        )


def test_an_unknown_architecture_lists_the_known_ones() -> None:
    with pytest.raises(RecipeError, match="mobilenetv2"):
        build_network(load_recipe("baseline-cnn", ["network.architecture=transformer"]))


def test_standardised_images_do_not_tell_exposure_or_frame() -> None:
    layer = Standardise()
    pictures = images(3, side=20) * 0.4 + 20
    plain = layer(pictures).numpy()
    np.testing.assert_allclose(layer(pictures * 1.7 + 11).numpy(), plain, atol=5e-3)
    framed = pictures.copy()
    framed[:, :3] = framed[:, -3:] = 0.0
    np.testing.assert_array_equal(layer(framed).numpy()[:, 3:-3], plain[:, 3:-3])
    middle = plain[:, 3:-3, 3:-3]
    np.testing.assert_allclose(middle.mean(axis=(1, 2, 3)), 0.0, atol=1e-4)
    np.testing.assert_allclose(middle.std(axis=(1, 2, 3)), 0.6, atol=3e-3)


@pytest.mark.parametrize("layer", [Standardise(), Equalise(), LocalStandardise()], ids=lambda layer: layer.name)
@pytest.mark.parametrize("grey", [0.0, 77.0, 255.0])
def test_a_blank_image_stays_finite(layer: layers.Layer, grey: float) -> None:
    assert np.isfinite(layer(np.full((1, 20, 20, 1), grey, np.float32)).numpy()).all()


def test_equalised_images_do_not_tell_the_tone_curve() -> None:
    layer = Equalise(bins=128)
    pictures = cv2.GaussianBlur(np.random.default_rng(4).uniform(0, 255, (60, 60)), (0, 0), 3)
    pictures = cv2.normalize(pictures, None, 5, 250, cv2.NORM_MINMAX).astype(np.float32)[None, :, :, None]
    plain = layer(pictures).numpy()
    for exponent in (0.6, 1.6):
        bent = layer(255 * (pictures / 255) ** exponent).numpy()
        assert np.abs(bent - plain).mean() < 0.02
    middle = plain[:, 6:-6, 6:-6]
    ranks = np.argsort(np.argsort(middle.ravel())) / middle.size
    np.testing.assert_allclose(middle.ravel(), (ranks - 0.5) * 0.6 * 12**0.5, atol=0.03)


def test_local_standardisation_takes_broad_shadows_off() -> None:
    layer = LocalStandardise()
    fine = 30 * np.random.default_rng(4).standard_normal((1, 64, 64, 1)).astype(np.float32)
    shadow = np.linspace(0, 80, 64, dtype=np.float32)[None, :, None, None]
    difference = layer(100 + fine + shadow).numpy() - layer(100 + fine).numpy()
    assert np.abs(difference[:, 8:-8]).mean() < 0.1
    assert layer(100 + fine).numpy().std() == pytest.approx(0.6, rel=0.1)


def test_networks_of_several_resolutions_share_one_input() -> None:
    coarse = build_network(load_recipe("residual-robust", ["input.rows=64", "input.columns=64", "input.pool=2"]))
    assert coarse.input_shape == (None, 64, 64, 1)
    assert feature_layer(coarse).output.shape[1:3] == (2, 2)
    pictures = images(2, side=32).repeat(2, axis=1).repeat(2, axis=2)
    halves = keras.Model(coarse.input, coarse.get_layer("coarser").output)
    np.testing.assert_allclose(halves(pictures), pictures[:, ::2, ::2], atol=1e-4)
    with pytest.raises(RecipeError, match="divide"):
        load_recipe("residual-robust", ["input.rows=63", "input.columns=63", "input.pool=2"])


def test_what_stands_on_the_frame_does_not_reach_the_network() -> None:
    model = build_network(load_recipe("residual-robust", ["input.rows=32", "input.columns=32", "input.frame=0.125"]))
    pictures = images(2, side=32)
    marked = pictures.copy()
    marked[:, :4, :9] = 255.0
    np.testing.assert_array_equal(model(marked), model(pictures))
    marked[:, 6:9, 6:9] = 255.0
    assert np.abs(model(marked) - model(pictures)).max() > 0


def test_squeezenet_takes_the_published_file(tmp_path: Path) -> None:
    """Three equal colour channels and their sum as one say the same."""
    file = tmp_path / "squeezenet_notop.h5"
    first = _write_squeezenet(file)
    recipe = ["input.rows=64", "input.columns=64", "weights.source=file", f"weights.path={file}"]
    model = build_network(load_recipe("squeezenet-robust", recipe))
    pictures = images(2, side=64)
    grey = keras.Model(model.input, model.get_layer("grey_levels").output)(pictures)
    by_hand = keras.ops.relu(keras.ops.conv(keras.ops.repeat(grey, 3, axis=-1), first[0], strides=2) + first[1])
    ours = keras.Model(model.input, model.get_layer("conv1").output)(pictures)
    np.testing.assert_allclose(ours, by_hand, atol=1e-2)
    file.write_bytes(b"none")
    with pytest.raises(TrainingError, match="does not fit"):
        build_network(load_recipe("squeezenet-robust", recipe))
    with pytest.raises(RecipeError, match="publishes no weights"):
        build_network(load_recipe("squeezenet-robust", ["weights.source=imagenet"]))


def _write_squeezenet(file: Path) -> tuple[np.ndarray, np.ndarray]:
    """Write a file in the layout that the weights are published in; return the first kernel and bias."""
    model = build_network(load_recipe("squeezenet-robust", ["weights.source=none"]))
    generator = np.random.default_rng(2)
    with h5py.File(file, "w") as stored:
        for number, layer in enumerate(layer for layer in model.layers if isinstance(layer, layers.Conv2D)):
            kernel, bias = layer.get_weights()
            name = layer.name.replace("_", "/", 1)
            if not number:
                kernel = generator.normal(size=(3, 3, 3, 64)).astype(np.float32)
                first = kernel, bias
            stored[f"{name}/uniform{number + 1}"] = kernel
            stored[f"{name}/{name}_b"] = bias
    return first


def test_a_saved_network_comes_back_with_its_own_layers(tmp_path: Path) -> None:
    model = build_network(load_recipe("mobilenetv2-robust", SMALL_MOBILENET))
    model.save(tmp_path / "model.keras")
    pictures = images(2, side=64)
    again = keras.saving.load_model(tmp_path / "model.keras")
    np.testing.assert_allclose(again(pictures, training=False), model(pictures, training=False), atol=1e-6)


@pytest.mark.parametrize("outputs", [1, 2])
def test_logits_are_those_of_the_probability(outputs: int) -> None:
    model = network(pooled, outputs=outputs)
    pictures = images()
    probability = model(pictures, training=False).numpy()[:, -1]
    np.testing.assert_allclose(sigmoid(Scorer(model).logits(pictures)), probability, atol=1e-6)


def test_logits_before_a_separate_activation_layer_are_found() -> None:
    image = keras.Input((8, 8, 1))
    logits = layers.Dense(1)(layers.Flatten()(image))
    model = keras.Model(image, layers.Activation("sigmoid")(logits))
    pictures = images(3, side=8) / 255
    np.testing.assert_allclose(sigmoid(logit_model(model)(pictures).numpy()), model(pictures).numpy(), atol=1e-6)


@pytest.mark.parametrize(("outputs", "activation"), [(1, "tanh"), (2, "sigmoid"), (3, "softmax"), (1, None)])
def test_an_unknown_head_is_refused(outputs: int, activation: str | None) -> None:
    image = keras.Input((8, 8, 1))
    model = keras.Model(image, layers.Dense(outputs, activation=activation)(layers.Flatten()(image)))
    with pytest.raises(ExportError, match="not known to the exporter"):
        logit_model(model)


def test_feature_maps_are_taken_after_an_activation() -> None:
    image = keras.Input((8, 8, 1))
    active = layers.Conv2D(2, 3, activation="relu", name="active")(image)
    plain = layers.BatchNormalization(name="plain")(layers.Conv2D(2, 3, name="linear")(active))
    model = keras.Model(image, layers.Dense(1, activation="sigmoid")(layers.Flatten()(plain)))
    assert feature_layer(model).name == "active"
    assert feature_layer(model, "plain").name == "plain"
    with pytest.raises(ExportError, match="no layer 'missing'"):
        feature_layer(model, "missing")


def test_a_network_without_feature_maps_is_refused() -> None:
    image = keras.Input((8, 8, 1))
    inner = keras.Model(image, layers.Conv2D(2, 3, activation="relu")(image))
    nested = keras.Model(image, layers.Dense(1, activation="sigmoid")(layers.Flatten()(inner(image))))
    with pytest.raises(ExportError, match="nested"):
        feature_layer(nested)


def test_sigmoid_does_not_overflow() -> None:
    assert sigmoid(np.array([-1e4, 0.0, 1e4])).tolist() == [0.0, 0.5, 1.0]
