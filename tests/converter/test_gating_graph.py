"""The distance in the graph is the one that scikit-learn's probabilistic principal components define."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper
from sklearn.decomposition import PCA

from converter.gating.distance import Distance
from converter.gating.features import FeatureReader, Features, cell_shares, possible_features
from converter.gating.graph import with_gate, without_gate
from converter.gating.tensors import FeatureTensor, feature_tensors
from converter.onnx_model import OnnxModel
from tests.support.tiny_model import TinyNetwork, build_network, tiny_card
from xray_desktop.model_file.checks import check_model_file

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

NETWORK = TinyNetwork(rows=72, columns=56)
FEATURES = Features(FeatureTensor("signed", 2, 9, 7), 4)


def _pictures(count: int, seed: int) -> NDArray[np.float32]:
    """Draw smooth pictures that are brighter below."""
    rng = np.random.default_rng(seed)
    ramp = np.linspace(40.0, 200.0, NETWORK.rows)[None, :, None] * rng.uniform(0.7, 1.2, (count, 1, 1))
    grain = rng.normal(0.0, 12.0, (count, NETWORK.rows, NETWORK.columns))
    return np.clip(ramp + grain, 0.0, 255.0).astype(np.float32)[..., None]


def _read(pictures: NDArray[np.float32]) -> NDArray[np.float32]:
    return FeatureReader(build_network(NETWORK), [FEATURES]).read(pictures)[FEATURES]


@pytest.fixture(scope="module")
def distance() -> Distance:
    return Distance.fit(_read(_pictures(200, 0)))


def test_the_distance_is_mahalanobis_under_the_fitted_distribution(distance: Distance) -> None:
    known = _read(_pictures(200, 0)).astype(np.float64)
    deviation = np.maximum(known.std(axis=0), 0.1 * np.median(known.std(axis=0)))
    fitted = PCA(8, svd_solver="full").fit((known - known.mean(axis=0)) / deviation)
    others = _read(np.concatenate([_pictures(5, 1), _pictures(5, 2)[:, ::-1]])).astype(np.float64)
    away = (others - known.mean(axis=0)) / deviation
    reference = np.sqrt(np.einsum("nd,de,ne->n", away, fitted.get_precision(), away) / known.shape[1])
    np.testing.assert_allclose(distance.measure(others), reference, rtol=1e-3)


@pytest.mark.parametrize("batch", [1, 3])
def test_the_graph_measures_what_numpy_measures(distance: Distance, batch: int) -> None:
    model = OnnxModel(with_gate(build_network(NETWORK), FEATURES, distance))
    pictures = np.concatenate([_pictures(3, 3), _pictures(3, 4)[:, ::-1], np.zeros((3, 72, 56, 1), np.float32)])
    measured = [model.distances(pictures[start : start + batch]) for start in range(0, 9, batch)]
    np.testing.assert_allclose(np.concatenate(measured), distance.measure(_read(pictures)), rtol=1e-4)


def test_pictures_like_the_known_ones_lie_near_and_turned_ones_far(distance: Distance) -> None:
    near = distance.measure(_read(_pictures(50, 5)))
    far = distance.measure(_read(_pictures(50, 6)[:, ::-1]))
    assert np.median(near) == pytest.approx(1.0, abs=0.3)
    assert far.min() > 3.0 * near.max()


def test_the_other_outputs_stay_bit_for_bit(distance: Distance) -> None:
    plain, gated = build_network(NETWORK), with_gate(build_network(NETWORK), FEATURES, distance)
    before, after = (OnnxModel(network).score(_pictures(3, 7)) for network in (plain, gated))
    for old, new in zip(before, after, strict=True):
        np.testing.assert_array_equal(old, new)


def test_a_second_gate_takes_the_place_of_the_first(distance: Distance) -> None:
    once = with_gate(build_network(NETWORK), FEATURES, distance)
    assert with_gate(once, FEATURES, distance) == once
    assert without_gate(once) == build_network(NETWORK)
    onnx.checker.check_model(once, full_check=True)


def test_a_file_with_a_gate_needs_no_operators_from_elsewhere(distance: Distance, tmp_path: Path) -> None:
    from tests.support.gated_model import gated_card
    from tests.support.tiny_model import write_model

    model = with_gate(build_network(NETWORK), FEATURES, distance)
    path = write_model(tmp_path / "gated.onnx", model, gated_card(network=NETWORK).to_json())
    assert check_model_file(path).card.gate is not None


@given(positions=st.integers(1, 40), cells=st.integers(1, 8))
def test_cells_average_equal_shares(positions: int, cells: int) -> None:
    shares = cell_shares(positions, cells)
    np.testing.assert_allclose(shares.sum(axis=1), 1.0, rtol=1e-5)
    np.testing.assert_allclose(shares.sum(axis=0), cells / positions, rtol=1e-4)


def test_the_layers_are_those_that_the_whole_answer_passes_through() -> None:
    card = tiny_card(NETWORK)
    assert [tensor.name for tensor in feature_tensors(build_network(NETWORK), card)] == ["signed", "features"]
    beside = _with_a_path_beside()
    assert [tensor.name for tensor in feature_tensors(beside, card)] == ["signed", "joined"]


def _with_a_path_beside() -> onnx.ModelProto:
    """Add the convolution's output to its own rectified self, as a residual block does."""
    model = build_network(NETWORK)
    for node in model.graph.node:
        node.input[:] = ["joined" if name == "features" else name for name in node.input]
    position = next(place for place, node in enumerate(model.graph.node) if "features" in node.output)
    model.graph.node.insert(position + 1, helper.make_node("Add", ["features", "signed"], ["joined"]))
    return model


def test_a_tensor_that_would_make_the_file_large_is_left_out() -> None:
    small, large = FeatureTensor("small", 96, 8, 8), FeatureTensor("large", 1280, 4, 4)
    assert {(one.tensor.name, one.grid) for one in possible_features([small, large])} == {
        ("small", 2),
        ("small", 4),
        ("large", 2),
    }


def test_a_network_without_layers_offers_none() -> None:
    graph = helper.make_graph(
        [
            helper.make_node("Flatten", ["image"], ["flat"]),
            helper.make_node("MatMul", ["flat", "weights"], ["logit"]),
            helper.make_node("Sigmoid", ["logit"], ["probability"]),
        ],
        "flat",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["N", 64, 64, 1])],
        [helper.make_tensor_value_info("probability", TensorProto.FLOAT, ["N", 1])],
        [numpy_helper.from_array(np.zeros((4096, 1), np.float32), "weights")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    assert feature_tensors(model, tiny_card()) == []
