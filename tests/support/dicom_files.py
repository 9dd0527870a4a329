"""A builder of DICOM files: any photometric interpretation, bit depth, look-up table and transfer syntax."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from pydicom import Dataset, FileMetaDataset, dcmwrite
from pydicom.encaps import encapsulate
from pydicom.uid import (
    PYDICOM_ROOT_UID,
    UID,
    ComputedRadiographyImageStorage,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
)

from xray_desktop.phantom.codestreams import encode_frame, is_encapsulated, native_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

ABSENT = object()
"""As a value of `attributes`: leave this attribute out."""


@dataclass(frozen=True)
class Table:
    """One look-up table: a VOI LUT or a modality LUT."""

    values: NDArray[Any]
    first_value_mapped: int = 0
    bits: int = 16
    explanation: str = ""


@dataclass(frozen=True)
class Window:
    """Window Center and Window Width, several of them where the values are sequences."""

    center: float | list[float]
    width: float | list[float]
    function: str = ""
    explanation: str | list[str] = ""


def write_dicom(
    path: Path,
    pixels: NDArray[Any],
    *,
    photometric: str = "MONOCHROME2",
    bits_stored: int = 12,
    high_bit: int | None = None,
    transfer_syntax: str = ExplicitVRLittleEndian,
    window: Window | tuple[float, float] | None = None,
    voi_lut: Table | list[Table] | None = None,
    rescale: tuple[float, float] | None = None,
    modality_lut: Table | None = None,
    palette: NDArray[Any] | None = None,
    planar_configuration: int = 0,
    frames: int | None = None,
    attributes: Mapping[str, Any] | None = None,
    codestreams: list[bytes] | None = None,
    preamble: bool = True,
) -> Path:
    """Write one DICOM file and give its path.

    Parameters
    ----------
    pixels
        Stored values: ``[rows, columns]``, ``[rows, columns, 3]``, or either with frames in front where `frames` says
        how many. The dtype gives Bits Allocated and Pixel Representation.
    high_bit
        Where it is not Bits Stored minus one, the caller has shifted the values already.
    rescale
        Rescale Slope and Rescale Intercept.
    palette
        Shape ``[entries, 3]``, uint16: the red, green and blue tables of PALETTE COLOR.
    attributes
        Anything else by keyword, last, so that a test can lie: ``{"Rows": 9999}``, or `ABSENT` to leave one out.
    codestreams
        One for each frame, in place of what the encoder would make of `pixels`.
    preamble
        False writes the bare dataset, as old archives hold it: no preamble, no file meta information.
    """
    stack = pixels if frames is not None else pixels[None]
    dataset = _picture(stack, photometric, bits_stored, high_bit, planar_configuration)
    if frames is not None:
        dataset.NumberOfFrames = frames
    _add_window(dataset, Window(*window) if isinstance(window, tuple) else window)
    if voi_lut is not None:
        tables = voi_lut if isinstance(voi_lut, list) else [voi_lut]
        dataset.VOILUTSequence = [_table_item(table, stack.dtype) for table in tables]
    if rescale is not None:
        dataset.RescaleSlope, dataset.RescaleIntercept = rescale
        dataset.RescaleType = "US"
    if modality_lut is not None:
        dataset.ModalityLUTSequence = [_table_item(modality_lut, stack.dtype)]
        dataset.ModalityLUTSequence[0].ModalityLUTType = "US"
    if palette is not None:
        _add_palette(dataset, palette)
    _add_pixel_data(dataset, stack, transfer_syntax, bits_stored, codestreams)
    for keyword, value in (attributes or {}).items():
        _set(dataset, keyword, value)
    _save(dataset, path, UID(transfer_syntax), preamble)
    return path


def _picture(
    stack: NDArray[Any], photometric: str, bits_stored: int, high_bit: int | None, planar_configuration: int
) -> Dataset:
    dataset = Dataset()
    dataset.SOPClassUID = ComputedRadiographyImageStorage
    name = hashlib.sha256(stack.tobytes()).hexdigest()
    for keyword in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"):
        dataset.add_new(keyword, "UI", _uid(keyword + name))
    dataset.Modality = "CR"
    dataset.PatientName = "Builder^Test"
    dataset.PatientID = "TEST-01"
    dataset.BodyPartExamined = "CHEST"
    dataset.ViewPosition = "PA"
    dataset.SamplesPerPixel = 3 if stack.ndim == 4 else 1
    dataset.PhotometricInterpretation = photometric
    dataset.Rows, dataset.Columns = stack.shape[1:3]
    dataset.BitsAllocated = stack.dtype.itemsize * 8
    dataset.BitsStored = bits_stored
    dataset.HighBit = bits_stored - 1 if high_bit is None else high_bit
    dataset.PixelRepresentation = int(stack.dtype.kind == "i")
    if stack.ndim == 4:
        dataset.PlanarConfiguration = planar_configuration
    return dataset


def _uid(seed: str) -> str:
    return PYDICOM_ROOT_UID + str(int(hashlib.sha256(seed.encode()).hexdigest()[:24], 16))


def _add_window(dataset: Dataset, window: Window | None) -> None:
    if window is None:
        return
    dataset.WindowCenter = window.center
    dataset.WindowWidth = window.width
    if window.function:
        dataset.VOILUTFunction = window.function
    if window.explanation:
        dataset.WindowCenterWidthExplanation = window.explanation


def _table_item(table: Table, pixel_dtype: np.dtype[Any]) -> Dataset:
    item = Dataset()
    # 65,536 entries are written as 0, and the first value is signed where the pixels are (PS3.3 C.11.1.1).
    descriptor = [len(table.values) % 65536, table.first_value_mapped, table.bits]
    item.add_new("LUTDescriptor", "SS" if pixel_dtype.kind == "i" else "US", descriptor)
    if table.explanation:
        item.LUTExplanation = table.explanation
    item.add_new("LUTData", "OW", np.asarray(table.values, "<u2").tobytes())
    return item


def _add_palette(dataset: Dataset, palette: NDArray[Any]) -> None:
    for index, colour in enumerate(("Red", "Green", "Blue")):
        dataset.add_new(f"{colour}PaletteColorLookupTableDescriptor", "US", [len(palette) % 65536, 0, 16])
        table = np.asarray(palette[:, index], "<u2").tobytes()
        dataset.add_new(f"{colour}PaletteColorLookupTableData", "OW", table)


def _add_pixel_data(
    dataset: Dataset,
    stack: NDArray[Any],
    transfer_syntax: str,
    bits_stored: int,
    codestreams: list[bytes] | None,
) -> None:
    compressed = codestreams is not None or is_encapsulated(transfer_syntax)
    if compressed:
        streams = codestreams or [encode_frame(frame, transfer_syntax, bits_stored) for frame in stack]
        value = encapsulate(streams)
    else:
        planar = dataset.get("PlanarConfiguration") == 1
        ordered = np.moveaxis(stack, -1, 1) if planar else stack
        value = native_bytes(ordered, big_endian=transfer_syntax == ExplicitVRBigEndian)
    dataset.add_new("PixelData", "OB" if compressed or stack.dtype.itemsize == 1 else "OW", value)
    dataset["PixelData"].is_undefined_length = compressed


def _set(dataset: Dataset, keyword: str, value: Any) -> None:
    if value is ABSENT:
        del dataset[keyword]
    else:
        setattr(dataset, keyword, value)


def _save(dataset: Dataset, path: Path, transfer_syntax: UID, preamble: bool) -> None:
    if not preamble:
        implicit = transfer_syntax.is_implicit_VR
        dcmwrite(path, dataset, implicit_vr=implicit, little_endian=transfer_syntax.is_little_endian)
        return
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = transfer_syntax
    dataset.file_meta.MediaStorageSOPClassUID = dataset.get("SOPClassUID", ComputedRadiographyImageStorage)
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.get("SOPInstanceUID", _uid(str(path.name)))
    known = not transfer_syntax.is_private and transfer_syntax.is_transfer_syntax
    encoding = {} if known else {"implicit_vr": False, "little_endian": True}
    dcmwrite(path, dataset, enforce_file_format=True, **encoding)
