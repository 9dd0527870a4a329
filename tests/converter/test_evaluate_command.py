"""`xray-converter evaluate` with networks of a few weights: Keras, ONNX, run folders."""

from __future__ import annotations

import csv
import json
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from converter.cli import main
from converter.datasets.decode import decode_images
from converter.datasets.labelled import digests, find_labelled
from converter.datasets.split import split_by_patient
from converter.evaluation.calibration import sigmoid
from converter.evaluation.held_out import score_held_out
from converter.evaluation.held_out_report import report_held_out
from converter.evaluation.keras_predictor import KerasPredictor, Scorer
from converter.evaluation.metrics import measure
from converter.evaluation.predictor import open_predictor
from converter.evaluation.report import ARTEFACTS
from converter.recipe import load_recipe
from converter.training.run_folder import RunFolder
from tests.converter.tiny import network, pooled, write_folder
from xray_desktop.model_file.metadata import read_card, write_card

if TYPE_CHECKING:
    from pathlib import Path

INPUT = ["input.rows=16", "input.columns=16"]
RECIPE = ["--recipe=baseline-cnn", *(f"--set={field}" for field in INPUT)]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Hold ``data``, ``other`` images, ``model.keras``, and ``run``: a run folder of the same network."""
    folder = tmp_path_factory.mktemp("workshop")
    write_folder(folder / "data", patients=8, per_patient=2, side=32)
    write_folder(folder / "other", patients=6, side=32, seed=5)
    for number, file in enumerate(sorted((folder / "other").glob("*/*.png"))):
        file.rename(file.with_name(f"other-{number}.png"))
    model = network(pooled, side=16)
    model.save(folder / "model.keras")
    _write_run(folder / "run", folder / "data", model)
    return folder


def _write_run(path: Path, data: Path, model: Any) -> None:
    """Write what a finished run leaves."""
    run = RunFolder.create(path)
    recipe = load_recipe("baseline-cnn", INPUT)
    run.recipe_file.write_text(recipe.model_dump_json())
    files = find_labelled(data)
    split = split_by_patient(files, digests(files), 0.25, 1)
    run.split_file.write_text(split.manifest())
    (run.path / "versions.json").write_text("{}")
    run.log_file.write_text("epoch,loss,validation_auc,learning_rate\n1,0.7,0.6,0.001\n2,0.6,0.7,0.001\n")
    model.save(run.model_file)
    held_out = [file for file, held in zip(files, split.held_out, strict=True) if held]
    score_held_out(Scorer(model), decode_images(held_out, recipe.input.spec())).save(run.held_out_file)


def _threshold(workshop: Path) -> float:
    """Lie between the probabilities, so that all outcomes occur."""
    predictor = open_predictor(workshop / "model.keras", "baseline-cnn", INPUT)
    images = decode_images(find_labelled(workshop / "data"), predictor.spec)
    return float(np.median(predictor.probabilities(images.images)))


def _metrics(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "metrics.json").read_text())
    return content


def test_a_keras_file_is_measured_with_all_pictures(workshop: Path, tmp_path: Path) -> None:
    output, threshold = tmp_path / "report", _threshold(workshop)
    given = [str(workshop / "model.keras"), f"--data={workshop / 'data'}", f"--output={output}", *RECIPE]
    assert main(["evaluate", *given, f"--threshold={threshold}"]) == 0
    assert {file.name for file in output.iterdir()} == ARTEFACTS - {"history.png"}
    content = _metrics(output)
    assert content["model"]["file"] == "model.keras"
    assert content["threshold_from"] == "given by hand"
    assert content["images_that_trained_the_model"] is None
    assert any("does not list its training images" in note["sentence"] for note in content["notes"])
    predictor = open_predictor(workshop / "model.keras", "baseline-cnn", INPUT)
    images = decode_images(find_labelled(workshop / "data"), predictor.spec)
    with (output / "predictions.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["file"] for row in rows] == [file.relative for file in images.files]
    probabilities = np.array([float(row["probability"]) for row in rows])
    np.testing.assert_allclose(probabilities, predictor.probabilities(images.images), atol=1e-6)
    assert (
        content["figures"]["auc"]
        == measure(images.labels, probabilities, images.patients, threshold)["auc"].model_dump()
    )


def test_a_run_folder_tells_loudly_which_images_trained_it(
    workshop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "report"
    assert main(["evaluate", str(workshop / "run"), f"--data={workshop / 'data'}", f"--output={output}"]) == 0
    trained = sum(row["part"] == "train" for row in RunFolder(workshop / "run").split_rows())
    assert 0 < trained < 32
    content = _metrics(output)
    assert content["images_that_trained_the_model"] == trained
    sentence = f"{trained} of the 32 images trained this model."
    assert any(note["loud"] and sentence in note["sentence"] for note in content["notes"])
    assert sentence in (output / "report.html").read_text()
    assert sentence in capsys.readouterr().err
    assert (output / "history.png").exists()


@pytest.mark.slow
def test_held_out_images_alone_have_no_overlap(workshop: Path, tmp_path: Path) -> None:
    output = tmp_path / "report"
    given = [str(workshop / "run"), f"--data={workshop / 'data'}", f"--output={output}", "--held-out"]
    assert main(["evaluate", *given]) == 0
    content = _metrics(output)
    assert content["images"] == sum(row["part"] == "held-out" for row in RunFolder(workshop / "run").split_rows())
    assert content["images_that_trained_the_model"] == 0
    assert any(note["sentence"].startswith("None of the") for note in content["notes"])


@pytest.mark.slow
def test_other_images_of_patients_who_trained_are_told(workshop: Path, tmp_path: Path) -> None:
    """The same files with other bytes: no image is the same, the patients are."""
    shutil.copytree(workshop / "data", tmp_path / "again")
    for file in (tmp_path / "again").glob("*/*.png"):
        file.write_bytes(file.read_bytes() + b"\0")
    output = tmp_path / "report"
    assert main(["evaluate", str(workshop / "run"), f"--data={tmp_path / 'again'}", f"--output={output}"]) == 0
    trained = sum(row["part"] == "train" for row in RunFolder(workshop / "run").split_rows())
    content = _metrics(output)
    assert content["images_that_trained_the_model"] == 0
    assert any(
        f"{trained} of the 32 images are of patients of the same name" in n["sentence"] for n in content["notes"]
    )


@pytest.mark.slow
def test_images_from_elsewhere_do_not_overlap(workshop: Path, tmp_path: Path) -> None:
    output = tmp_path / "report"
    assert main(["evaluate", str(workshop / "run"), f"--data={workshop / 'other'}", f"--output={output}"]) == 0
    assert _metrics(output)["images_that_trained_the_model"] == 0
    assert not any("trained this model. On them" in note["sentence"] for note in _metrics(output)["notes"])


def test_the_report_at_the_end_of_training_is_full(workshop: Path, tmp_path: Path) -> None:
    shutil.copytree(workshop / "run", tmp_path / "run")
    run = RunFolder(tmp_path / "run")
    held = {row["sha256"] for row in run.split_rows() if row["part"] == "held-out"}
    files = find_labelled(workshop / "data")
    held_out = [file for file, digest in zip(files, digests(files), strict=True) if digest in held]
    images = decode_images(held_out, run.recipe().input.spec())
    model = network(pooled, side=16)
    scored, figures = report_held_out(run, model, images)
    assert {file.name for file in run.evaluation.iterdir()} == ARTEFACTS
    assert _metrics(run.evaluation)["images_that_trained_the_model"] == 0
    expected = sigmoid(Scorer(model).logits(images.images))
    np.testing.assert_allclose(scored.probabilities, expected, atol=1e-6)
    assert figures["sensitivity"].n == int(images.labels.sum())


@pytest.fixture(scope="module")
def model_file(workshop: Path) -> Path:
    """The run's network as an ONNX file."""
    file = workshop / "model.onnx"
    assert main(["export", str(workshop / "run"), "-o", str(file)]) == 0
    return file


@pytest.mark.slow
def test_keras_and_onnx_give_the_same_figures(workshop: Path, model_file: Path, tmp_path: Path) -> None:
    """The file is calibrated by a temperature, which moves probabilities but neither ranks nor the line at one half."""
    for model, output in ((workshop / "run", "keras"), (model_file, "onnx")):
        given = [str(model), f"--data={workshop / 'data'}", f"--output={tmp_path / output}", "--threshold=0.5"]
        assert main(["evaluate", *given]) == 0
    keras, onnx = _metrics(tmp_path / "keras"), _metrics(tmp_path / "onnx")
    assert keras["confusion"] == onnx["confusion"]
    for name in ("accuracy", "sensitivity", "specificity", "auc", "average_precision", "f1"):
        assert keras["figures"][name] == onnx["figures"][name]
    assert keras["intervals_by_patient"] == onnx["intervals_by_patient"]
    assert onnx["model"]["card_id"] == read_card(model_file).model_id
    predictor = open_predictor(workshop / "run")
    assert isinstance(predictor, KerasPredictor)
    images = decode_images(find_labelled(workshop / "data"), predictor.spec)
    temperature = read_card(model_file).calibration.temperature
    calibrated = sigmoid(Scorer(predictor.model).logits(images.images) / temperature)
    brier = measure(images.labels, calibrated, images.patients, 0.5)["brier"]
    assert onnx["figures"]["brier"]["value"] == pytest.approx(brier.value, abs=1e-5)


@pytest.mark.slow
def test_a_model_file_uses_the_threshold_of_its_card_and_the_run_folder_that_is_named(
    workshop: Path, model_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["evaluate", str(model_file), f"--data={workshop / 'data'}", f"--output={tmp_path / 'report'}"]
    assert main([*given, "--operating-point=high-sensitivity", f"--run={workshop / 'run'}"]) == 0
    content, card = _metrics(tmp_path / "report"), read_card(model_file)
    assert content["threshold"] == card.operating_point("high-sensitivity").threshold
    assert "high-sensitivity" in content["threshold_from"]
    assert content["images_that_trained_the_model"] > 0
    assert (tmp_path / "report" / "history.png").exists()
    shutil.copytree(workshop / "run", tmp_path / "run")
    with RunFolder(tmp_path / "run").split_file.open("a") as stream:
        stream.write("another,NORMAL,nobody,,train\n")
    assert main([*given, f"--run={tmp_path / 'run'}"]) == 1
    assert "another split" in capsys.readouterr().err


@pytest.mark.slow
def test_classes_the_other_way_round_are_refused(
    workshop: Path, model_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    turned = tmp_path / "turned.onnx"
    shutil.copy(model_file, turned)
    write_card(turned, read_card(turned).model_copy(update={"labels": ("PNEUMONIA", "NORMAL")}))
    given = [f"--data={workshop / 'data'}", f"--output={tmp_path / 'report'}"]
    assert main(["evaluate", str(turned), *given]) == 1
    assert "the other way round" in capsys.readouterr().err
    assert not (tmp_path / "report").exists()
    write_card(turned, read_card(turned).model_copy(update={"labels": ("healthy", "ill")}))
    assert main(["evaluate", str(turned), *given]) == 0
    assert any("tells healthy from ill" in note["sentence"] for note in _metrics(tmp_path / "report")["notes"])


@pytest.mark.slow
def test_the_manifest_that_the_model_was_trained_by_is_recognised(
    workshop: Path, model_file: Path, tmp_path: Path
) -> None:
    """The run's own list of images, laid beside the data, so that its files are found."""
    manifest = workshop / "data" / "split.csv"
    shutil.copy(workshop / "run" / "split.csv", manifest)
    try:
        given = [str(model_file), f"--data={manifest}", f"--output={tmp_path / 'report'}"]
        assert main(["evaluate", *given]) == 0
        assert any("very manifest" in note["sentence"] for note in _metrics(tmp_path / "report")["notes"])
        assert main(["evaluate", *given, "--held-out"]) == 0
        assert _metrics(tmp_path / "report")["images"] < 32
    finally:
        manifest.unlink()


def _broken_model(path: Path) -> None:
    """Write a network whose answer is not a number."""
    model = network(pooled, side=16)
    dense = model.get_layer("probability")
    dense.set_weights([np.full_like(part, np.nan) for part in dense.get_weights()])
    model.save(path)


def test_errors_are_sentences_and_leave_the_earlier_report(
    workshop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _broken_model(tmp_path / "broken.keras")
    keras, data, output = str(workshop / "model.keras"), f"--data={workshop / 'data'}", tmp_path / "report"
    assert main(["evaluate", keras, data, f"--output={output}", *RECIPE]) == 0
    before = {file.name: file.read_bytes() for file in output.iterdir()}
    cases = [
        ([str(tmp_path / "broken.keras"), data, *RECIPE], 1, "not a number for 32 of 32 images"),
        ([keras, data], 2, "--recipe"),
        ([keras, f"--data={tmp_path / 'absent'}", *RECIPE], 1, "does not exist"),
        ([keras, data, *RECIPE, "--operating-point=balanced"], 2, "no operating points"),
        ([keras, data, *RECIPE, f"--run={workshop / 'data'}"], 1, "no run folder"),
        ([keras, data, *RECIPE, "--held-out"], 2, "Nothing says which images are held out"),
        ([str(workshop / "run"), f"--data={workshop / 'other'}", "--held-out"], 1, "None of the images"),
    ]
    for arguments, status, sentence in cases:
        assert main(["evaluate", *arguments, f"--output={output}"]) == status, arguments
        said = capsys.readouterr().err
        assert sentence in said
        assert "Traceback" not in said
    assert {file.name: file.read_bytes() for file in output.iterdir()} == before
    (output / "notes.txt").write_text("mine")
    assert main(["evaluate", keras, data, f"--output={output}", *RECIPE]) == 1
    assert "notes.txt" in capsys.readouterr().err
    assert (output / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("threshold", ["1.5", "-0.1", "nan", "half"])
def test_a_threshold_outside_0_to_1_is_usage(threshold: str, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["evaluate", "model.onnx", f"--data={tmp_path}", f"--threshold={threshold}"])
    assert stopped.value.code == 2
