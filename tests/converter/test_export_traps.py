"""Each way in which an export has been seen to go wrong in silence."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import keras
import numpy as np
import onnx
import onnxruntime
import pytest
import tensorflow as tf
from keras import layers, ops

from converter.errors import ExportError, ParityError
from converter.export.assemble import assemble_graph
from converter.export.gradcam.graph import Graph
from converter.export.graph_fixes import keep_pads_before_max_pools
from converter.export.parity import HEATMAP_TOLERANCE, PROBABILITY_TOLERANCE, open_exported, parity_gate
from converter.export.reference import KerasReference
from converter.export.source import load_keras
from converter.export.tf_graph import OPSET, _trace, keras_to_onnx
from converter.networks import build_network
from converter.networks.head import feature_layer
from converter.recipe import load_recipe
from tests.converter.tiny import assert_same_maps, export_graph, grad_cam, images, network, pooled, run_onnx
from xray_desktop.imaging.heatmap.render import is_blank

if TYPE_CHECKING:
    from pathlib import Path


def _padded_pool_network() -> keras.Model:
    """A maximum over negative features with zeros around them, as in ResNet50V2."""
    keras.utils.set_random_seed(1)
    image = keras.Input((12, 12, 1))
    negative = layers.Conv2D(4, 3, bias_initializer=keras.initializers.Constant(-3.0))(layers.Rescaling(1 / 255)(image))
    maps = layers.MaxPooling2D(3, strides=2)(layers.ZeroPadding2D(1)(negative))
    maps = layers.Conv2D(4, 1, activation="relu", bias_initializer="ones", name="feature")(maps)
    return keras.Model(image, layers.Dense(1, activation="sigmoid")(pooled(maps)))


def test_the_gate_refuses_pads_that_onnxruntime_folds_wrongly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("converter.export.assemble.keep_pads_before_max_pools", lambda graph: 0)
    model = _padded_pool_network()
    reference = KerasReference(model, model.get_layer("feature"), 1.0)
    with pytest.raises(ParityError, match="differ"):
        parity_gate(reference, open_exported(export_graph(model)), images(), "noise")


def test_the_mend_keeps_them_right() -> None:
    model = _padded_pool_network()
    exported = export_graph(model)
    assert [node.op_type for node in exported.graph.node].count("Pad") == 1
    reference = KerasReference(model, model.get_layer("feature"), 1.0)
    parity_gate(reference, open_exported(exported), images(), "noise")


@pytest.fixture(scope="module")
def resnet() -> keras.Model:
    """The real ResNet50V2 on few pixels, with random weights and batch norms that have moved, as training moves them.

    While they stand at zero, the ReLU behind the first makes minus infinity and zero the same.
    """
    keras.utils.set_random_seed(1)
    model = build_network(load_recipe("resnet50v2", ["weights.source=none", "input.rows=64", "input.columns=64"]))
    generator = np.random.default_rng(1)
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.beta.assign(generator.normal(0.0, 0.3, layer.beta.shape))
    return model


@pytest.fixture(scope="module")
def converted(resnet: keras.Model) -> onnx.ModelProto:
    """That network as tf2onnx gives it, before the fix and the heat map."""
    return keras_to_onnx(resnet, feature_layer(resnet))


def _resnet_gate(model: keras.Model, converted: onnx.ModelProto) -> tuple[Any, ...]:
    layer = feature_layer(model)
    exported = assemble_graph(deepcopy(converted), layer.output.shape[1:3], 1.0)
    return parity_gate(KerasReference(model, layer, 1.0), open_exported(exported), images(4, side=64), "noise")


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_real_resnet50v2_is_refused_without_the_fix(
    resnet: keras.Model, converted: onnx.ModelProto, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("converter.export.assemble.keep_pads_before_max_pools", lambda graph: 0)
    with pytest.raises(ParityError, match="differ"):
        _resnet_gate(resnet, converted)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_real_resnet50v2_passes_with_the_fix(resnet: keras.Model, converted: onnx.ModelProto) -> None:
    for parity in _resnet_gate(resnet, converted):
        assert parity.max_probability_difference <= PROBABILITY_TOLERANCE
        assert parity.max_heatmap_difference <= HEATMAP_TOLERANCE


@pytest.mark.parametrize(
    ("value", "follower", "fixed"),
    [(0.0, "MaxPool", 1), (None, "MaxPool", 1), (1.0, "MaxPool", 0), (0.0, "AveragePool", 0)],
)
def test_only_zero_pads_before_max_pools_are_fixed(value: float | None, follower: str, fixed: int) -> None:
    make = onnx.helper.make_node
    constants = [onnx.helper.make_tensor("pads", onnx.TensorProto.INT64, [8], [0, 0, 1, 1, 0, 0, 1, 1])]
    if value is not None:
        constants.append(onnx.helper.make_tensor("value", onnx.TensorProto.FLOAT, [], [value]))
    nodes = [
        make("Pad", ["x", "pads", "value"][: len(constants) + 1], ["padded"]),
        make(follower, ["padded"], ["y"], kernel_shape=[2, 2]),
    ]
    described = [
        onnx.helper.make_tensor_value_info(n, onnx.TensorProto.FLOAT, [1, 1, s, s]) for n, s in (("x", 4), ("y", 5))
    ]
    graph = onnx.helper.make_graph(nodes, "pads", described[:1], described[1:], constants)
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", OPSET)], ir_version=9)
    picture = np.random.default_rng(0).normal(-5, 1, (1, 1, 4, 4)).astype(np.float32)

    def run(optimised: bool) -> Any:
        options = onnxruntime.SessionOptions()
        if not optimised:
            options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        content = model.SerializeToString()
        return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"]).run(
            None, {"x": picture}
        )

    right = run(optimised=False)
    assert keep_pads_before_max_pools(Graph(model)) == fixed
    onnx.checker.check_model(model, full_check=True)
    np.testing.assert_allclose(run(optimised=True), right, atol=1e-29)


def test_an_operator_that_onnx_does_not_have_is_named() -> None:
    class Odd(layers.Layer):
        def call(self, inputs: Any) -> Any:
            return tf.raw_ops.Igamma(a=tf.abs(inputs) + 1.0, x=tf.abs(inputs))

    model = network(lambda maps: pooled(Odd()(maps)))
    with pytest.raises(ExportError, match="no operator for Igamma"):
        keras_to_onnx(model, model.get_layer("feature"))


def test_large_kernels_go_round_the_conversion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("converter.export.tf_graph._LARGE_KERNEL_BYTES", 1000)
    model = network(lambda maps: layers.Dense(16, activation="relu")(layers.Flatten()(maps)))
    kernel = model.layers[-2].kernel
    assert np.prod(kernel.shape) * 4 > 1000
    # As an argument: what a trace captures is written into TensorFlow's graph, which is copied again and again.
    traced = _trace(model, model.get_layer("feature"), [kernel])
    assert kernel.shape in [tensor.shape for tensor in traced.inputs]
    assert kernel.shape not in [outer.shape for outer, _ in traced.graph.captures]
    exported = export_graph(model)
    assert [value.name for value in exported.graph.input] == ["image"]
    stored = [onnx.numpy_helper.to_array(tensor) for tensor in exported.graph.initializer]
    # Once, as it is: not transposed for the way there and again for the way back.
    assert sum(array.size == np.prod(kernel.shape) for array in stored) == 1
    probability, heatmap = run_onnx(exported, images())
    np.testing.assert_allclose(probability, model(images(), training=False), atol=1e-5)
    assert_same_maps(heatmap, grad_cam(model, images()))


def test_captured_tensors_become_constants() -> None:
    """The mean and variance of a `Normalization` layer, which come out as inputs that nobody could fill."""
    keras.utils.set_random_seed(2)
    image = keras.Input((12, 12, 160))
    normalised = layers.Normalization(mean=np.linspace(0, 9, 160), variance=np.linspace(1, 9, 160))(image)
    maps = layers.Conv2D(3, 3, activation="relu", name="feature")(normalised)
    model = keras.Model(image, layers.Dense(1, activation="sigmoid")(pooled(maps)))
    exported = export_graph(model)
    assert [value.name for value in exported.graph.input] == ["image"]
    pictures = np.random.default_rng(0).normal(size=(3, 12, 12, 160)).astype(np.float32)
    np.testing.assert_allclose(run_onnx(exported, pictures)[0], model(pictures, training=False), atol=1e-5)


def test_the_conversion_needs_no_patch_for_numpy_2() -> None:
    """Keras patches tf2onnx for it in a private place; the release that is pinned here folds constants by itself."""
    assert int(np.__version__.partition(".")[0]) >= 2

    def head(maps: Any) -> Any:
        # A shape that is put together while the network runs: constants that tf2onnx folds with numpy.
        count = tf.cast(tf.shape(maps)[0], tf.int64)
        return tf.reshape(maps, tf.stack([count, tf.constant(12 * 12 * 4, tf.int64)]))

    class Flat(layers.Layer):
        def call(self, inputs: Any) -> Any:
            return head(inputs)

        def compute_output_shape(self, shape: Any) -> Any:
            return (shape[0], 12 * 12 * 4)

    model = network(lambda maps: Flat()(maps))
    probability, _ = run_onnx(export_graph(model), images())
    assert "object" not in vars(np)
    np.testing.assert_allclose(probability, model(images(), training=False), atol=1e-5)


def test_a_map_without_positive_evidence_is_blank_on_both_sides() -> None:
    model = network(pooled)
    last = model.layers[-1]
    last.kernel.assign(-tf.abs(last.kernel) - 0.1)
    exported = export_graph(model)
    reference = KerasReference(model, model.get_layer("feature"), 1.0)
    probability, heatmap = run_onnx(exported, images())
    assert not heatmap.any()
    assert all(is_blank(one) for one in heatmap)
    assert 0.0 < probability.min() <= probability.max() < 1.0
    assert not reference.run(images())[1].any()
    parity_gate(reference, open_exported(exported), images(), "noise")


def test_a_second_input_is_refused() -> None:
    image, age = keras.Input((12, 12, 1)), keras.Input((1,))
    maps = layers.Conv2D(3, 3, activation="relu", name="feature")(image)
    joined = layers.Concatenate()([pooled(maps), age])
    model = keras.Model([image, age], layers.Dense(1, activation="sigmoid")(joined))
    with pytest.raises(ExportError, match="one input"):
        keras_to_onnx(model, model.get_layer("feature"))


def test_a_network_that_ends_in_something_else_is_refused() -> None:
    image = keras.Input((12, 12, 1))
    maps = layers.Conv2D(3, 3, activation="relu", name="feature")(image)
    model = keras.Model(image, ops.tanh(layers.Dense(1)(pooled(maps))))
    converted = keras_to_onnx(model, model.get_layer("feature"))
    with pytest.raises(ExportError, match="last operator"):
        assemble_graph(converted, (10, 10), 1.0)


def test_the_written_opset_and_version_are_read_by_older_runtimes() -> None:
    exported = export_graph(network(pooled))
    assert {(entry.domain, entry.version) for entry in exported.opset_import if not entry.domain} == {("", 18)}
    assert exported.ir_version <= 9


def test_code_inside_a_keras_file_is_not_run(tmp_path: Path) -> None:
    image = keras.Input((4, 4, 1))
    model = keras.Model(image, layers.Lambda(lambda tensor: tensor * 2)(image))
    model.save(tmp_path / "lambda.keras")
    with pytest.raises(ExportError, match="code of its own"):
        load_keras(tmp_path / "lambda.keras")


@pytest.mark.parametrize("content", [None, b"", b"PK no archive"])
def test_a_file_that_is_no_keras_model_is_told(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "model.keras"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ExportError):
        load_keras(file)
