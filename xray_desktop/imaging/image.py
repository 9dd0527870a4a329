"""The payloads of this package: what one decoded image is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from xray_desktop.imaging.graphics import Overlay, PackedMask, Shutter


@dataclass(frozen=True, slots=True, order=True)
class ImageKey:
    """What names an image everywhere: its file and its frame.

    SOP Instance UIDs travel beside the key where a file has one; none is ever invented.

    Attributes
    ----------
    path
        Absolute path of the file.
    frame
        Frame number counted from 0; DICOM's own Frame Number is this plus one.
    """

    path: Path
    frame: int = 0


class VoiFunction(StrEnum):
    """VOI LUT Function (0028,1056), DICOM PS3.3 C.11.2.1.2."""

    LINEAR = "LINEAR"
    LINEAR_EXACT = "LINEAR_EXACT"
    SIGMOID = "SIGMOID"


@dataclass(frozen=True, slots=True)
class VoiWindow:
    """A window on modality values (DICOM PS3.3 C.11.2.1.2).

    Attributes
    ----------
    center, width
        Window Center (0028,1050) and Window Width (0028,1051), in modality values; width at least 1 for LINEAR and
        greater than 0 for the other two functions.
    function
        How values inside the window spread over the display range.
    explanation
        What the user reads in the list of windows: the header's own words, or ours ("Full range").
    """

    center: float
    width: float
    function: VoiFunction = VoiFunction.LINEAR
    explanation: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class VoiLut:
    """A table on modality values: one item of VOI LUT Sequence (0028,3010), DICOM PS3.3 C.11.2.1.1.

    Attributes
    ----------
    table
        Unsigned output values, shape ``[entries]``, dtype uint16.
    first_value_mapped
        The modality value that the first entry stands for; smaller values map to it, larger ones past the end to the
        last.
    bits
        Bits of the output, 8 to 16: the display range is ``0 .. 2**bits - 1``.
    explanation
        LUT Explanation (0028,3003), or ours.
    """

    table: NDArray[np.uint16]
    first_value_mapped: int
    bits: int
    explanation: str = ""


Voi = VoiWindow | VoiLut


FOR_PRESENTATION = "FOR PRESENTATION"
FOR_PROCESSING = "FOR PROCESSING"


@dataclass(frozen=True, slots=True)
class InstanceInfo:
    """What the file says about the picture; empty or None where it says nothing.

    Names are DICOM keywords, with the unit where there is one. Identity (patient, dates, accession number, institution)
    is for the screen alone and never reaches a log.

    Attributes
    ----------
    study_date, study_time, acquisition_date, acquisition_time
        As in the header: ``YYYYMMDD`` and ``HHMMSS.FFFFFF`` (DICOM PS3.5 6.2, DA and TM), the time perhaps shorter.
    pixel_spacing_mm, imager_pixel_spacing_mm, nominal_scanned_pixel_spacing_mm
        Distance between the centres of two rows, then of two columns: in the patient or as calibrated, at the front of
        the detector, on the scanned film (PS3.3 10.7.1.3).
    pixel_spacing_calibration_type
        ``GEOMETRY`` or ``FIDUCIAL``; empty where Pixel Spacing is that of the detector.
    pixel_aspect_ratio
        Height of a pixel, then its width, in any unit: what is known of pixels without a spacing.
    estimated_radiographic_magnification_factor
        Source to detector over source to patient: at least 1 where it means anything.
    patient_orientation
        Where the rows point (towards larger columns), then the columns (downwards): ``("L", "F")`` for a PA chest.
    exposure_mas, exposure_time_ms
        Tube current times time, and the time.
    presentation_intent_type
        ``FOR PRESENTATION`` or ``FOR PROCESSING``, empty where neither the header nor the SOP class says it.
    burned_in_annotation
        ``YES`` where the pixels themselves may name the patient.
    frame_duration_ms
        How long this frame stays on the screen when the frames are played (`imaging.dicom.instance`).
    """

    sop_class_uid: str = ""
    sop_instance_uid: str = ""
    series_instance_uid: str = ""
    study_instance_uid: str = ""
    transfer_syntax_uid: str = ""
    modality: str = ""
    body_part_examined: str = ""
    view_position: str = ""
    laterality: str = ""
    photometric_interpretation: str = ""
    bits_stored: int = 8
    patient_name: str = ""
    patient_id: str = ""
    patient_birth_date: str = ""
    patient_age: str = ""
    patient_sex: str = ""
    study_date: str = ""
    study_description: str = ""
    series_description: str = ""
    pixel_spacing_mm: tuple[float, float] | None = None
    imager_pixel_spacing_mm: tuple[float, float] | None = None
    accession_number: str = ""
    institution_name: str = ""
    series_number: int | None = None
    instance_number: int | None = None
    study_time: str = ""
    acquisition_date: str = ""
    acquisition_time: str = ""
    patient_orientation: tuple[str, str] | None = None
    kvp: float | None = None
    exposure_mas: float | None = None
    exposure_time_ms: float | None = None
    distance_source_to_detector_mm: float | None = None
    estimated_radiographic_magnification_factor: float | None = None
    nominal_scanned_pixel_spacing_mm: tuple[float, float] | None = None
    pixel_spacing_calibration_type: str = ""
    pixel_aspect_ratio: tuple[float, float] | None = None
    burned_in_annotation: str = ""
    presentation_intent_type: str = ""
    frame_duration_ms: float | None = None

    @property
    def for_processing(self) -> bool:
        """Whether the values are the detector's own, not yet made to be looked at (DICOM PS3.3 C.8.11.1)."""
        return self.presentation_intent_type == FOR_PROCESSING


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class XrayImage:
    """One decoded frame, upright, before any window is applied.

    Padding, shutter and overlays are for the eye alone: a model sees the pixels as they are.

    Attributes
    ----------
    key
        Which file and frame.
    pixels
        Modality values (stored values after the modality LUT), shape ``[rows, columns]``, C-contiguous, dtype uint8,
        uint16, int16, int32 or float32. Owned by this object and not writable. EXIF orientation is already applied.
    vois
        What the file offers, never empty; the first is shown first and is what the model sees.
    inverse
        True where low values are white on the display: MONOCHROME1, or Presentation LUT Shape INVERSE. Applied after
        the VOI (DICOM PS3.3 C.11.6).
    instance
        What the header says, by DICOM keyword.
    frame_count
        Frames in the file, at least 1.
    colour
        True where the file held colour that is more than grey in three channels; the pixels are its luminance.
    synthetic
        True where the file says of itself that it is a drawing of ours (see `xray_desktop.phantom`).
    notes
        Sentences on what was repaired or assumed, for the screen; without names or paths.
    padding
        Pixels that only fill the frame (DICOM PS3.3 C.7.5.1.1.2): black on the display whatever the window.
    shutter
        Pixels that are not to be seen.
    overlays
        What the file draws over its pixels.
    """

    key: ImageKey
    pixels: NDArray[Any]
    vois: tuple[Voi, ...]
    inverse: bool = False
    instance: InstanceInfo = field(default_factory=InstanceInfo)
    frame_count: int = 1
    colour: bool = False
    synthetic: bool = False
    notes: tuple[str, ...] = ()
    padding: PackedMask | None = None
    shutter: Shutter | None = None
    overlays: tuple[Overlay, ...] = ()

    @property
    def rows(self) -> int:
        """Height in pixels."""
        return int(self.pixels.shape[0])

    @property
    def columns(self) -> int:
        """Width in pixels."""
        return int(self.pixels.shape[1])
