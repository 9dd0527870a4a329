"""From a folder of images to a model file that the viewer opens, through the command line alone."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import keras
import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from converter.cli import main
from converter.evaluation.calibration import settled_temperature
from converter.evaluation.held_out import HeldOut
from converter.export import exporter
from tests.converter.tiny import write_folder
from xray_desktop.inference.session import ModelSession
from xray_desktop.model_file.metadata import read_card

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.slow

TINY = [
    "--recipe=baseline-cnn",
    "--set=input.rows=32",
    "--set=input.columns=32",
    "--set=training.batch_size=8",
    "--set=training.learning_rate=0.0003",
    "--set=training.validation_share=0.25",
]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the labelled set ``data``, the finished run ``run`` and the model file ``model.onnx``."""
    folder = tmp_path_factory.mktemp("workshop")
    write_folder(folder / "data", patients=16, per_patient=2)
    (folder / "data" / "NORMAL" / "broken.png").write_text("no picture")
    train = ["train", *TINY, f"--data={folder / 'data'}", f"--output={folder / 'run'}", "--set=training.epochs=4"]
    assert main(train) == 0
    assert main(["export", str(folder / "run"), "-o", str(folder / "model.onnx")]) == 0
    return folder


def test_the_run_folder_holds_what_is_needed_to_repeat_it(workshop: Path) -> None:
    run = workshop / "run"
    assert {file.name for file in run.iterdir()} == {
        "recipe.json",
        "split.csv",
        "unreadable.csv",
        "versions.json",
        "run.json",
        "tensorboard",
        "log.csv",
        "model.keras",
        "held_out.npz",
        "evaluation",
    }
    assert json.loads((run / "recipe.json").read_text())["training"]["epochs"] == 4
    versions = json.loads((run / "versions.json").read_text())
    assert {"python", "tensorflow", "keras", "source"} <= set(versions)
    with (run / "log.csv").open(newline="") as stream:
        log = list(csv.DictReader(stream))
    assert len(log) == 4
    assert {"loss", "validation_auc", "validation_loss"} <= set(log[0])
    assert "broken.png" in (run / "unreadable.csv").read_text()


def test_no_patient_is_on_both_sides(workshop: Path) -> None:
    with (workshop / "run" / "split.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 64
    held = {row["patient"] for row in rows if row["part"] == "held-out"}
    assert len(held) == 8
    assert not held & {row["patient"] for row in rows if row["part"] == "train"}


def test_the_card_tells_what_the_run_folder_knows(workshop: Path) -> None:
    card = read_card(workshop / "model.onnx")
    with (workshop / "run" / "split.csv").open(newline="") as stream:
        trained = [row for row in csv.DictReader(stream) if row["part"] == "train"]
    assert card.training.images == len(trained)
    assert card.training.patients == len({row["patient"] for row in trained})
    assert card.training.recipe["training"]["epochs"] == 4
    assert card.labels == ("NORMAL", "PNEUMONIA")
    assert (card.input.rows, card.input.columns) == (32, 32)
    assert (card.heatmap.rows, card.heatmap.columns) == (4, 4)
    assert [parity.batch_size for parity in card.parity] == [1, 3]
    assert all(parity.max_probability_difference <= 1e-4 for parity in card.parity)
    assert card.default_operating_point == "balanced"
    held_out, stressed = card.validation
    assert held_out.images == 16
    assert held_out.patients == 8
    assert held_out.figures["auc"].method.startswith("bootstrap by patient")
    assert any(name.startswith("lowest specificity") for name in stressed.figures)
    scores = HeldOut.load(workshop / "run" / "held_out.npz")
    temperature = settled_temperature(scores.logits, scores.labels)
    assert card.calibration.temperature == pytest.approx(temperature)
    # Drawn images may be perfectly apart, and then settle none.
    assert card.calibration.method == ("none" if temperature == 1.0 else "temperature")


def test_the_viewer_opens_the_file_and_gets_its_known_answer(workshop: Path) -> None:
    verdict = ModelSession.open(workshop / "model.onnx", "cpu").self_test()
    assert verdict.passed
    assert verdict.probability_difference < 1e-5


def test_the_network_learnt_what_the_folders_differ_in(workshop: Path) -> None:
    report = workshop / "learnt"
    assert main(["evaluate", str(workshop / "run"), f"--data={workshop / 'data'}", f"--output={report}"]) == 0
    assert json.loads((report / "metrics.json").read_text())["figures"]["auc"]["value"] > 0.75


def test_keras_and_onnx_are_evaluated_alike(workshop: Path) -> None:
    figures = []
    for model in ("run", "run/model.keras", "model.onnx"):
        report = workshop / f"report {model.replace('/', ' ')}"
        command = ["evaluate", str(workshop / model), f"--data={workshop / 'data'}", f"--output={report}"]
        assert main([*command, "--threshold=0.5"]) == 0
        assert (report / "roc.png").stat().st_size > 1000
        figures.append(json.loads((report / "metrics.json").read_text())["figures"])
    assert figures[0] == figures[1]
    # Calibration moves probabilities and not their order; half stays half.
    for name in ("auc", "average_precision", "accuracy", "sensitivity", "specificity"):
        assert figures[2][name]["value"] == pytest.approx(figures[0][name]["value"])


def test_the_operating_point_of_the_card_is_the_default(workshop: Path) -> None:
    report = workshop / "at the point"
    command = ["evaluate", str(workshop / "model.onnx"), f"--data={workshop / 'data'}", f"--output={report}"]
    card = read_card(workshop / "model.onnx")
    assert main(command) == 0
    assert json.loads((report / "metrics.json").read_text())["threshold"] == card.operating_points[0].threshold
    assert main([*command, "--operating-point=high-sensitivity"]) == 0
    expected = card.operating_point("high-sensitivity").threshold
    assert json.loads((report / "metrics.json").read_text())["threshold"] == expected


def test_verify_agrees_with_the_network_it_came_from(workshop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    against = ["--against", str(workshop / "run"), f"--data={workshop / 'data'}"]
    assert main(["verify", str(workshop / "model.onnx"), *against]) == 0
    assert "batch size 3" in capsys.readouterr().err


def test_verify_refuses_another_network(workshop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = keras.saving.load_model(workshop / "run" / "model.keras")
    last = other.layers[-1]
    last.set_weights([weight * 1.5 for weight in last.get_weights()])
    other.save(workshop / "other.keras")
    against = ["--against", str(workshop / "other.keras"), f"--data={workshop / 'data'}"]
    assert main(["verify", str(workshop / "model.onnx"), *against]) == 1
    assert "differ by" in capsys.readouterr().err


def test_a_model_from_elsewhere_is_exported_with_a_recipe_and_images(workshop: Path) -> None:
    alone = workshop / "alone"
    alone.mkdir()
    (workshop / "run" / "model.keras").replace(alone / "model.keras")
    try:
        output = ["-o", str(alone / "model.onnx")]
        command = ["export", str(alone / "model.keras"), *output]
        assert main(command) == 2
        assert main([*command, *TINY[:3], f"--data={workshop / 'data'}"]) == 0
    finally:
        (alone / "model.keras").replace(workshop / "run" / "model.keras")
    card = read_card(alone / "model.onnx")
    assert card.training.images == 0
    assert card.training.dataset == "Not known: the model was trained elsewhere"
    assert "not known" in card.validation[0].split


def _nudge_a_weight(assemble: Callable[..., onnx.ModelProto]) -> Callable[..., onnx.ModelProto]:
    def tampered(*arguments: object) -> onnx.ModelProto:
        model = assemble(*arguments)
        kernel = max(model.graph.initializer, key=lambda tensor: len(tensor.raw_data))
        kernel.CopyFrom(numpy_helper.from_array((numpy_helper.to_array(kernel) * 2).astype(np.float32), kernel.name))
        return model

    return tampered


def test_what_the_gate_refuses_is_not_written(
    workshop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = workshop / "refused"
    folder.mkdir()
    (folder / "before.onnx").write_text("what was there before")
    monkeypatch.setattr(exporter, "assemble_graph", _nudge_a_weight(exporter.assemble_graph))
    for name in ("before.onnx", "new.onnx"):
        assert main(["export", str(workshop / "run"), "-o", str(folder / name)]) == 1
        assert "The file is not written." in capsys.readouterr().err
    assert [file.name for file in folder.iterdir()] == ["before.onnx"]
    assert (folder / "before.onnx").read_text() == "what was there before"


def test_the_same_seed_trains_the_same_network(workshop: Path) -> None:
    """The first of the run's epochs once more; `test_resume` compares whole trainings bit by bit."""
    command = ["train", *TINY, f"--data={workshop / 'data'}", f"--output={workshop / 'again'}"]
    assert main([*command, "--set=training.epochs=1", "--set=training.keep=last"]) == 0
    logs = []
    for name in ("run", "again"):
        with (workshop / name / "log.csv").open(newline="") as stream:
            logs.append(list(csv.DictReader(stream)))
    assert float(logs[0][0]["loss"]) == pytest.approx(float(logs[1][0]["loss"]), rel=1e-4)
    assert (workshop / "run" / "split.csv").read_bytes() == (workshop / "again" / "split.csv").read_bytes()
