"""The heat map inside the graph against a Grad-CAM of our own, head by head and operator by operator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import keras
import numpy as np
import onnxruntime
import pytest
from keras import layers, ops
from onnx import TensorProto, checker, helper, numpy_helper

from converter.errors import NoGradientRuleError
from converter.export.gradcam.differentiate import gradient
from converter.export.gradcam.graph import Graph
from converter.export.gradcam.rules import RULES, Rule
from tests.converter.tiny import assert_same_maps, export_graph, grad_cam, images, network, pooled, run_onnx

if TYPE_CHECKING:
    from collections.abc import Callable

    import onnx


def _dense(activation: str) -> Callable[[Any], Any]:
    return lambda maps: layers.Dense(6, activation=activation)(pooled(maps))


def _then(*more: Any) -> Callable[[Any], Any]:
    """Chain layers, then flatten."""

    def head(maps: Any) -> Any:
        for layer in more:
            maps = layer(maps)
        return layers.Flatten()(maps)

    return head


def _squeeze_and_excite(maps: Any) -> Any:
    gate = layers.GlobalAveragePooling2D(keepdims=True)(maps)
    gate = layers.Conv2D(4, 1, activation="sigmoid")(gate)
    return pooled(layers.Multiply()([maps, gate]))


def _residual(maps: Any) -> Any:
    return pooled(layers.Add()([maps, layers.Conv2D(4, 3, padding="same", activation="relu")(maps)]))


def _both_pools(maps: Any) -> Any:
    return layers.Concatenate()([pooled(maps), layers.GlobalMaxPooling2D()(maps)])


def _normalised_by_total(maps: Any) -> Any:
    return pooled(maps / (ops.sum(maps, axis=-1, keepdims=True) + 1.0))


def _statistics(*, moved: bool) -> layers.BatchNormalization:
    kind = "random_uniform" if moved else "zeros"
    return layers.BatchNormalization(
        moving_mean_initializer=kind, moving_variance_initializer="ones", gamma_initializer="random_uniform"
    )


HEADS: dict[str, Callable[[Any], Any]] = {
    "average pool": pooled,
    "average pool kept": _then(layers.GlobalAveragePooling2D(keepdims=True)),
    "maximum pool": lambda maps: layers.GlobalMaxPooling2D()(maps),
    "both pools": _both_pools,
    "flatten": _then(),
    "flatten, dense": lambda maps: layers.Dense(5, activation="relu")(layers.Flatten()(maps)),
    "pool 2": _then(layers.MaxPooling2D(2)),
    "pool 5, remainder": _then(layers.MaxPooling2D(5)),
    "dropout": _then(layers.Dropout(0.5)),
    "batch norm": _then(_statistics(moved=True), layers.ReLU()),
    "convolution": _then(layers.Conv2D(3, 3, padding="same"), layers.ReLU()),
    "convolution, valid, dilated": _then(layers.Conv2D(3, 3, dilation_rate=2)),
    "depthwise": _then(layers.DepthwiseConv2D(3, padding="same")),
    "relu6": _then(layers.Conv2D(3, 1, kernel_initializer="he_normal"), layers.ReLU(max_value=6.0)),
    "leaky relu": _then(layers.Conv2D(3, 1), layers.LeakyReLU(negative_slope=0.2)),
    "swish": _dense("swish"),
    "tanh": _dense("tanh"),
    "sigmoid": _dense("sigmoid"),
    "softmax inside": _dense("softmax"),
    "hard swish": _dense("hard_silu"),
    "hard sigmoid": _dense("hard_sigmoid"),
    "permute": _then(layers.Permute((3, 1, 2))),
    "reshape": _then(layers.Reshape((4, -1))),
    "rescale": _then(layers.Rescaling(1.0 / 3.0, offset=0.1)),
    "subtract": lambda maps: pooled(layers.Subtract()([maps, layers.Conv2D(4, 1)(maps)])),
    "divide": _normalised_by_total,
    "minimum": lambda maps: pooled(ops.minimum(maps, 0.3)),
    "maximum": lambda maps: pooled(ops.maximum(maps, 0.3)),
    "negative": lambda maps: pooled(-maps),
    "squeeze and excite": _squeeze_and_excite,
    "residual": _residual,
}


@pytest.mark.parametrize("outputs", [1, 2])
@pytest.mark.parametrize("name", HEADS)
def test_the_map_is_that_of_the_gradient_tape(name: str, outputs: int) -> None:
    for seed in range(10):
        # A head whose evidence is all negative has an honest blank map, which compares nothing.
        model = network(HEADS[name], outputs=outputs, seed=seed)
        expected = grad_cam(model, images())
        if expected.max() > 0.0:
            break
    exported = export_graph(model)
    checker.check_model(exported, full_check=True)
    probability, heatmap = run_onnx(exported, images())
    assert_same_maps(heatmap, expected, 2e-5)
    np.testing.assert_allclose(probability[:, 0], model(images(), training=False).numpy()[:, -1], atol=1e-5)


@pytest.mark.slow
def test_every_rule_is_used_by_a_head(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that no example reaches is untested."""
    used: set[str] = set()

    def recording(name: str, rule: Rule) -> Rule:
        def record(*arguments: Any) -> dict[int, str]:
            used.add(name)
            return rule(*arguments)

        return record

    for name, rule in list(RULES.items()):
        monkeypatch.setitem(RULES, name, recording(name, rule))
    for head in HEADS.values():
        export_graph(network(head, outputs=1))
    assert set(RULES) - used == SPELLED_OTHERWISE


SPELLED_OTHERWISE = {
    "BatchNormalization",
    "Dropout",
    "Flatten",
    "Gemm",
    "GlobalAveragePool",
    "GlobalMaxPool",
    "HardSigmoid",
    "HardSwish",
    "Identity",
    "Squeeze",
    "Unsqueeze",
}
"""Operators that other exporters write and tf2onnx spells otherwise; tested by `test_single_operators`."""


_CHANNELS = {"scale": np.array([1.5, -0.5]), "shift": np.zeros(2), "mean": np.ones(2), "variance": np.array([0.5, 4.0])}
_MATRIX = np.random.default_rng(4).normal(size=(3, 4))
_ON_MAPS, _ON_VECTORS = (2, 2, 3, 3), (2, 3)


@pytest.mark.parametrize(
    ("operator", "attributes", "constants", "shape"),
    [
        ("Identity", {}, {}, _ON_MAPS),
        ("Dropout", {}, {}, _ON_MAPS),
        ("Flatten", {}, {}, _ON_MAPS),
        ("GlobalAveragePool", {}, {}, _ON_MAPS),
        ("GlobalMaxPool", {}, {}, _ON_MAPS),
        ("HardSwish", {}, {}, _ON_MAPS),
        ("HardSigmoid", {"alpha": 0.3, "beta": 0.4}, {}, _ON_MAPS),
        ("BatchNormalization", {"epsilon": 1e-3}, _CHANNELS, _ON_MAPS),
        ("Unsqueeze", {}, {"axes": np.array([1])}, _ON_VECTORS),
        ("Squeeze", {}, {"axes": np.array([1])}, (2, 1, 3)),
        ("Gemm", {"alpha": 0.5}, {"b": _MATRIX}, _ON_VECTORS),
        ("Gemm", {"alpha": 2.0, "transB": 1}, {"b": _MATRIX.T, "c": np.ones(4)}, _ON_VECTORS),
    ],
)
def test_single_operators(
    operator: str, attributes: dict[str, Any], constants: dict[str, np.ndarray], shape: tuple[int, ...]
) -> None:
    """Against central differences, operator by operator."""
    x = np.random.default_rng(5).normal(size=shape).astype(np.float32) * 2
    model = _one_operator(helper.make_node(operator, ["x", *constants], ["y"], **attributes), shape, constants)
    y = _run(model, x)[0]
    seed = np.random.default_rng(6).normal(size=y.shape).astype(np.float32)
    graph = Graph(model)
    name = gradient(graph, "y", graph.add_constant(seed), "x")
    graph.proto.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))
    step = 1e-2
    numeric = np.zeros_like(x)
    for place in np.ndindex(shape):
        moved = np.zeros_like(x)
        moved[place] = step
        numeric[place] = ((_run(model, x + moved)[0] - _run(model, x - moved)[0]) * seed).sum() / (2 * step)
    np.testing.assert_allclose(_run(model, x)[1], numeric, atol=2e-2)


def _one_operator(node: onnx.NodeProto, shape: tuple[int, ...], constants: dict[str, np.ndarray]) -> onnx.ModelProto:
    graph = helper.make_graph(
        [node],
        "one",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
        [
            numpy_helper.from_array(value.astype(np.float32 if value.dtype.kind == "f" else np.int64), name)
            for name, value in constants.items()
        ],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)


def _run(model: onnx.ModelProto, x: np.ndarray) -> list[np.ndarray]:
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {"x": x})


def test_an_operator_without_a_rule_is_an_error_with_its_name() -> None:
    with pytest.raises(NoGradientRuleError, match="operator Sin"):
        export_graph(network(lambda maps: pooled(ops.sin(maps))))


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (_then(layers.MaxPooling2D(3, strides=1)), "MaxPool.*overlap"),
        (_then(layers.MaxPooling2D(5, padding="same")), "MaxPool"),
        (_then(layers.Conv2D(2, 3, strides=2)), "Conv.*stride"),
    ],
)
def test_a_use_that_a_rule_does_not_cover_is_an_error(head: Callable[[Any], Any], words: str) -> None:
    with pytest.raises(NoGradientRuleError, match=words):
        export_graph(network(head))


def test_the_map_changes_with_the_input() -> None:
    model = export_graph(network(lambda maps: layers.Dense(4, activation="relu")(layers.Flatten()(maps))))
    _, first = run_onnx(model, images(2, seed=1))
    _, second = run_onnx(model, images(2, seed=2))
    assert np.abs(first - second).max() > 0.05 * first.max()


def test_a_batch_gives_what_single_images_give() -> None:
    model = export_graph(network(_both_pools))
    pictures = images(4)
    _, together = run_onnx(model, pictures)
    alone = np.concatenate([run_onnx(model, pictures[place : place + 1])[1] for place in range(4)])
    np.testing.assert_allclose(together, alone, atol=1e-6)


def test_a_sure_answer_still_has_a_map() -> None:
    """At a probability of exactly 1 its own gradient is 0; the logit's is not."""
    model = network(pooled)
    last = model.get_layer("probability")
    last.set_weights([np.abs(last.get_weights()[0]) + 1.0, np.array([200.0], np.float32)])
    probability, heatmap = run_onnx(export_graph(model), images())
    assert (probability == 1.0).all()
    assert_same_maps(heatmap, grad_cam(model, images()))


def test_evidence_that_is_all_negative_gives_an_honest_blank_map() -> None:
    model = network(pooled)
    last = model.get_layer("probability")
    last.set_weights([-np.abs(last.get_weights()[0]), last.get_weights()[1]])
    _, heatmap = run_onnx(export_graph(model), images())
    assert (heatmap == 0.0).all()


def test_temperature_moves_the_probability_and_not_the_map() -> None:
    model = network(pooled)
    sharp, first = run_onnx(export_graph(model, temperature=0.5), images())
    plain, second = run_onnx(export_graph(model), images())
    np.testing.assert_array_equal(first, second)
    np.testing.assert_allclose(np.log(sharp / (1 - sharp)), 2 * np.log(plain / (1 - plain)), rtol=1e-3)


def test_only_image_goes_in_and_only_the_two_outputs_come_out() -> None:
    graph = export_graph(network(pooled)).graph
    assert [value.name for value in graph.input] == ["image"]
    assert [value.name for value in graph.output] == ["probability", "heatmap"]
    assert graph.input[0].type.tensor_type.shape.dim[0].dim_param == "N"


def test_keras_names_do_not_matter() -> None:
    image = keras.Input((12, 12, 1), name="some_other_name")
    maps = layers.Conv2D(3, 3, activation="relu", name="feature")(image)
    model = keras.Model(image, layers.Dense(1, activation="sigmoid", name="p")(pooled(maps)))
    assert [value.name for value in export_graph(model).graph.input] == ["image"]
