"""How heat maps are drawn without a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from tests.support.command_line import CommandLine
from tests.support.folders import names_in
from tests.support.studies import small_study
from tests.support.tiny_model import write_tiny_model

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def _pictures(folder: Path, name: str, *options: str) -> dict[str, NDArray[np.uint8]]:
    run = CommandLine(folder / "own").run(
        *("--headless", "--study", folder / "study", "--report", folder / "out.csv"),
        *("--heatmaps", folder / name, "--models-dir", folder / "models", *options),
    )
    assert run.returncode == 0, run.stderr
    return {each: cv2.imread(str(folder / name / each), cv2.IMREAD_UNCHANGED) for each in names_in(folder / name)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    small_study(tmp_path / "study", 3)
    (tmp_path / "models").mkdir()
    write_tiny_model(tmp_path / "models" / "tiny.onnx")
    return tmp_path


def test_contours_and_the_scale_of_the_study_can_be_asked_for(folder: Path) -> None:
    plain = _pictures(folder, "plain")
    lines = _pictures(folder, "lines", "--heatmap-mode", "contours", "--heatmap-scale", "study")
    assert plain.keys() == lines.keys()
    assert len(plain) == 3
    for name in plain:
        coloured, lined = (np.ptp(each[name].astype(int), axis=2) > 12 for each in (plain, lines))
        assert lined.mean() < 0.6 * coloured.mean()
    assert any((np.ptp(picture.astype(int), axis=2) > 30).any() for picture in lines.values())
