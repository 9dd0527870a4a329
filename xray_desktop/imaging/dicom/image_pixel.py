"""The Image Pixel module (DICOM PS3.3 C.7.6.3), as far as the header can be believed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xray_desktop.errors import CorruptPixelData, UnsupportedSopClass
from xray_desktop.imaging.dicom.part10 import PIXEL_DATA

if TYPE_CHECKING:
    from xray_desktop.imaging.dicom.header import Header
    from xray_desktop.imaging.dicom.part10 import DicomFile
    from xray_desktop.imaging.limits import DecodeLimits

_MOST_BITS = 64
_SUBSAMPLED = ("YBR_FULL_422", "YBR_PARTIAL_422")
_FLOAT_BITS = {0x7FE00008: 32, 0x7FE00009: 64}


@dataclass(frozen=True, slots=True)
class ImagePixel:
    """How the pixels of one file are laid out.

    Attributes
    ----------
    rows, columns, samples_per_pixel, number_of_frames
        Sizes; ``samples_per_pixel`` is 1 or 3.
    photometric_interpretation
        Photometric Interpretation (0028,0004).
    planar
        Colour planes follow each other instead of being interleaved.
    bits_allocated, bits_stored, high_bit
        Of one sample; made consistent where the header is not.
    signed
        Two's complement.
    floating
        The pixels are IEEE 754 numbers of ``bits_allocated`` bits.
    notes
        What was made consistent, in sentences.
    """

    rows: int
    columns: int
    samples_per_pixel: int
    number_of_frames: int
    photometric_interpretation: str
    planar: bool
    bits_allocated: int
    bits_stored: int
    high_bit: int
    signed: bool
    floating: bool
    notes: tuple[str, ...] = ()

    @property
    def monochrome(self) -> bool:
        """Whether one sample is one grey value."""
        return self.samples_per_pixel == 1 and self.photometric_interpretation != "PALETTE COLOR"

    @property
    def subsampled(self) -> bool:
        """Whether two neighbours share their colour, uncompressed (DICOM PS3.3 C.7.6.3.1.2)."""
        return self.photometric_interpretation in _SUBSAMPLED and self.samples_per_pixel == 3

    @property
    def frame_bits(self) -> int:
        """Size of one uncompressed frame."""
        if self.subsampled:
            return self.rows * self.columns * 2 * self.bits_allocated
        return self.rows * self.columns * self.samples_per_pixel * self.bits_allocated


def read_image_pixel(file: DicomFile, limits: DecodeLimits) -> ImagePixel:
    """Read the module and make it consistent.

    Raises
    ------
    UnsupportedSopClass
        The layout is of a kind that is not read.
    CorruptPixelData, TooLarge
        The size is missing, or too large.
    """
    header = file.header
    rows, columns = header.whole("Rows") or 0, header.whole("Columns") or 0
    limits.check_frame(rows, columns)
    photometric = header.text("PhotometricInterpretation").upper() or "MONOCHROME2"
    samples = _read_samples(header, photometric)
    tag = file.pixels.tag if file.pixels else PIXEL_DATA
    allocated, stored, high_bit, notes = _read_bits(header, _FLOAT_BITS.get(tag))
    frames = max(1, header.whole("NumberOfFrames") or 1)
    if photometric in _SUBSAMPLED and file.pixels and file.pixels.length * 8 >= frames * rows * columns * 3 * allocated:
        # Decompressed by somebody who forgot to say so: every pixel has its own colour.
        photometric = "YBR_FULL"
    return ImagePixel(
        rows=rows,
        columns=columns,
        samples_per_pixel=samples,
        number_of_frames=frames,
        photometric_interpretation=photometric,
        planar=samples > 1 and header.whole("PlanarConfiguration") == 1,
        bits_allocated=allocated,
        bits_stored=stored,
        high_bit=high_bit,
        signed=header.whole("PixelRepresentation") == 1,
        floating=tag in _FLOAT_BITS,
        notes=notes,
    )


def _read_samples(header: Header, photometric: str) -> int:
    samples = header.whole("SamplesPerPixel") or (3 if photometric.startswith(("RGB", "YBR")) else 1)
    if samples not in (1, 3):
        raise UnsupportedSopClass(
            f"The picture has {samples} samples for each pixel; grey and three-colour pictures are read."
        )
    return samples


def _read_bits(header: Header, float_bits: int | None) -> tuple[int, int, int, tuple[str, ...]]:
    if float_bits:
        return float_bits, float_bits, float_bits - 1, ()
    allocated = header.whole("BitsAllocated") or 0
    if allocated != 1 and (allocated % 8 or not 8 <= allocated <= _MOST_BITS):
        raise CorruptPixelData(
            f"The header gives each pixel {allocated} bits, which is not read. Export the file again at its source."
        )
    stored = header.whole("BitsStored") or allocated
    if not 1 <= stored <= allocated:
        note = f"The header counts {stored} used bits of {allocated}; all {allocated} are taken as used."
        return allocated, allocated, allocated - 1, (note,)
    high_bit = header.whole("HighBit")
    if high_bit is None or not stored - 1 <= high_bit < allocated:
        return allocated, stored, stored - 1, ()
    return allocated, stored, high_bit, ()
