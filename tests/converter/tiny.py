"""Networks of a few weights, a Grad-CAM of our own to hold exports against, and folders of drawn images."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import keras
import numpy as np
import onnxruntime
import tensorflow as tf
from keras import layers

from converter.export.assemble import assemble_graph
from converter.export.tf_graph import keras_to_onnx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import onnx
    from numpy.typing import NDArray

SIDE = 12


def network(
    head: Callable[[Any], Any], *, side: int = SIDE, outputs: int = 1, channels: int = 4, seed: int = 3
) -> keras.Model:
    """Build convolution, ReLU (the layer ``feature``), a head, and the last dense layer."""
    keras.utils.set_random_seed(seed)
    image = keras.Input((side, side, 1), name="image")
    scaled = layers.Rescaling(1.0 / 127.5, offset=-1.0)(image)
    maps = layers.Conv2D(channels, 3, padding="same", bias_initializer="random_normal")(scaled)
    maps = layers.ReLU(name="feature")(maps)
    activation = "sigmoid" if outputs == 1 else "softmax"
    dense = layers.Dense(outputs, activation=activation, bias_initializer="random_normal", name="probability")
    return keras.Model(image, dense(head(maps)))


def pooled(maps: Any) -> Any:
    """The plainest head."""
    return layers.GlobalAveragePooling2D()(maps)


def images(count: int = 5, *, side: int = SIDE, seed: int = 0) -> NDArray[np.float32]:
    """Draw noise, half of it coarse, 0 to 255."""
    generator = np.random.default_rng(seed)
    fine = generator.uniform(0, 255, (count, side, side))
    coarse = [cv2.resize(generator.uniform(0, 255, (3, 3)), (side, side)) for _ in range(count)]
    return (0.5 * (fine + np.stack(coarse))).astype(np.float32)[..., None]


def export_graph(model: keras.Model, layer: str = "feature", temperature: float = 1.0) -> onnx.ModelProto:
    """Convert and append the heat map."""
    chosen = model.get_layer(layer)
    rows, columns = chosen.output.shape[1:3]
    return assemble_graph(keras_to_onnx(model, chosen), (rows, columns), temperature)


def run_onnx(model: onnx.ModelProto, batch: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Run a graph; return probabilities ``[N, 1]`` and heat maps ``[N, h, w]``."""
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    probability, heatmap = session.run(["probability", "heatmap"], {"image": batch})
    return probability, heatmap


def grad_cam(model: keras.Model, batch: NDArray[np.float32], layer: str = "feature") -> NDArray[np.float32]:
    """Compute Grad-CAM by hand: the part of the model after the feature maps is run on them as a variable.

    The logit is taken from the probability itself, in float64 arithmetic where it can be told apart from 0 and 1.
    """
    before = keras.Model(model.inputs[0], model.get_layer(layer).output)
    last = model.layers[-1]
    after = keras.Model(model.get_layer(layer).output, last.input)
    maps = tf.Variable(before(batch, training=False))
    with tf.GradientTape() as tape:
        logits = tf.matmul(after(maps, training=False), last.kernel) + last.bias
        wanted = logits[:, 0] if logits.shape[1] == 1 else logits[:, 1] - logits[:, 0]
    slope = tape.gradient(wanted, maps).numpy().astype(np.float64)
    weights = slope.mean(axis=(1, 2), keepdims=True)
    return np.maximum((weights * maps.numpy()).sum(axis=-1), 0.0).astype(np.float32)


def assert_same_maps(actual: NDArray[np.float32], expected: NDArray[np.float32], tolerance: float = 1e-5) -> None:
    """Compare two stacks of maps on the scale of the strongest one."""
    assert actual.shape == expected.shape
    assert expected.max() > 0.0, "the example tests nothing: every map is blank"
    assert np.abs(actual - expected).max() <= tolerance * expected.max()


def write_folder(root: Path, *, patients: int = 8, per_patient: int = 1, side: int = 48, seed: int = 0) -> Path:
    """Write PNG files into NORMAL and PNEUMONIA; those of the second have a bright patch, so that they can be told."""
    generator = np.random.default_rng(seed)
    for label, name in enumerate(("NORMAL", "PNEUMONIA")):
        (root / name).mkdir(parents=True)
        for patient in range(patients):
            for number in range(per_patient):
                picture = generator.uniform(30, 130, (side, side))
                if label:
                    top, left = generator.integers(4, side // 2, size=2)
                    picture[top : top + side // 3, left : left + side // 3] += 100
                stem = f"person{patient}_bacteria_{number}" if label else f"IM-{patient:04d}-{number:04d}"
                cv2.imwrite(str(root / name / f"{stem}.png"), np.rint(picture).astype(np.uint8))
    return root
