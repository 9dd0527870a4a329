"""A folder of very many films: hard links of the drawn study's files, JPEG, PNG and DICOM, some of several frames."""

from __future__ import annotations

from itertools import cycle, islice
from typing import TYPE_CHECKING

from xray_desktop.phantom.study import write_demo_study

if TYPE_CHECKING:
    from pathlib import Path

FILES_PER_FOLDER = 200


def make_large_folder(folder: Path, files: int) -> Path:
    """Fill ``folder / "films"`` with ``files`` films in patients' folders of two hundred, and return it.

    The disk holds each of the drawn films once, whatever their number.
    """
    originals = folder / "originals"
    originals.mkdir(parents=True)
    write_demo_study(originals)
    drawn = sorted(path for path in originals.rglob("*") if path.is_file() and path.name != "README.txt")
    films = folder / "films"
    for number, original in enumerate(islice(cycle(drawn), files)):
        patient, film = divmod(number, FILES_PER_FOLDER)
        target = films / f"ward-{patient % 10}" / f"patient-{patient:04d}" / f"film-{film:03d}{original.suffix}"
        if film == 0:
            target.parent.mkdir(parents=True)
        target.hardlink_to(original)
    return films
