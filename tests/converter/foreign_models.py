"""Models as other people make them: of Keras 2 or 3, each truly fitted under one convention on drawn images."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import keras
import numpy as np
from sklearn.linear_model import LogisticRegression

from converter.importing.conventions import Convention, Known
from converter.importing.importer import ImportRequest, Naming
from tests.converter import tiny
from xray_desktop.imaging.preprocess import ResizeKernel

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SIDE = 48
BATCH_AXES = (1, 2, 3)


@dataclass(frozen=True)
class Truth:
    """The convention that a model is made under: names of `converter.importing.input_ranges` and `head_reading`."""

    input_range: str = "unit"
    channels: int = 3
    activation: str = "sigmoid"
    outputs: int = 1
    positive: int = 1


def drawn_folder(root: Path, patients: int = 20, seed: int = 5) -> Path:
    return tiny.write_folder(root / "images", patients=patients, side=SIDE, seed=seed)


def read_folder(folder: Path) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    files = [(file, label) for label, name in enumerate(("NORMAL", "PNEUMONIA")) for file in (folder / name).iterdir()]
    files.sort()
    pictures = np.stack([cv2.imread(str(file), cv2.IMREAD_GRAYSCALE) for file, _ in files])
    return pictures.astype(np.float32)[..., None], np.array([label for _, label in files])


def as_taken(pictures: NDArray[np.float32], truth: Truth) -> NDArray[np.float32]:
    """Prepare pictures by hand as the model's author did; written apart from the code under test."""
    x = np.repeat(pictures, truth.channels, axis=-1).astype(np.float64)
    if truth.input_range == "unit":
        x = x / 255
    elif truth.input_range == "symmetric":
        x = x / 127.5 - 1
    elif truth.input_range == "per-image":
        x = (x - x.mean(axis=BATCH_AXES, keepdims=True)) / x.std(axis=BATCH_AXES, keepdims=True)
    elif truth.input_range in ("caffe", "torch"):
        x = keras.applications.imagenet_utils.preprocess_input(x.copy(), mode=truth.input_range)
    return np.asarray(x, np.float32)


def body(library: Any, channels: int, side: int | None = SIDE) -> tuple[Any, Any]:
    """Build convolution and pooling, of Keras 3 (`keras`) or Keras 2 (`tf_keras`)."""
    image = library.Input((side, side, channels))
    maps = library.layers.Conv2D(12, 5, strides=2, activation="relu", name="seen")(image)
    return image, library.layers.GlobalAveragePooling2D()(maps)


def fitted(library: Any, truth: Truth, folder: Path, side: int | None = SIDE) -> Any:
    """Fit a model: random convolutions that look where the prepared pictures are, and a logistic regression."""
    image, pooled = body(library, truth.channels, side)
    activation = None if truth.activation == "linear" else truth.activation
    model = library.Model(image, library.layers.Dense(truth.outputs, activation=activation, name="head")(pooled))
    pictures, labels = read_folder(folder)
    fit(model, library.Model(image, pooled), as_taken(pictures, truth), labels, truth)
    return model


def fit(model: Any, features: Any, inputs: NDArray[np.float32], labels: NDArray[np.int64], truth: Truth) -> None:
    generator = np.random.default_rng(2)
    seen = next(layer for layer in model.layers if layer.name == "seen")
    kernel = generator.normal(0, 1, seen.get_weights()[0].shape)
    kernel /= np.abs(kernel).sum(axis=(0, 1, 2)) * inputs.std()
    # Each unit's bend lies among the sums that occur, so that another range of the input meets other bends.
    level = kernel.sum(axis=(0, 1, 2)) * inputs.mean()
    seen.set_weights([kernel, generator.normal(0, 0.15, len(level)) - level])
    found = np.asarray(features(inputs))
    centre, spread = found.mean(axis=0), found.std(axis=0) + 1e-6
    regression = LogisticRegression(C=0.3).fit((found - centre) / spread, labels)
    weights = regression.coef_.T / spread[:, None]
    bias = regression.intercept_ - centre @ weights
    model.get_layer("head").set_weights(head_weights(weights, bias, truth))


def head_weights(weights: Any, bias: Any, truth: Truth) -> list[NDArray[Any]]:
    """Return a head of that kind the logit ``features @ weights + bias`` of the positive class."""
    sign = 1.0 if truth.positive else -1.0
    if truth.outputs == 1:
        return [sign * weights, sign * bias]
    if truth.activation == "sigmoid":  # the other class's own opinion is a duller one
        pair = [(-0.6 * weights, -0.6 * bias), (weights, bias)]
    else:
        pair = [(-0.5 * weights, -0.5 * bias), (0.5 * weights, 0.5 * bias)]
    pair = pair if truth.positive else pair[::-1]
    return [np.hstack([part[0] for part in pair]), np.concatenate([part[1] for part in pair])]


def probability(model: Any, inputs: NDArray[np.float32], truth: Truth) -> NDArray[np.float64]:
    """Read the positive class's probability off the original model, as its author did."""
    answer = np.asarray(model(inputs, training=False), np.float64)
    if truth.activation == "linear" and truth.outputs == 1:
        answer = 1 / (1 + np.exp(-answer))
    elif truth.activation == "linear":
        answer = np.exp(answer) / np.exp(answer).sum(axis=1, keepdims=True)
    if truth.outputs == 1:
        return answer[:, 0] if truth.positive else 1 - answer[:, 0]
    return answer[:, truth.positive]


def request(model: Path, folder: Path, **others: Any) -> ImportRequest:
    asked = {"output": model.parent / "imported.onnx", "known": Known(), "naming": Naming(), **others}
    return ImportRequest(model=model, data=folder, **asked)


def convention(input_range: str, side: int, positive: int) -> Convention:
    return Convention(side, side, ResizeKernel.AREA, input_range, positive)
