"""Invented patients with films of several days: what a ward's folder looks like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from xray_desktop.measuring.shapes import Point
    from xray_desktop.phantom import Opacity, Phantom

ADULT = "clara"
"""Part of the name of the film that is measured on."""
PRIOR_OF = "anna-2"
"""Part of the name of a film that has earlier ones."""
OVERLAID = "dora"
"""Part of the name of a film with a shutter and an overlay."""
_LITTLE_ENDIAN = "1.2.840.10008.1.2.1"
_MAGNIFICATION = 1.08


@dataclass(frozen=True, slots=True)
class Film:
    """One film of an invented patient.

    Attributes
    ----------
    name
        Of its file.
    patient, patient_id, born
        As a header writes them; a date is eight digits.
    day
        Of the study.
    seed, size
        Of the drawing; rows and columns.
    child
        A child's, taken from the front.
    strength
        Of an opacity, 0 for none.
    series
        Number of the series.
    """

    name: str
    patient: str
    patient_id: str
    born: str
    day: str
    seed: int
    size: tuple[int, int] = (1200, 1400)
    child: bool = True
    strength: float = 0.0
    series: int = 1

    def draw(self) -> Phantom:
        """Draw it, with the truth about it."""
        from xray_desktop.phantom import draw_chest

        return draw_chest(self.seed, *self.size, self._opacity(), child=self.child)

    def _opacity(self) -> Opacity | None:
        from xray_desktop.phantom import Opacity

        return Opacity(0.31, 0.56, 0.13, 0.15, self.strength) if self.strength else None


ANNA = ("Phantom^Anna", "SYN-21", "20220314")
FILMS = (
    Film("anna-0", *ANNA, "20251112", 21),
    Film("anna-1", *ANNA, "20260105", 21, strength=0.75),
    Film("anna-2", *ANNA, "20260119", 21, strength=0.3),
    Film("bram", "Phantom^Bram", "SYN-22", "20230802", "20260118", 24, strength=0.6),
    Film("bram-again", "Phantom^Bram", "SYN-22", "20230802", "20260118", 24, strength=0.6, series=2),
    Film("clara", "Phantom^Clara", "SYN-23", "19750220", "20260119", 5, (1536, 1400), child=False),
    Film("dora", "Phantom^Dora", "SYN-24", "20210909", "20260119", 31),
)


def write_patients(folder: Path) -> Path:
    """Write the films, each in its patient's folder, as an archive of a hospital has them: without extensions."""
    for number, film in enumerate(FILMS, 1):
        path = folder / film.name.partition("-")[0].upper() / film.name
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, number, film)
    return folder


def film_named(name: str) -> Film:
    """Find a film."""
    return next(film for film in FILMS if film.name == name)


def _write(path: Path, number: int, film: Film) -> None:
    import pydicom

    from xray_desktop.phantom.dicom_file import CR, DX_FOR_PRESENTATION, ObjectPlan, write_object
    from xray_desktop.phantom.stored_values import Presentation, store

    spacing_mm = round((200.0 if film.child else 330.0) / film.size[1], 3)
    kind = CR if film.child else DX_FOR_PRESENTATION
    plan = ObjectPlan(number, film.child, kind, _LITTLE_ENDIAN, inverse=False, pixel_spacing_mm=spacing_mm)
    write_object(path, plan, [store(film.draw().pixels, 12, Presentation.WINDOW)])
    dataset = pydicom.dcmread(path)
    for keyword, value in _attributes(film).items():
        setattr(dataset, keyword, value)
    if film.name == OVERLAID:
        _add_shutter_and_overlay(dataset)
    dataset.save_as(path)


def _attributes(film: Film) -> dict[str, Any]:
    from pydicom.uid import generate_uid

    years = (int(film.day) - int(film.born)) // 10_000
    marks = ["screenshots", film.patient_id, film.day]
    return {
        "PatientName": film.patient,
        "PatientID": film.patient_id,
        "PatientBirthDate": film.born,
        "PatientAge": f"{years:03d}Y",
        "PatientSex": "O",
        "StudyDate": film.day,
        "ContentDate": film.day,
        "AcquisitionDate": film.day,
        "StudyDescription": "Chest, AP" if film.child else "Chest, PA",
        "StudyInstanceUID": generate_uid(entropy_srcs=marks),
        "SeriesInstanceUID": generate_uid(entropy_srcs=[*marks, str(film.series)]),
        "SeriesNumber": film.series,
        "SeriesDescription": "Supine" if film.child else "Erect",
        "KVP": "66" if film.child else "120",
        "EstimatedRadiographicMagnificationFactor": _MAGNIFICATION,
        "WindowCenterWidthExplanation": "CHEST",
    }


def _add_shutter_and_overlay(dataset: Any) -> None:
    """Hide the edge, and draw a frame with a mark over the picture, as some devices do."""
    import cv2
    import numpy as np

    rows, columns = dataset.Rows, dataset.Columns
    edge = rows // 16
    dataset.ShutterShape = "RECTANGULAR"
    dataset.ShutterLeftVerticalEdge, dataset.ShutterRightVerticalEdge = edge, columns - edge
    dataset.ShutterUpperHorizontalEdge, dataset.ShutterLowerHorizontalEdge = edge, rows - edge
    mask = np.zeros((rows, columns), np.uint8)
    corners = (columns // 5, rows // 4), (columns // 2 - 40, rows * 7 // 10)
    cv2.rectangle(mask, *corners, 1, 3)
    cv2.putText(mask, "AEC field", (corners[0][0], corners[0][1] - 16), cv2.FONT_HERSHEY_SIMPLEX, 1.4, 1, 3)
    sizes = {0x10: ("US", rows), 0x11: ("US", columns), 0x40: ("CS", "G"), 0x50: ("SS", [1, 1]), 0x100: ("US", 1)}
    bits = np.packbits(mask.astype(bool), bitorder="little").tobytes()
    for element, (vr, value) in {**sizes, 0x102: ("US", 0), 0x3000: ("OW", bits)}.items():
        dataset.add_new((0x6000, element), vr, value)


def widths(film: Film) -> tuple[tuple[Point, Point], tuple[Point, Point]]:
    """Find, in the truth about a drawing, the widest chest and the widest heart; the ends of two level lines."""
    drawn = film.draw()
    # The mask of the heart holds the great vessels too; below the middle of the picture it is the heart.
    return _widest(drawn.lungs, 0), _widest(drawn.heart, drawn.heart.shape[0] // 2)


def _widest(mask: Any, first_row: int) -> tuple[Point, Point]:
    import numpy as np

    from xray_desktop.measuring.shapes import Point

    rows = [(np.flatnonzero(line), row) for row, line in enumerate(mask) if row >= first_row and line.any()]
    places, row = max(rows, key=lambda found: found[0][-1] - found[0][0])
    return Point(float(places[0]), row + 0.5), Point(places[-1] + 1.0, row + 0.5)
