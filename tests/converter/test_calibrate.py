"""A finished model file gets a temperature; nothing but the probability moves."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
import onnx
import pytest

from converter.cli import main
from converter.datasets.labelled import find_labelled
from converter.errors import FinishingError
from converter.evaluation.calibration import move_threshold, sigmoid
from converter.finishing.output_head import find_output_head, logits_of, set_temperature
from converter.onnx_model import OnnxModel
from converter.training.run_folder import RunFolder
from tests.converter.brightness import write_apart, write_grey, write_uncertain
from tests.converter.few_draws import few_draws as few_draws
from tests.converter.tiny import export_graph, images, network, pooled, run_onnx
from tests.support.tiny_model import tiny_card, write_tiny_model
from xray_desktop.inference.session import ModelSession
from xray_desktop.model_file.card import Calibration, EnsembleMember
from xray_desktop.model_file.metadata import read_card

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("few_draws")

PROBES = np.arange(0, 256, 5, dtype=np.float32)[:, None, None, None] * np.ones((1, 64, 64, 1), np.float32)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_uncertain(tmp_path_factory.mktemp("uncertain") / "odds", count=160, temperature=2.0)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_tiny_model(tmp_path / "tiny.onnx")


def _sentence(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err.strip().splitlines()[-1]


def test_the_temperature_is_found_and_nothing_else_moves(model: Path, data: Path, tmp_path: Path) -> None:
    output = tmp_path / "calibrated.onnx"
    before, original = OnnxModel.open(model), model.read_bytes()
    assert main(["calibrate", str(model), f"--data={data}", "-o", str(output)]) == 0
    assert model.read_bytes() == original
    after = OnnxModel.open(output)
    temperature = after.card.calibration.temperature
    assert temperature == pytest.approx(2.0, rel=0.35)
    assert np.array_equal(before.heatmaps(PROBES), after.heatmaps(PROBES))
    logits = 20.0 * (PROBES[:, 0, 0, 0] / 255.0 - 0.5)
    assert after.probabilities(PROBES) == pytest.approx(sigmoid(logits / temperature), abs=1e-5)
    assert ModelSession.open(output, "cpu").self_test().probability_difference < 1e-6


def test_the_thresholds_call_the_same_images_positive(model: Path, data: Path) -> None:
    before = OnnxModel.open(model)
    assert main(["calibrate", str(model), f"--data={data}"]) == 0
    after = OnnxModel.open(model)
    for old, new in zip(before.card.operating_points, after.card.operating_points, strict=True):
        assert new.threshold != old.threshold or old.threshold == 0.5
        called = after.probabilities(PROBES) >= new.threshold
        # At mid-grey the logit is zero and lies on the line whatever the temperature.
        assert np.array_equal(called[PROBES[:, 0, 0, 0] != 127.5], before.probabilities(PROBES) >= old.threshold)
        assert (new.sensitivity, new.specificity) == (old.sensitivity, old.specificity)
    assert move_threshold(move_threshold(0.2, 1.0, 3.0), 3.0, 1.0) == pytest.approx(0.2)


def test_the_card_tells_what_changed(model: Path, data: Path) -> None:
    digest = hashlib.sha256(model.read_bytes()).hexdigest()
    assert main(["calibrate", str(model), f"--data={data}"]) == 0
    card = read_card(model)
    assert card.calibration.method == "temperature"
    entry = card.validation[-1]
    assert (entry.dataset, entry.images) == ("odds", len(find_labelled(data)))
    assert entry.figures["log_loss"].value < entry.figures["log_loss before"].value
    assert entry.figures["brier"].value < entry.figures["brier before"].value
    assert card.calibration.expected_calibration_error == entry.figures["expected_calibration_error"]
    assert card.derivation[0].from_sha256 == digest
    assert "1.0000" in card.derivation[0].sentence


def test_a_second_calibration_replaces_the_first(model: Path, data: Path, tmp_path: Path) -> None:
    assert main(["calibrate", str(model), f"--data={data}"]) == 0
    first = read_card(model)
    other = write_uncertain(tmp_path / "other", count=160, temperature=0.5, seed=1)
    assert main(["calibrate", str(model), f"--data={other}"]) == 0
    assert read_card(model).calibration.temperature == pytest.approx(0.5, rel=0.3)
    assert any("at temperature" in name for name in read_card(model).validation[-2].figures)
    assert main(["calibrate", str(model), f"--data={data}"]) == 0
    again = read_card(model)
    assert again.calibration.temperature == pytest.approx(first.calibration.temperature, rel=1e-3)
    assert again.known_answer.probability == pytest.approx(first.known_answer.probability, abs=1e-6)
    assert [entry.dataset for entry in again.validation] == ["none", "other", "odds"]
    operators = [node.op_type for node in onnx.load(model).graph.node]
    assert operators.count("Mul") == 1


@pytest.mark.parametrize("kind", ["few", "apart", "one class", "ensemble", "card lies"])
def test_what_cannot_calibrate_changes_nothing(
    kind: str, model: Path, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = {
        "few": "fewer than 10",
        "apart": "more images",
        "one class": "no images of the class PNEUMONIA",
        "ensemble": "does not end in the mean of its members",
        "card lies": "not in the network",
    }
    given = {
        "few": lambda: write_apart(tmp_path / "few", count=4),
        "apart": lambda: write_apart(tmp_path / "apart"),
        "one class": lambda: write_grey(tmp_path / "one", np.arange(60, 80), np.zeros(20, np.int64)),
    }.get(kind, lambda: data)()
    member = EnsembleMember(model_id="a", model_version="1.0.0", sha256="0" * 64, weight=1.0)
    if kind == "ensemble":
        write_tiny_model(model, members=(member,))
    if kind == "card lies":
        write_tiny_model(model, calibration=Calibration(method="temperature", temperature=1.7))
    before = model.read_bytes()
    assert main(["calibrate", str(model), f"--data={given}"]) == 1
    assert expected[kind] in _sentence(capsys)
    assert model.read_bytes() == before


def _run_folder(folder: Path, data: Path, part: str) -> Path:
    folder.mkdir()
    (folder / "recipe.json").write_text("{}")
    rows = ["file,label,patient,sha256,part"]
    rows += [
        f"{file.relative},x,{file.patient},{hashlib.sha256(file.path.read_bytes()).hexdigest()},{part}"
        for file in find_labelled(data)[:40]
    ]
    (folder / "split.csv").write_text("\n".join(rows) + "\n")
    return folder


def _card_of_run(model: Path, run: Path) -> None:
    digest = RunFolder(run).manifest_sha256()
    training = tiny_card().training.model_copy(update={"manifest_sha256": digest})
    write_tiny_model(model, training=training)


def test_images_that_trained_the_model_are_refused(
    model: Path, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["calibrate", str(model), f"--data={data}"]
    assert main(command) == 0
    assert "--run RUN_DIR checks it" in capsys.readouterr().err
    trained, held_out = (_run_folder(tmp_path / part, data, part) for part in ("train", "held-out"))
    _card_of_run(model, trained)
    assert main([*command, f"--run={trained}"]) == 1
    assert "trained this model" in _sentence(capsys)
    assert main([*command, f"--run={held_out}"]) == 1
    assert "not the one" in _sentence(capsys)
    assert main([*command, f"--run={tmp_path / 'nothing'}"]) == 1
    assert "no run folder" in _sentence(capsys)
    _card_of_run(model, held_out)
    assert main([*command, f"--run={held_out}"]) == 0
    assert "checks it" not in capsys.readouterr().err


@pytest.mark.parametrize("outputs", [1, 2])
@pytest.mark.parametrize("temperature", [1.0, 1.3])
def test_the_temperature_of_an_exported_graph_is_replaced(outputs: int, temperature: float) -> None:
    graph = export_graph(network(pooled, outputs=outputs), temperature=temperature)
    batch = images(6)
    before, maps = run_onnx(graph, batch)
    logits = logits_of(graph.SerializeToString(), temperature, batch)
    assert before[:, 0] == pytest.approx(sigmoid(logits / temperature), abs=1e-6)
    set_temperature(graph, find_output_head(graph, temperature), 2.5)
    onnx.checker.check_model(graph, full_check=True)
    after, maps_after = run_onnx(graph, batch)
    assert after[:, 0] == pytest.approx(sigmoid(logits / 2.5), abs=1e-6)
    assert np.array_equal(maps, maps_after)
    with pytest.raises(FinishingError):
        find_output_head(graph, 1.1)


def test_the_diagram_is_a_picture(model: Path, data: Path, tmp_path: Path) -> None:
    picture = tmp_path / "reliability.png"
    assert main(["calibrate", str(model), f"--data={data}", f"--diagram={picture}"]) == 0
    assert picture.read_bytes().startswith(b"\x89PNG")
