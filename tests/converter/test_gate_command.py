"""The gate of a tiny network, fitted and measured through the command line, on drawings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from converter.cli import main
from converter.gating.measured import Count
from converter.gating.negatives.pictures import inverted, picture_of, turned
from tests.support.pictures import noise
from tests.support.tiny_model import TinyNetwork, write_tiny_model
from xray_desktop.inference.gate import atypical
from xray_desktop.inference.session import ModelSession
from xray_desktop.model_file.metadata import read_card

if TYPE_CHECKING:
    from pathlib import Path

PICTURES = 160


@pytest.fixture
def chests(tmp_path: Path) -> Path:
    """Write pictures of two classes, dark above and bright below, each of a patient of its own."""
    rng = np.random.default_rng(3)
    for number in range(PICTURES):
        folder = tmp_path / "chests" / ("NORMAL", "PNEUMONIA")[number % 2]
        folder.mkdir(parents=True, exist_ok=True)
        ramp = np.linspace(30.0, 190.0, 80)[:, None] * rng.uniform(0.8, 1.2) + rng.normal(0.0, 10.0, (80, 90))
        cv2.imwrite(str(folder / f"patient{number}.png"), np.clip(ramp, 0, 255).astype(np.uint8))
    return tmp_path / "chests"


@pytest.mark.slow
def test_a_gate_is_fitted_measured_and_written(
    chests: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = write_tiny_model(tmp_path / "tiny.onnx", TinyNetwork(rows=64, columns=64))
    output, report = tmp_path / "gated.onnx", tmp_path / "report"
    arguments = ["gate", str(model), "--data", str(chests), "-o", str(output), "--report", str(report)]
    assert main(arguments) == 0, capsys.readouterr().err
    card = read_card(output)
    assert card.gate is not None
    assert card.derivation[-1].step == "gate"
    assert card.gate.false_acceptance["upside-down chest"].value == 0.0
    assert card.gate.false_acceptance["blank plate"].value == 0.0
    assert (report / "gate.md").read_text(encoding="utf-8").startswith("| kind of picture |")
    assert (report / "layers.csv").is_file()
    assert "chest radiograph" in capsys.readouterr().out
    _holds_in_the_viewer(output)


def _holds_in_the_viewer(path: Path) -> None:
    session = ModelSession.open(path, "cpu")
    ramp = np.repeat(np.linspace(30.0, 190.0, 64, dtype=np.float32)[:, None], 64, axis=1)
    output = session.run(np.stack([ramp, ramp[::-1]])[..., None])
    assert output.atypicality is not None
    upright, upside_down = (atypical(float(value), session.card) for value in output.atypicality)
    assert upright is None
    assert upside_down is not None


def test_a_folder_with_too_few_chests_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(6):
        folder = tmp_path / "few" / ("NORMAL", "PNEUMONIA")[number % 2]
        folder.mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(folder / f"patient{number}.png"), noise(64, 64, seed=number))
    model = write_tiny_model(tmp_path / "tiny.onnx")
    before = model.read_bytes()
    assert main(["gate", str(model), "--data", str(tmp_path / "few")]) == 1
    assert "a gate needs 40 of each or more" in capsys.readouterr().err
    assert model.read_bytes() == before


def test_turning_and_inverting_change_what_they_say() -> None:
    picture = picture_of(noise(30, 50))
    assert turned(picture, 1).pixels.shape == (50, 30)
    np.testing.assert_array_equal(turned(turned(picture, 2), 2).pixels, picture.pixels)
    np.testing.assert_array_equal(turned(picture, 0, mirrored=True).pixels, picture.pixels[:, ::-1])
    assert inverted(picture).inverse
    assert not inverted(inverted(picture)).inverse


def test_colour_is_known_and_forgotten() -> None:
    samples = np.dstack([noise(30, 50, seed=seed) for seed in range(3)])
    assert picture_of(samples).colour
    assert not picture_of(samples, as_grey=True).colour
    assert not picture_of(np.dstack([samples[:, :, 0]] * 3)).colour


def test_wrong_is_refused_for_chests_and_let_through_for_others() -> None:
    chests = Count("chest radiograph", True, 200, {"atypical": 1, "size": 1})
    assert chests.refused == 2
    assert chests.wrong.value == pytest.approx(0.01)
    assert replace(chests, may_be_judged=False).wrong.value == pytest.approx(0.99)
