"""`xray-converter heatmaps` on small model files and drawn images."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from converter.cli import main
from tests.support.tiny_model import TinyNetwork, write_tiny_model
from xray_desktop.inference.session import ModelSession
from xray_desktop.model_file.metadata import read_card
from xray_desktop.phantom import Opacity, draw_chest

if TYPE_CHECKING:
    from pathlib import Path

FEW = ["--phantoms", "3", "--pictures", "3"]


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_tiny_model(tmp_path / "tiny.onnx", TinyNetwork(bias=8.0))


@pytest.fixture
def chests(tmp_path: Path) -> Path:
    """Write three drawn chests of each class."""
    folder = tmp_path / "chests"
    for label, opacity in (("NORMAL", None), ("PNEUMONIA", Opacity(0.35, 0.5, 0.2, 0.2, 0.9))):
        (folder / label).mkdir(parents=True)
        for seed in range(3):
            pixels = draw_chest(seed, 96, 96, opacity, child=True).pixels
            cv2.imwrite(str(folder / label / f"p{label}{seed}.png"), np.rint(pixels * 255.0).astype(np.uint8))
    return folder


def test_drawn_chests_alone_need_no_data(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["heatmaps", str(model), *FEW]) == 0
    out = capsys.readouterr().out
    assert "phantom: maximum inside" in out
    assert "ill:" not in out


def test_the_card_gets_the_figures_and_the_answers_stay(model: Path, chests: Path, tmp_path: Path) -> None:
    output, report = tmp_path / "measured.onnx", tmp_path / "report"
    arguments = ["heatmaps", str(model), "--data", str(chests), *FEW, "-o", str(output), "--report", str(report)]
    assert main(arguments) == 0
    before, after = read_card(model), read_card(output)
    added = after.validation[len(before.validation) :]
    assert after.validation[: len(before.validation)] == before.validation
    assert [one.dataset for one in added] == ["drawn chests of children", "chests", "chests"]
    assert added[0].figures["phantom: maximum inside"].n == 3
    assert "ill: transplant, heat map less random map" in added[2].figures
    assert after.derivation[-1].step == "heatmaps"
    batch = np.random.default_rng(1).uniform(0, 255, (2, 64, 64, 1)).astype(np.float32)
    one, other = (ModelSession.open(file, "cpu").run(batch) for file in (model, output))
    assert np.array_equal(one.probability, other.probability)
    assert np.array_equal(one.heatmap, other.heatmap)
    figures = json.loads((report / "heatmaps.json").read_text())["tiny"]
    assert figures["phantom: maximum inside"]["value"] == added[0].figures["phantom: maximum inside"].value
    assert {file.name for file in report.glob("*.png")} == {
        f"tiny-{name}.png" for name in ("phantoms", "inserted", "ill", "curves")
    }


def test_measuring_again_replaces_the_figures(model: Path) -> None:
    for _ in range(2):
        assert main(["heatmaps", str(model), "--phantoms", "2", "-o", str(model)]) == 0
    drawn = [one for one in read_card(model).validation if one.dataset == "drawn chests of children"]
    assert [one.images for one in drawn] == [2]
    assert len(read_card(model).derivation) == 2


def test_several_models_stand_side_by_side(model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = write_tiny_model(tmp_path / "dark.onnx", TinyNetwork(gain=-20.0))
    assert main(["heatmaps", str(model), str(other), "--phantoms", "2"]) == 0
    assert "| figure | tiny | dark |" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--held-out"], "Name them with --data"),
        (["-o", "x.txt"], "has to end in .onnx"),
        (["tiny.onnx"], "the same name"),
    ],
)
def test_arguments_that_make_no_sense(
    model: Path, more: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["heatmaps", str(model), *more]) == 2
    assert said in capsys.readouterr().err
