"""The gate: what differs is not written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import keras
import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from converter.errors import ParityError
from converter.export.parity import HEATMAP_TOLERANCE, heatmap_difference, open_exported, parity_gate, varied_inputs
from converter.export.reference import KerasReference
from tests.converter.tiny import export_graph, images, network, pooled

if TYPE_CHECKING:
    from numpy.typing import NDArray


@pytest.fixture(scope="module")
def model() -> keras.Model:
    return network(pooled)


def _gate(model: keras.Model, graph: onnx.ModelProto) -> tuple[object, ...]:
    reference = KerasReference(model, model.get_layer("feature"), 1.0)
    return parity_gate(reference, open_exported(graph), images(7), "7 of noise")


def test_a_true_export_passes_with_its_differences_measured(model: keras.Model) -> None:
    single, three = _gate(model, export_graph(model))
    assert (single.batch_size, three.batch_size) == (1, 3)
    assert single.images == 7 + len(varied_inputs(12, 12))
    assert single.inputs.startswith("7 of noise")
    assert 0.0 <= single.max_probability_difference < 1e-5
    assert 0.0 <= three.max_heatmap_difference < 1e-4


@pytest.mark.parametrize("kind", ["weights", "heat map", "not a number"])
def test_a_tampered_graph_is_refused(model: keras.Model, kind: str) -> None:
    graph = export_graph(model)
    if kind == "heat map":
        # The map of the wrong sign: what a forgotten minus would give.
        (last,) = [node for node in graph.graph.node if "heatmap" in node.output]
        (relu,) = [node for node in graph.graph.node if last.input[0] in node.output]
        graph.graph.node.insert(
            list(graph.graph.node).index(relu), onnx.helper.make_node("Neg", [relu.input[0]], ["turned"])
        )
        relu.input[0] = "turned"
    else:
        kernel = max(graph.graph.initializer, key=lambda tensor: len(tensor.raw_data))
        changed = numpy_helper.to_array(kernel) * (1.01 if kind == "weights" else np.nan)
        kernel.CopyFrom(numpy_helper.from_array(changed.astype(np.float32), kernel.name))
    with pytest.raises(ParityError, match="not a number" if kind == "not a number" else "differ by"):
        _gate(model, graph)


def test_a_map_frozen_to_one_example_is_refused(model: keras.Model) -> None:
    from tests.converter.tiny import run_onnx

    graph = export_graph(model)
    _, first = run_onnx(graph, images(1))
    frozen = numpy_helper.from_array(np.maximum(first, 1e-3), "frozen")
    graph.graph.initializer.append(frozen)
    (last,) = [node for node in graph.graph.node if "heatmap" in node.output]
    zeros = onnx.helper.make_node("Mul", [last.input[0], "zero"], ["nothing"])
    graph.graph.initializer.append(numpy_helper.from_array(np.float32(0.0), "zero"))
    position = list(graph.graph.node).index(last)
    last.op_type = "Add"
    last.input[:] = ["nothing", "frozen"]
    graph.graph.node.insert(position, zeros)
    with pytest.raises(ParityError, match="heat map"):
        _gate(model, graph)


class _Restless(KerasReference):
    """A network whose compiled arithmetic gives other probabilities than its plain one."""

    moves_by = 0.0

    def run(
        self, batch: NDArray[np.float32], *, compiled: bool = False
    ) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
        probabilities, heatmaps = super().run(batch, compiled=compiled)
        return probabilities + self.moves_by * compiled, heatmaps


def _with_other_bias(model: keras.Model, probability: float) -> onnx.ModelProto:
    """Export the network as it would be with a bias that moves a probability of one half so far."""
    other = keras.models.clone_model(model)
    other.set_weights(model.get_weights())
    last = other.layers[-1]
    last.bias.assign(last.bias + 4.0 * probability)
    return export_graph(other)


@pytest.mark.parametrize(
    ("off_by", "moves_by", "passes"),
    [
        (2e-4, 0.0, False),  # Keras stands still: whatever differs is wrong
        (2e-4, 1.5e-4, False),
        (2e-4, 4e-4, True),
        (2e-3, 0.5, False),  # however far Keras moves
    ],
)
def test_what_keras_itself_moves_by_is_allowed(
    model: keras.Model, off_by: float, moves_by: float, passes: bool
) -> None:
    reference = _Restless(model, model.get_layer("feature"), 1.0)
    reference.moves_by = moves_by
    other = open_exported(_with_other_bias(model, off_by))
    if not passes:
        with pytest.raises(ParityError, match="in probability"):
            parity_gate(reference, other, images(7), "7 of noise")
        return
    for parity in parity_gate(reference, other, images(7), "7 of noise"):
        assert parity.max_probability_difference == pytest.approx(off_by, rel=0.2)
        assert parity.probability_tolerance == pytest.approx(moves_by, rel=0.05)
        assert parity.heatmap_tolerance == HEATMAP_TOLERANCE
        assert "moves by 4.0e-04 in probability" in parity.inputs


def test_the_compiled_network_is_the_same_network(model: keras.Model) -> None:
    reference = KerasReference(model, model.get_layer("feature"), 2.0)
    pictures = images(19)
    plain, compiled = reference.run(pictures), reference.run(pictures, compiled=True)
    np.testing.assert_allclose(compiled[0], plain[0], atol=1e-6)
    assert heatmap_difference(plain[1], compiled[1]) < 1e-4


def test_what_onnxruntime_cannot_load_is_refused(model: keras.Model) -> None:
    graph = export_graph(model)
    graph.graph.node[0].op_type = "NoSuchOperator"
    with pytest.raises(ParityError, match="cannot load"):
        _gate(model, graph)


def test_maps_are_compared_each_on_its_own_scale() -> None:
    maps = np.random.default_rng(0).uniform(0.5, 1.0, (2, 3, 3)).astype(np.float32)
    maps[:, 0, 0] = 1.0
    moved = maps.copy()
    moved[1, 2, 2] += 0.25
    scaled = moved * np.array([10.0, 0.5], np.float32)[:, None, None]
    expected = np.abs(moved[1] / moved[1].max() - maps[1]).max()
    assert heatmap_difference(maps, scaled) == pytest.approx(expected, abs=1e-6)


def test_blank_maps_agree_and_a_blank_one_does_not_agree_with_a_full_one() -> None:
    blank, full = np.zeros((2, 3, 3), np.float32), np.ones((2, 3, 3), np.float32)
    assert heatmap_difference(blank, blank) == 0.0
    assert heatmap_difference(blank, full) == 1.0


def test_varied_inputs_are_varied_and_in_range() -> None:
    inputs = varied_inputs(20, 30)
    assert inputs.shape[1:] == (20, 30, 1)
    assert inputs.dtype == np.float32
    assert inputs.min() == 0.0
    assert inputs.max() == 255.0
    assert len(np.unique(inputs.reshape(len(inputs), -1), axis=0)) == len(inputs)
