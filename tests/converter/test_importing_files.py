"""Files of Keras 2 and 3 are read by content and give what they gave; what cannot be read is named; code is refused."""

from __future__ import annotations

import json
import pickle
import warnings
from typing import TYPE_CHECKING, Any

import h5py
import keras
import numpy as np
import pytest
import tensorflow as tf

from converter.errors import ImportingError
from converter.importing.foreign_network import ForeignNetwork
from converter.importing.head_reading import head_of
from converter.importing.loading import load_foreign
from converter.networks.head import feature_layer
from tests.converter import foreign_models as foreign

with warnings.catch_warnings():
    # What it says of itself and of TensorFlow while it is imported.
    warnings.simplefilter("ignore")
    import tf_keras

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings("ignore:.*HDF5 file.*:UserWarning")

FORMATS = ("model.h5", "model.keras", "saved")


def unlike_each_other(model: Any) -> Any:
    """Return every variable values of its own, so that none can be mistaken for another."""
    for number, variable in enumerate(model.weights):
        generator = np.random.default_rng(number)
        positive = "variance" in variable.name or "gamma" in variable.name
        scale = 2.0 / np.sqrt(np.prod(variable.shape[:-1])) if len(variable.shape) > 1 else 0.1
        if positive:
            variable.assign(generator.uniform(0.5, 1.5, variable.shape))
        else:
            variable.assign(generator.normal(0, scale, variable.shape))
    return model


def inputs(side: int = 24) -> Any:
    fine = np.random.default_rng(0).uniform(0, 255, (3, side, side, 3))
    return (fine * np.reshape([0.2, 0.6, 1.0], (3, 1, 1, 1))).astype(np.float32)


def model_of_keras_2() -> Any:
    """Put everything into one model that newer versions stumble over."""
    layers = tf_keras.layers
    taken = tf_keras.Input((None, None, 3))
    maps = layers.SeparableConv2D(6, 3)(taken)
    maps = layers.BatchNormalization()(maps)
    maps = layers.LeakyReLU(0.2)(maps)
    maps = layers.DepthwiseConv2D(3, activation="hard_sigmoid")(maps)
    maps = layers.BatchNormalization()(maps)
    backbone = tf_keras.Model(taken, layers.ReLU(6.0)(maps), name="backbone")
    # Keras 2 stores the variables of a partly frozen model in another order.
    backbone.layers[2].trainable = False
    tail = tf_keras.Sequential([layers.Conv2D(5, 3, activation="swish"), layers.BatchNormalization()], name="tail")
    image = tf_keras.Input((24, 24, 3))
    scaled = tf_keras.applications.imagenet_utils.preprocess_input(image / 2.0, mode="tf")
    shifted = tf.nn.bias_add(scaled[:, :, :, ::-1], [0.1, 0.2, 0.3])
    maps = tail(backbone(shifted, training=False))
    maps = tf.nn.relu(maps + 0.05) * tf.nn.sigmoid(maps)
    maps = layers.Add()([maps, layers.Activation("hard_sigmoid")(maps)])
    pooled = layers.Dropout(0.5)(tf.reduce_mean(maps, axis=[1, 2]))
    return unlike_each_other(tf_keras.Model(image, layers.Dense(2, activation="softmax", name="out/side")(pooled)))


def save(model: Any, path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.save(path, **({} if path.suffix else {"save_format": "tf"}))


@pytest.mark.parametrize("name", FORMATS)
def test_a_model_of_keras_2_gives_what_it_gave(name: str, tmp_path: Path) -> None:
    model = model_of_keras_2()
    save(model, tmp_path / name)
    loaded, written_by = load_foreign(tmp_path / name)
    expected = model(inputs(), training=False).numpy()
    assert np.ptp(expected[:, 0]) > 1e-3, "the example tells no images apart"
    np.testing.assert_allclose(loaded(inputs(), training=False).numpy(), expected, atol=1e-6)
    assert "Keras 2" in written_by
    assert "rebuilt" in written_by


def test_old_descriptions_without_an_input_layer_are_read(tmp_path: Path) -> None:
    """Keras before 2.9 named the class ``Model``, and a sequence had its shape at the first layer."""
    layers = tf_keras.layers
    seen = layers.Conv2D(3, 3, activation="relu", input_shape=(24, 24, 3))
    model = unlike_each_other(tf_keras.Sequential([seen, layers.Flatten(), layers.Dense(1)]))
    save(model, tmp_path / "model.h5")
    with h5py.File(tmp_path / "model.h5", "r+") as file:
        text = file.attrs["model_config"]
        config = json.loads(text)
        first, *others = config["config"]["layers"]
        others[0]["config"]["batch_input_shape"] = first["config"]["batch_input_shape"]
        config["config"] = others
        file.attrs["model_config"] = json.dumps(config)
        file.attrs["keras_version"] = "2.1.6"
    loaded, _ = load_foreign(tmp_path / "model.h5")
    np.testing.assert_allclose(loaded(inputs()).numpy(), model(inputs()).numpy(), atol=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["MobileNetV2", "MobileNetV3Small", "EfficientNetB0", "DenseNet121", "ResNet50V2"])
def test_published_networks_of_keras_2_are_rebuilt(name: str, tmp_path: Path) -> None:
    backbone = getattr(tf_keras.applications, name)(include_top=False, weights=None, input_shape=(64, 64, 3))
    pool, answer = tf_keras.layers.GlobalAveragePooling2D(), tf_keras.layers.Dense(1, activation="sigmoid")
    model = tf_keras.Sequential([backbone, pool, answer])
    save(model, tmp_path / "model.h5")
    network = ForeignNetwork(load_foreign(tmp_path / "model.h5")[0])
    expected = model(inputs(64), training=False).numpy()
    logits = network.logits(inputs(64)[..., :1], "raw")
    grey = model(np.repeat(inputs(64)[..., :1], 3, axis=-1), training=False).numpy()
    np.testing.assert_allclose(1 / (1 + np.exp(-logits)), grey, atol=1e-5)
    assert expected.shape == grey.shape


@pytest.mark.parametrize("name", ["model.keras", "model.h5"])
def test_a_nested_backbone_of_keras_3_shows_its_feature_maps(name: str, tmp_path: Path) -> None:
    layers = keras.layers
    deep = layers.Conv2D(4, 3, activation="relu", name="deep")
    inner = keras.Sequential([keras.Input((24, 24, 3)), layers.RandomFlip(), deep], name="inner")
    taken = keras.Input((24, 24, 3))
    outer = keras.Model(taken, layers.BatchNormalization(name="probability")(inner(taken)), name="outer")
    image = keras.Input((24, 24, 3))
    maps = outer(image, training=False)
    # Keras cannot load its own HDF5 files with operations that are no layers.
    maps = keras.ops.relu(maps * 2.0 - 0.1) if name.endswith(".keras") else layers.Rescaling(2.0)(maps)
    pooled = layers.GlobalAveragePooling2D()(maps)
    model = unlike_each_other(keras.Model(image, layers.Dense(1, activation="sigmoid")(pooled)))
    save(model, tmp_path / name)
    network = ForeignNetwork(load_foreign(tmp_path / name)[0])
    standard = network.in_standard_form(foreign.convention("unit", 24, 1))
    grey = inputs()[..., :1]
    expected = model(np.repeat(grey, 3, axis=-1) / 255, training=False).numpy()
    np.testing.assert_allclose(standard(grey).numpy(), expected, atol=1e-6)
    assert feature_layer(standard).name == "deep"
    assert not any(isinstance(layer, keras.Model) for layer in standard.layers)


def with_lambda(library: Any) -> Any:
    layers = library.layers
    image = library.Input((24, 24, 3))
    scaled = layers.Lambda(lambda picture: picture / 127.5 - 1.0, name="scale")(image)
    maps = layers.Conv2D(3, 3, activation="relu")(scaled)
    answer = layers.Dense(1, activation="sigmoid")(layers.GlobalAveragePooling2D()(maps))
    return unlike_each_other(library.Model(image, answer))


@pytest.mark.parametrize("library", [keras, tf_keras])
@pytest.mark.parametrize("name", ["model.keras", "model.h5"])
def test_code_is_refused_by_name_and_runs_when_named(library: Any, name: str, tmp_path: Path) -> None:
    model = with_lambda(library)
    save(model, tmp_path / name)
    with pytest.raises(ImportingError, match="--allow-code scale"):
        load_foreign(tmp_path / name)
    with pytest.raises(ImportingError, match="--allow-code scale"):
        load_foreign(tmp_path / name, ["another"])
    loaded, _ = load_foreign(tmp_path / name, ["scale"])
    np.testing.assert_allclose(np.asarray(loaded(inputs())), np.asarray(model(inputs())), atol=1e-6)


def test_a_name_that_holds_no_code_is_no_permission(tmp_path: Path) -> None:
    save(with_lambda(keras), tmp_path / "model.keras")
    with pytest.raises(ImportingError, match="no layer with code named typo"):
        load_foreign(tmp_path / "model.keras", ["scale", "typo"])


class Unheard(tf_keras.layers.Layer):
    def call(self, features: Any) -> Any:
        return features * 2.0


def refused_keras_2(features: Any) -> Any:
    return tf_keras.layers.GlobalAveragePooling2D()(features)


def test_a_layer_that_cannot_be_rebuilt_is_named(tmp_path: Path) -> None:
    image = tf_keras.Input((24, 24, 3))
    maps = Unheard(name="mystery")(tf_keras.layers.Conv2D(2, 3)(image))
    save(tf_keras.Model(image, tf_keras.layers.Dense(1)(refused_keras_2(maps))), tmp_path / "model.h5")
    with pytest.raises(ImportingError, match="'mystery' is of the class 'Unheard'"):
        load_foreign(tmp_path / "model.h5")


def test_a_function_that_cannot_be_rebuilt_is_named(tmp_path: Path) -> None:
    image = tf_keras.Input((24, 24, 3))
    maps = tf.image.adjust_gamma(image, 2.0)
    save(tf_keras.Model(image, tf_keras.layers.Dense(1)(refused_keras_2(maps))), tmp_path / "model.h5")
    with pytest.raises(ImportingError, match=r"tf\.\S+, which cannot be rebuilt|TensorFlow function"):
        load_foreign(tmp_path / "model.h5")


class Bomb:
    def __reduce__(self) -> Any:
        return (print, ("it went off",))


def test_a_pickle_is_refused_unopened(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name in ("model.pkl", "model.h5", "model.keras"):
        (tmp_path / name).write_bytes(pickle.dumps(Bomb()))
        with pytest.raises(ImportingError, match="pickle"):
            load_foreign(tmp_path / name)
    assert "it went off" not in capfd.readouterr().out


def test_what_holds_no_layers_is_refused(tmp_path: Path) -> None:
    model = keras.Sequential([keras.Input((24, 24, 3)), keras.layers.Flatten(), keras.layers.Dense(1)])
    model.save_weights(tmp_path / "only.weights.h5")
    with pytest.raises(ImportingError, match="without a description of layers"):
        load_foreign(tmp_path / "only.weights.h5")
    tf.saved_model.save(tf.Module(), str(tmp_path / "graph"))
    with pytest.raises(ImportingError, match="not saved by Keras 2"):
        load_foreign(tmp_path / "graph")
    (tmp_path / "model.tflite").write_bytes(b"\x1c\x00\x00\x00TFL3" + bytes(64))
    with pytest.raises(ImportingError, match="TensorFlow Lite"):
        load_foreign(tmp_path / "model.tflite")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", b"\x89HDF\r\n\x1a\n nothing", b"text"])
def test_a_damaged_file_is_named_so(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "model.keras").write_bytes(content)
    with pytest.raises(ImportingError, match=r"damaged|not a Keras model"):
        load_foreign(tmp_path / "model.keras")


@pytest.mark.parametrize(
    ("layer", "sentence"),
    [
        (keras.layers.Dense(5, activation="softmax"), "5 classes"),
        (keras.layers.Dense(1, activation="tanh", name="squash"), "'squash'"),
        (keras.layers.Dense(1, activation="softmax", name="one"), "'one'"),
    ],
)
def test_heads_that_are_not_known_are_refused(layer: Any, sentence: str) -> None:
    image = keras.Input((24, 24, 3))
    model = keras.Model(image, layer(keras.layers.Flatten()(image)))
    with pytest.raises(ImportingError, match=sentence):
        head_of(model)
