"""A loaded model answers, says who runs it, and refuses what is no answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from tests.support.tiny_model import TinyNetwork, build_network, tiny_card, write_model, write_tiny_model
from xray_desktop.errors import Cancelled, ContractMismatch, InferenceError, ModelError, SessionError
from xray_desktop.inference.session import Interrupt, ModelSession, _steps_left_to_cpu

if TYPE_CHECKING:
    from pathlib import Path

needs_cpu_build = pytest.mark.skipif(
    "CUDAExecutionProvider" in onnxruntime.get_available_providers(), reason="a GPU build of onnxruntime is installed"
)


@pytest.fixture
def session(tmp_path: Path) -> ModelSession:
    return ModelSession.open(write_tiny_model(tmp_path / "tiny.onnx"), "cpu")


def grey(value: float, images: int = 1) -> np.ndarray:
    return np.full((images, 64, 64, 1), value, np.float32)


def test_says_what_it_is(session: ModelSession) -> None:
    assert session.card.model_id == "tiny-brightness"
    assert len(session.sha256) == 64
    assert session.provider == "CPUExecutionProvider"
    assert session.provider_title == "CPU (onnxruntime)"
    assert session.fallback_reason == ""
    assert session.on_cpu


def test_answers_in_the_promised_shapes(session: ModelSession) -> None:
    output = session.run(np.concatenate([grey(40), grey(127.5), grey(220)]))
    assert output.probability.shape == (3,)
    assert output.heatmap.shape == (3, 8, 8)
    assert output.probability.dtype == output.heatmap.dtype == np.float32
    assert output.probability[0] < 0.01
    assert output.probability[1] == pytest.approx(0.5, abs=1e-6)
    assert output.probability[2] > 0.99


def test_heat_map_shows_where(session: ModelSession) -> None:
    image = grey(0)
    image[0, 8:16, 48:56] = 255
    heatmap = session.run(image).heatmap[0]
    assert np.flatnonzero(heatmap).tolist() == [8 * 1 + 6]


def test_a_batch_gives_the_answers_of_its_images(session: ModelSession) -> None:
    rng = np.random.default_rng(0)
    batch = rng.uniform(0, 255, (5, 64, 64, 1)).astype(np.float32)
    together = session.run(batch)
    for index in range(5):
        alone = session.run(batch[index : index + 1])
        np.testing.assert_allclose(alone.probability[0], together.probability[index], atol=1e-6)
        np.testing.assert_allclose(alone.heatmap[0], together.heatmap[index], atol=1e-6)


def test_threads_share_one_session(session: ModelSession) -> None:
    values = np.linspace(90, 160, 64)
    alone = [float(session.run(grey(value)).probability[0]) for value in values]
    with ThreadPoolExecutor(4) as executor:
        together = list(executor.map(lambda value: float(session.run(grey(value)).probability[0]), values))
    assert together == alone


def test_an_input_of_another_size_is_a_sentence(session: ModelSession) -> None:
    with pytest.raises(InferenceError, match="fault on this image"):
        session.run(np.zeros((1, 32, 64, 1), np.float32))


def test_an_interrupted_run_is_cancelled_and_the_session_lives_on(session: ModelSession) -> None:
    interrupt = Interrupt()
    assert not interrupt.stopped
    interrupt.stop()
    with pytest.raises(Cancelled):
        session.run(grey(100), interrupt)
    assert session.run(grey(100), Interrupt()).probability.shape == (1,)


def open_changed(path: Path, output: str, *operators: str) -> ModelSession:
    """Open the tiny model with operators, each with -3 as its second value, behind one output."""
    model = build_network()
    model.graph.initializer.append(numpy_helper.from_array(np.float32(-3.0), "minus_three"))
    names = ["honest", *(f"step_{number}" for number in range(1, len(operators))), output]
    next(node for node in model.graph.node if node.output[0] == output).output[0] = "honest"
    for operator, before, after in zip(operators, names, names[1:], strict=False):
        inputs = [before] if operator == "Log" else [before, "minus_three"]
        model.graph.node.append(helper.make_node(operator, inputs, [after]))
    return ModelSession.open(write_model(path, model, tiny_card().to_json()), "cpu")


@pytest.mark.parametrize(
    ("output", "operators", "sentence"),
    [
        ("probability", ["Mul", "Log"], "not a number"),
        ("heatmap", ["Mul", "Log"], "not a number"),
        ("probability", ["Mul"], "outside the range"),
        ("probability", ["Sub"], "outside the range"),
        ("heatmap", ["Add"], "outside the range"),
    ],
)
def test_impossible_answers_are_refused(tmp_path: Path, output: str, operators: list[str], sentence: str) -> None:
    session = open_changed(tmp_path / "odd.onnx", output, *operators)
    with pytest.raises(InferenceError, match=sentence):
        session.run(grey(200))


def test_an_answer_of_another_shape_than_declared_is_refused(tmp_path: Path) -> None:
    model = build_network()
    model.graph.node[-1].output[0] = "replaced"
    model.graph.initializer.append(numpy_helper.from_array(np.array([-1, 4, 16], np.int64), "shape"))
    # The size is computed, so that only a run can tell.
    model.graph.initializer.append(numpy_helper.from_array(np.array([1], np.int64), "one"))
    model.graph.node.append(helper.make_node("Mul", ["shape", "one"], ["computed"]))
    model.graph.node.append(helper.make_node("Reshape", ["replaced", "computed"], ["heatmap"]))
    model.graph.output[1].type.tensor_type.CopyFrom(
        helper.make_tensor_type_proto(TensorProto.FLOAT, ["N", "h", "w"]).tensor_type
    )
    session = ModelSession.open(write_model(tmp_path / "shape.onnx", model, tiny_card().to_json()), "cpu")
    with pytest.raises(InferenceError, match="another shape"):
        session.run(grey(200))


def test_a_refused_file_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "text.onnx"
    path.write_text("no model")
    with pytest.raises(ModelError):
        ModelSession.open(path)


def test_an_unknown_provider_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SessionError, match="Known are: auto, cpu, cuda"):
        ModelSession.open(write_tiny_model(tmp_path / "tiny.onnx"), "warp")


@needs_cpu_build
def test_a_provider_that_is_not_there_gives_the_cpu_and_the_reason(tmp_path: Path) -> None:
    session = ModelSession.open(write_tiny_model(tmp_path / "tiny.onnx"), "cuda")
    assert session.provider == "CPUExecutionProvider"
    assert session.fallback_reason.startswith("CUDA is not part of the installed onnxruntime, so the CPU is used.")
    assert "xray-desktop[gpu]" in session.fallback_reason
    assert session.self_test().passed


@needs_cpu_build
def test_auto_without_an_accelerator_is_no_fallback(tmp_path: Path) -> None:
    assert ModelSession.open(write_tiny_model(tmp_path / "tiny.onnx"), "auto").fallback_reason == ""


def test_heavy_steps_on_the_cpu_are_counted(session: ModelSession) -> None:
    on_cpu, steps = _steps_left_to_cpu(session._session)
    # Two convolutions and one dense layer, whatever onnxruntime fuses around them.
    assert on_cpu == steps == 3


def test_known_answer_is_given(session: ModelSession) -> None:
    test = session.self_test()
    assert test.passed
    assert test.probability_difference < 1e-6
    assert test.heatmap_difference < 1e-6


def test_a_network_that_is_not_the_one_of_its_card_fails_the_self_test(tmp_path: Path) -> None:
    path = write_model(tmp_path / "swapped.onnx", build_network(TinyNetwork(bias=2.0)), tiny_card().to_json())
    test = ModelSession.open(path, "cpu").self_test()
    assert not test.passed
    assert test.probability_difference > 0.1
    assert "does not give its known answer" in test.sentence


def test_a_network_whose_heat_map_changed_fails_the_self_test(tmp_path: Path) -> None:
    model = build_network()
    # Evidence for the dark parts instead of the bright ones; the probability stays.
    gradient = next(tensor for tensor in model.graph.initializer if tensor.name == "gradient")
    gradient.CopyFrom(numpy_helper.from_array(-numpy_helper.to_array(gradient), "gradient"))
    path = write_model(tmp_path / "swapped.onnx", model, tiny_card().to_json())
    test = ModelSession.open(path, "cpu").self_test()
    assert test.probability_difference < 1e-6
    assert test.heatmap_difference > 0.5
    assert not test.passed


def test_a_reference_picture_of_another_size_is_refused(tmp_path: Path) -> None:
    small = tiny_card(TinyNetwork(rows=32, columns=32)).known_answer.image_png
    known = tiny_card().known_answer.model_copy(update={"image_png": small})
    session = ModelSession.open(write_tiny_model(tmp_path / "tiny.onnx", known_answer=known), "cpu")
    with pytest.raises(ContractMismatch, match="reference picture"):
        session.self_test()
