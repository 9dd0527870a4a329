from __future__ import annotations

from typing import TYPE_CHECKING

import keras
import numpy as np
import pytest
from keras import layers

from converter.errors import ExportError, RecipeError, TrainingError
from converter.evaluation.predict import Scorer
from converter.networks import build_network
from converter.networks.grey_input import Standardise
from converter.networks.head import feature_layer, logit_model, sigmoid
from converter.recipe import load_recipe
from tests.converter.tiny import images, network, pooled

if TYPE_CHECKING:
    from pathlib import Path

SMALL_MOBILENET = ["input.rows=64", "input.columns=64", "network.width=0.35", "weights.source=none"]


@pytest.mark.slow
def test_the_baseline_has_its_published_number_of_parameters() -> None:
    model = build_network(load_recipe("baseline-cnn"))
    assert model.count_params() == 27_000_801
    assert model.input_shape == (None, 224, 224, 1)
    assert model.output_shape == (None, 1)


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


def test_without_a_network_connection_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **named: object) -> None:
        raise OSError("no route to host")

    monkeypatch.setattr("keras.src.utils.file_utils.urlretrieve", refuse)
    monkeypatch.setattr("keras.src.applications.mobilenet_v2.file_utils.get_file", refuse)
    with pytest.raises(TrainingError, match=r"weights\.source=file"):
        build_network(load_recipe("mobilenetv2-robust", [*SMALL_MOBILENET[:3], "weights.source=imagenet"]))


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


def test_a_blank_image_stays_finite() -> None:
    assert np.isfinite(Standardise()(np.full((1, 20, 20, 1), 77.0, np.float32)).numpy()).all()


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
