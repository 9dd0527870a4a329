"""Our pictures against DCMTK's, file by file: the same to one grey level, or with a reason."""

from __future__ import annotations

import importlib.util
import subprocess
import tempfile
import warnings
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pydicom

from tests.support.dcmtk import RENDERERS, VOI_NONE, VOI_TABLE, VOI_WINDOW, render_with_dcmtk
from xray_desktop.errors import DecodeError
from xray_desktop.imaging.image import VoiLut
from xray_desktop.imaging.reader import read_image
from xray_desktop.imaging.voi import render
from xray_desktop.imaging.windows import FULL_RANGE, TRIMMED_RANGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from xray_desktop.imaging.image import XrayImage

TOLERATED = 1
"""Grey levels of 256: both round, and not at the same step."""

DEVIATIONS = {
    "SC_ybr_full_uncompressed.dcm": "We show Y, which is the luminance. DCMTK makes RGB of it, rounds and clips it, and"
    " the luminance of that is up to 2 levels off.",
    "SC_ybr_full_422_uncompressed.dcm": "As SC_ybr_full_uncompressed.dcm.",
    "rtdose_expb.dcm": "DCMTK exchanges the halves of 32-bit words in big-endian files. Ours is the same picture as"
    " rtdose.dcm, its twin in little endian, which DCMTK draws as we do.",
    "rtdose_expb_1frame.dcm": "As rtdose_expb.dcm.",
}
"""Files that both draw, and not alike, with the reason."""

ONLY_WE = {
    "SC_rgb_32bit.dcm": "DCMTK takes no colour of 32 bits.",
    "SC_rgb_32bit_2frame.dcm": "DCMTK takes no colour of 32 bits.",
    "SC_rgb_expb_32bit.dcm": "DCMTK takes no colour of 32 bits.",
    "SC_rgb_expb_32bit_2frame.dcm": "DCMTK takes no colour of 32 bits.",
    "GDCMJ2K_TextGBR.dcm": "DCMTK has no JPEG 2000, and pydicom's decoder refuses this stream.",
    "emri_small_jpeg_2k_lossless_too_short.dcm": "DCMTK and pydicom want the end of the fragments, which is missing;"
    " every frame is there.",
    "gdcm-US-ALOKA-16.dcm": "DCMTK does not accept this palette of segments.",
    "gdcm-US-ALOKA-16_big.dcm": "DCMTK does not accept this palette of segments.",
}
"""Files that nothing of what is installed draws but us, with the reason."""


class Outcome(StrEnum):
    """What came of one file."""

    SAME = "same"
    DIFFERENT = "different"
    ONLY_OURS = "only ours"
    ONLY_THEIRS = "only theirs"
    NEITHER = "neither"


@dataclass(frozen=True)
class Verdict:
    """One frame of one file.

    Attributes
    ----------
    way
        How DCMTK was asked: its options, and whether pydicom had to decode first.
    largest, share
        Largest difference in grey levels, and the share of pixels that differ by more than is tolerated.
    refusal
        Our sentence where we draw nothing.
    """

    name: str
    frame: int
    outcome: Outcome
    syntax: str = ""
    way: str = ""
    largest: int = 0
    share: float = 0.0
    refusal: str = ""


def collections() -> dict[str, Path]:
    """Return the folders of test files that are installed: pydicom's own, and pydicom-data's where it is there."""
    found = {"pydicom": Path(pydicom.__file__).parent / "data" / "test_files"}
    store = importlib.util.find_spec("data_store")
    if store is not None and store.origin is not None:
        found["pydicom-data"] = Path(store.origin).parent / "data"
    return found


def files_of(folder: Path) -> list[Path]:
    """List every file of a collection."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc"))


def compare(path: Path) -> Iterator[Verdict]:
    """Draw the first and the last frame of a file with both."""
    try:
        first = read_image(path)
    except DecodeError as refusal:
        drawn = _draw(path, ("+Wm",), 0)
        outcome = Outcome.NEITHER if drawn is None else Outcome.ONLY_THEIRS
        yield Verdict(path.name, 0, outcome, refusal=refusal.sentence)
        return
    for frame in sorted({0, first.frame_count - 1}):
        yield _compare_frame(path, read_image(path, frame))


def _compare_frame(path: Path, image: XrayImage) -> Verdict:
    frame, syntax = image.key.frame, pydicom.uid.UID(image.instance.transfer_syntax_uid).name
    theirs, way = _draw_alike(path, image)
    if theirs is None:
        return Verdict(path.name, frame, Outcome.ONLY_OURS, syntax)
    # Overlays and shutters are drawn by neither.
    difference = np.abs(render(image).astype(int) - theirs)
    largest = int(difference.max())
    outcome = Outcome.SAME if largest <= TOLERATED else Outcome.DIFFERENT
    return Verdict(path.name, frame, outcome, syntax, way, largest, float((difference > TOLERATED).mean()))


def _draw_alike(path: Path, image: XrayImage) -> tuple[NDArray[np.uint8] | None, str]:
    """Have DCMTK apply what we apply first: the header's own by its number, else the same window by its values."""
    for options in _options(image):
        drawn = _draw(path, options, image.key.frame)
        if drawn is not None:
            return drawn, " ".join(options)
    with tempfile.TemporaryDirectory() as folder:
        plain = _decompress(path, Path(folder) / "plain.dcm")
        for options in _options(image) if plain is not None else ():
            drawn = _draw(plain, options, image.key.frame)
            if drawn is not None:
                return drawn, f"{' '.join(options)}, decoded by pydicom"
    return None, ""


def _options(image: XrayImage) -> Iterator[tuple[str, ...]]:
    voi = image.vois[0]
    if not image.instance.photometric_interpretation.startswith("MONO"):
        # No window applies to colour.
        yield VOI_NONE
        return
    if isinstance(voi, VoiLut):
        yield VOI_TABLE
        return
    if voi.explanation not in (FULL_RANGE, TRIMMED_RANGE):
        yield VOI_WINDOW
    # DCMTK does not look for windows in functional groups.
    yield "+Ww", f"{voi.center:g}", f"{voi.width:g}"


def _draw(path: Path, options: tuple[str, ...], frame: int) -> NDArray[np.uint8] | None:
    for renderer in RENDERERS:
        try:
            return render_with_dcmtk(path, *options, renderer=renderer, frame=frame)
        except subprocess.CalledProcessError:
            continue
    return None


def _decompress(source: Path, target: Path) -> Path | None:
    """Have pydicom decode a file, with whatever decoder it finds; None where it finds none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            dataset = pydicom.dcmread(source)
            samples = dataset.pixel_array
            plain = _describe(dataset, samples)
            plain.save_as(target, enforce_file_format=True)
        except Exception:  # noqa: BLE001 - a second opinion that fails is none
            return None
    return target


def _describe(dataset: pydicom.Dataset, samples: NDArray[np.integer]) -> pydicom.Dataset:
    """Make a file of decoded samples and of what the header says about drawing them."""
    plain = pydicom.Dataset()
    for element in dataset:
        if element.tag.group in (0x0028, 0x5200):
            plain.add(element)
    plain.SOPClassUID, plain.SOPInstanceUID = dataset.SOPClassUID, dataset.SOPInstanceUID
    if dataset.SamplesPerPixel == 3:
        # pydicom gives RGB, colour by pixel.
        plain.PhotometricInterpretation, plain.PlanarConfiguration = "RGB", 0
    if "NumberOfFrames" in dataset:
        plain.NumberOfFrames = dataset.NumberOfFrames
    plain.add_new("PixelData", "OW", samples.astype(samples.dtype.newbyteorder("<")).tobytes())
    plain.file_meta = pydicom.FileMetaDataset()
    plain.file_meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian
    return plain
