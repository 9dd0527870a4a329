"""`xray-converter import` as a stranger uses it: one command, one file, and a card that says how it came about."""

from __future__ import annotations

import hashlib
import warnings
from typing import TYPE_CHECKING

import keras
import numpy as np
import pytest

from converter.cli import main
from converter.onnx_model import OnnxModel
from tests.converter import foreign_models as foreign
from tests.converter.foreign_models import Truth

with warnings.catch_warnings():
    # What it says of itself and of TensorFlow while it is imported.
    warnings.simplefilter("ignore")
    import tf_keras

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return foreign.drawn_folder(tmp_path_factory.mktemp("drawn"))


@pytest.mark.slow
@pytest.mark.parametrize("library", [keras, tf_keras], ids=["keras3", "keras2"])
def test_the_model_file_gives_what_the_original_gave(library: object, folder: Path, tmp_path: Path) -> None:
    truth = Truth("symmetric", 3, "softmax", 2, 0)
    model = foreign.fitted(library, truth, folder)
    file = tmp_path / "somebody's model.h5"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.save(file)
    output = tmp_path / "imported.onnx"
    assert main(["import", str(file), "--data", str(folder), "-o", str(output), "--licence", "CC0-1.0"]) == 0
    predictor = OnnxModel.open(output)
    pictures, _ = foreign.read_folder(folder)
    expected = foreign.probability(model, foreign.as_taken(pictures, truth), truth)
    # The drawn classes are so easy that calibration makes the probabilities nearly 0 and 1: held against there.
    logits = np.log(expected / (1 - expected)) / predictor.card.calibration.temperature
    np.testing.assert_allclose(predictor.probabilities(pictures), 1 / (1 + np.exp(-logits)), atol=1e-4)
    assert predictor.heatmaps(pictures).max() > 0
    card = predictor.card
    imported = card.training.recipe["imported"]
    assert imported["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert imported["file"] == file.name
    assert str(tmp_path) not in card.to_json()
    assert imported["convention"] == {"range": "symmetric", "size": "48", "kernel": "area", "positive-class": "0"}
    assert imported["log_loss_behind"]["low"] > 0
    assert "epochs" not in card.to_json(), "how it was trained is not known"
    assert card.training.images == 0
    assert card.licence == "CC0-1.0"
    assert card.model_id == "somebody-s-model"
    assert "not known" in card.operating_points[0].chosen_on


def test_a_refused_model_leaves_what_was_there(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "before.onnx"
    output.write_bytes(b"as it was")
    (tmp_path / "model.pkl").write_bytes(b"\x80\x04N.")
    assert main(["import", str(tmp_path / "model.pkl"), "--data", str(folder), "-o", str(output)]) == 1
    assert output.read_bytes() == b"as it was"
    said = capsys.readouterr().err
    assert "xray-converter: This is a Python pickle." in said
    assert str(tmp_path) not in said


def test_wrong_usage_is_told(tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["import", "model.h5", "--data", str(folder), "-o", str(tmp_path / "out.onnx"), "--model-id", "No Good"]
    assert main(arguments) == 2
    assert "identifier" in capsys.readouterr().err
