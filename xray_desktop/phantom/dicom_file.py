"""Valid DICOM objects around drawn pictures: CR, DX, and multi-frame secondary capture (DICOM PS3.3 annex A)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xray_desktop.imaging.synthetic import SYNTHETIC_MARK
from xray_desktop.phantom.codestreams import encode_frame, is_encapsulated, native_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pydicom import Dataset

    from xray_desktop.phantom.stored_values import StoredValues

CR = "1.2.840.10008.5.1.4.1.1.1"
DX_FOR_PRESENTATION = "1.2.840.10008.5.1.4.1.1.1.1"
MULTI_FRAME_GREY_WORD = "1.2.840.10008.5.1.4.1.1.7.3"

EXPLICIT_BIG_ENDIAN = "1.2.840.10008.1.2.2"
JPEG_BASELINE = "1.2.840.10008.1.2.4.50"

_MODALITIES = {CR: "CR", DX_FOR_PRESENTATION: "DX", MULTI_FRAME_GREY_WORD: "OT"}
_COMMENT = f"{SYNTHETIC_MARK}: drawn by a program, of no patient. A score on it means nothing."
_NAMES = ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"]


@dataclass(frozen=True, slots=True)
class ObjectPlan:
    """What the header says.

    Attributes
    ----------
    number
        Of the invented patient, from 1.
    child
        A child's film, taken from the front; else an adult's, taken from behind.
    sop_class_uid
        `CR`, `DX_FOR_PRESENTATION` or `MULTI_FRAME_GREY_WORD`.
    transfer_syntax_uid
        How the pixels are written.
    inverse
        MONOCHROME1.
    pixel_spacing_mm
        On the detector.
    """

    number: int
    child: bool
    sop_class_uid: str
    transfer_syntax_uid: str
    inverse: bool
    pixel_spacing_mm: float


def write_object(path: Path, plan: ObjectPlan, frames: Sequence[StoredValues]) -> None:
    """Write one DICOM file; several frames only for the multi-frame class."""
    from pydicom import Dataset, FileMetaDataset, dcmwrite

    dataset = Dataset()
    for part in (_patient_and_study(plan), _series_and_image(plan), _pixel_description(plan, frames[0])):
        for keyword, value in part.items():
            setattr(dataset, keyword, value)
    if plan.sop_class_uid == DX_FOR_PRESENTATION:
        _add_digital_x_ray(dataset, plan)
    if len(frames) > 1:
        _add_multi_frame(dataset, len(frames))
    _add_voi(dataset, frames[0])
    _add_pixel_data(dataset, plan, frames)
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    meta.TransferSyntaxUID = plan.transfer_syntax_uid  # type: ignore[assignment] # pydicom makes a UID of it
    dataset.file_meta = meta
    dcmwrite(path, dataset, enforce_file_format=True)


def _patient_and_study(plan: ObjectPlan) -> dict[str, Any]:
    return {
        "SpecificCharacterSet": "ISO_IR 100",
        "PatientName": f"Phantom^{_NAMES[plan.number - 1]}",
        "PatientID": f"SYNTHETIC-{plan.number:02d}",
        "PatientBirthDate": "",
        "PatientSex": "O",
        "PatientAge": "004Y" if plan.child else "046Y",
        "StudyInstanceUID": _uid(plan, "study"),
        "StudyDate": "20260105",
        "StudyTime": f"{8 + plan.number:02d}1500",
        "ReferringPhysicianName": "",
        "StudyID": f"{plan.number}",
        "AccessionNumber": "",
        "StudyDescription": "Chest, drawn",
        "Manufacturer": "xray-desktop",
        "ManufacturerModelName": "phantom",
    }


def _series_and_image(plan: ObjectPlan) -> dict[str, Any]:
    return {
        "SOPClassUID": plan.sop_class_uid,
        "SOPInstanceUID": _uid(plan, "instance"),
        "Modality": _MODALITIES[plan.sop_class_uid],
        "SeriesInstanceUID": _uid(plan, "series"),
        "SeriesNumber": 1,
        "SeriesDescription": "Synthetic phantom",
        "BodyPartExamined": "CHEST",
        "ViewPosition": "AP" if plan.child else "PA",
        "InstanceNumber": 1,
        "PatientOrientation": ["L", "F"],
        "ContentDate": "20260105",
        "ContentTime": f"{8 + plan.number:02d}1500",
        "ImageType": ["ORIGINAL", "PRIMARY", ""],
        "BurnedInAnnotation": "YES",
        "QualityControlImage": "YES",
        "ImageComments": _COMMENT,
    }


def _pixel_description(plan: ObjectPlan, values: StoredValues) -> dict[str, Any]:
    rows, columns = values.pixels.shape
    lossy = plan.transfer_syntax_uid == JPEG_BASELINE
    return {
        "SamplesPerPixel": 1,
        "PhotometricInterpretation": "MONOCHROME1" if plan.inverse else "MONOCHROME2",
        "Rows": rows,
        "Columns": columns,
        "BitsAllocated": values.pixels.dtype.itemsize * 8,
        "BitsStored": values.bits_stored,
        "HighBit": values.bits_stored - 1,
        "PixelRepresentation": 0,
        "ImagerPixelSpacing": [plan.pixel_spacing_mm] * 2,
        "LossyImageCompression": "01" if lossy else "00",
    }


def _uid(plan: ObjectPlan, level: str) -> str:
    from pydicom.uid import generate_uid

    return str(generate_uid(entropy_srcs=[SYNTHETIC_MARK, level, str(plan.number), plan.transfer_syntax_uid]))


def _add_digital_x_ray(dataset: Dataset, plan: ObjectPlan) -> None:
    """Add what the DX modules demand (DICOM PS3.3 A.26 and C.8.11)."""
    dataset.AnatomicRegionSequence = [_code("43799004", "Chest")]
    view = _code("399348003", "antero-posterior") if plan.child else _code("399173006", "postero-anterior")
    view.ViewModifierCodeSequence = []
    dataset.ViewCodeSequence = [view]
    dataset.PresentationIntentType = "FOR PRESENTATION"
    dataset.ImageLaterality = "U"
    dataset.DetectorType = "SCINTILLATOR"
    dataset.DetectorID = ""
    dataset.PositionerType = "NONE"
    dataset.PixelIntensityRelationship = "LOG"
    dataset.PixelIntensityRelationshipSign = -1 if not plan.inverse else 1
    dataset.RescaleIntercept, dataset.RescaleSlope, dataset.RescaleType = 0, 1, "US"
    dataset.PresentationLUTShape = "INVERSE" if plan.inverse else "IDENTITY"
    dataset.AcquisitionContextSequence = []
    dataset.AcquisitionDate, dataset.AcquisitionTime = dataset.ContentDate, dataset.ContentTime


def _code(value: str, meaning: str) -> Dataset:
    """Return a code of SNOMED CT as a sequence item."""
    from pydicom import Dataset as Item

    item = Item()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, "SCT", meaning
    return item


def _add_multi_frame(dataset: Dataset, count: int) -> None:
    """Add what multi-frame secondary capture demands (DICOM PS3.3 A.8.4): its frames are a series of pages."""
    dataset.NumberOfFrames = count
    dataset.ConversionType = "SYN"
    dataset.PageNumberVector = list(range(1, count + 1))
    dataset.FrameIncrementPointer = 0x00182001
    dataset.PresentationLUTShape = "IDENTITY"
    dataset.RescaleIntercept, dataset.RescaleSlope, dataset.RescaleType = 0, 1, "US"
    for keyword in ("ImagerPixelSpacing", "ViewPosition"):
        del dataset[keyword]


def _add_voi(dataset: Dataset, values: StoredValues) -> None:
    from pydicom import Dataset as Item

    for keyword, value in values.attributes.items():
        setattr(dataset, keyword, value)
    if values.table is not None:
        item = Item()
        item.add_new("LUTDescriptor", "US", [len(values.table), 0, 16])
        item.LUTExplanation = "CHEST"
        item.add_new("LUTData", "OW", values.table.astype("<u2").tobytes())
        dataset.VOILUTSequence = [item]


def _add_pixel_data(dataset: Dataset, plan: ObjectPlan, frames: Sequence[StoredValues]) -> None:
    from pydicom.encaps import encapsulate

    if not is_encapsulated(plan.transfer_syntax_uid):
        dataset.add_new("PixelData", "OW", b"".join(_native(values, plan) for values in frames))
        return
    streams = [encode_frame(values.pixels, plan.transfer_syntax_uid, values.bits_stored) for values in frames]
    if plan.transfer_syntax_uid == JPEG_BASELINE:
        dataset.LossyImageCompressionMethod = "ISO_10918_1"
        dataset.LossyImageCompressionRatio = round(frames[0].pixels.nbytes / len(streams[0]), 1)
    dataset.add_new("PixelData", "OB", encapsulate(streams))
    dataset["PixelData"].is_undefined_length = True


def _native(values: StoredValues, plan: ObjectPlan) -> bytes:
    return native_bytes(values.pixels, big_endian=plan.transfer_syntax_uid == EXPLICIT_BIG_ENDIAN)
