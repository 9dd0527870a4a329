"""One class opens ONNX networks: files with a card, and graphs that have none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from converter.evaluation.calibration import sigmoid
from converter.onnx_model import OnnxModel
from tests.support.tiny_model import TinyNetwork, build_network, write_tiny_model
from xray_desktop.errors import CardError, ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

NETWORK = TinyNetwork(rows=24, columns=32, gain=3.0)


def _images(count: int) -> NDArray[np.float32]:
    rng = np.random.default_rng(3)
    return rng.integers(0, 256, (count, NETWORK.rows, NETWORK.columns, 1)).astype(np.float32)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> OnnxModel:
    return OnnxModel.open(write_tiny_model(tmp_path_factory.mktemp("model") / "tiny.onnx", NETWORK))


def test_it_knows_what_goes_in_and_comes_out(model: OnnxModel) -> None:
    assert model.inputs == {"image": ("N", 24, 32, 1)}
    assert model.outputs == {"probability": ("N", 1), "heatmap": ("N", 3, 4)}
    assert (model.spec.rows, model.spec.columns, model.cells) == (24, 32, (3, 4))
    assert model.labels == ("NORMAL", "PNEUMONIA")


@pytest.mark.parametrize("batch_size", [1, 3, 10, 100])
def test_the_batch_size_does_not_change_the_scores(model: OnnxModel, batch_size: int) -> None:
    images = _images(10)
    alone, together = model.score(images, batch_size=1), model.score(images, batch_size)
    assert (together.probabilities.shape, together.probabilities.dtype) == ((10,), np.float64)
    assert (together.heatmaps.shape, together.heatmaps.dtype) == ((10, 3, 4), np.float32)
    np.testing.assert_allclose(together.probabilities, alone.probabilities, atol=1e-6)
    np.testing.assert_allclose(together.heatmaps, alone.heatmaps, atol=1e-6)


def test_half_precision_goes_in_as_it_is(model: OnnxModel) -> None:
    images = _images(4)
    np.testing.assert_array_equal(model.probabilities(images.astype(np.float16)), model.probabilities(images))
    np.testing.assert_array_equal(model.heatmaps(images.astype(np.float16)), model.heatmaps(images))


def test_thresholds_are_those_of_the_card(model: OnnxModel) -> None:
    assert model.threshold() == model.threshold("balanced") == 0.5
    assert model.threshold("high-sensitivity") == 0.2
    with pytest.raises(CardError, match="no operating point"):
        model.threshold("no such point")


def test_tensors_inside_a_graph_can_be_asked_for(model: OnnxModel) -> None:
    graph, images = build_network(NETWORK), _images(5)
    (logits,) = OnnxModel(graph, inner=["logit"]).run(images, ["logit"])
    np.testing.assert_allclose(sigmoid(logits[:, 0]), model.probabilities(images), atol=1e-6)
    assert graph == build_network(NETWORK)


def test_the_same_network_can_run_step_by_step(model: OnnxModel) -> None:
    images = _images(5)
    plain = model.reopened(threads=1, optimised=False)
    np.testing.assert_allclose(plain.probabilities(images), model.probabilities(images), atol=1e-6)
    assert plain.card == model.card


def test_a_network_that_is_no_file_yet_has_no_card() -> None:
    with pytest.raises(CardError, match="no model card yet"):
        _ = OnnxModel(build_network(NETWORK)).card


def test_what_onnxruntime_cannot_load_is_refused() -> None:
    graph = build_network(NETWORK)
    graph.graph.node[0].op_type = "NoSuchOperator"
    with pytest.raises(ModelError, match="cannot load"):
        OnnxModel(graph)
