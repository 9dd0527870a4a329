"""A study in which the gate finds something to refuse by every kind of rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tests.support.dicom_files import write_dicom
from tests.support.pictures import noise
from tests.support.studies import grey_8_bit, small_picture, write_jpeg, write_png

if TYPE_CHECKING:
    from pathlib import Path

THRESHOLD = 0.46
"""For the gate of `tests.support.gated_model`: the chest films here are darker, and noise is brighter."""

REFUSED_BY = {
    "colour.png": "colour",
    "leg.dcm": "body-part",
    "noise.png": "atypical",
    "tomogram.dcm": "modality",
}
"""File name to the rule that refuses it."""


def write_gate_study(folder: Path) -> Path:
    """Write a chest film, an adult's, one that cannot be read, and one file for each entry of `REFUSED_BY`."""
    folder.mkdir(parents=True, exist_ok=True)
    write_jpeg(folder / "chest.jpg", grey_8_bit(small_picture(1)))
    _radiograph(folder / "adult.dcm", 2, PatientAge="041Y")
    _radiograph(folder / "child.dcm", 3, PatientAge="003Y")
    _radiograph(folder / "leg.dcm", 4, BodyPartExamined="LEG")
    _radiograph(folder / "tomogram.dcm", 5, Modality="CT")
    write_png(folder / "noise.png", noise(256, 256))
    write_png(folder / "colour.png", np.random.default_rng(1).integers(0, 256, (200, 240, 3), dtype=np.uint8))
    (folder / "unreadable.dcm").write_text("Dear colleague, thank you for the referral.\n")
    return folder


def _radiograph(path: Path, seed: int, **attributes: str) -> None:
    header = {"Modality": "DX", "PatientAge": "002Y", **attributes}
    write_dicom(path, small_picture(seed), window=(2048.0, 4096.0), attributes=header)
