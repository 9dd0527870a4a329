"""From a DICOM file to its header and the place of its pixel data, without reading the pixels."""

from __future__ import annotations

import io
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from pydicom.filereader import read_dataset, read_partial, read_preamble
from pydicom.tag import Tag
from pydicom.uid import DeflatedExplicitVRLittleEndian
from pydicom.valuerep import EXPLICIT_VR_LENGTH_32

from xray_desktop.errors import CorruptPixelData, NotAnImage, TooLarge
from xray_desktop.imaging.dicom.guarded_pydicom import guarded_pydicom
from xray_desktop.imaging.dicom.header import Header
from xray_desktop.imaging.dicom.keywords import KEYWORDS, OVERLAY_TAGS
from xray_desktop.imaging.messages import CUT_SHORT
from xray_desktop.imaging.source import SourceFile, open_source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydicom.dataset import Dataset
    from pydicom.tag import BaseTag

    from xray_desktop.imaging.limits import DecodeLimits

UNDEFINED_LENGTH = 0xFFFFFFFF
PIXEL_DATA = 0x7FE00010
FLOAT_PIXEL_DATA = 0x7FE00008
DOUBLE_FLOAT_PIXEL_DATA = 0x7FE00009
_PIXEL_TAGS = frozenset({PIXEL_DATA, FLOAT_PIXEL_DATA, DOUBLE_FLOAT_PIXEL_DATA})
_DEFLATED = str(DeflatedExplicitVRLittleEndian).encode()

_TAGS: list[BaseTag | int] = [*map(Tag, KEYWORDS), *map(Tag, OVERLAY_TAGS)]


@dataclass(frozen=True, slots=True)
class PixelElement:
    """Where the pixel data lie.

    Attributes
    ----------
    tag
        `PIXEL_DATA`, `FLOAT_PIXEL_DATA` or `DOUBLE_FLOAT_PIXEL_DATA`.
    vr
        OB or OW; empty in implicit VR.
    offset
        Of the value in the stream.
    length
        In bytes, as far as they are there; what an encapsulated value occupies at most.
    encapsulated
        The value is a sequence of fragments.
    """

    tag: int
    vr: str
    offset: int
    length: int
    encapsulated: bool


@dataclass(frozen=True, slots=True, eq=False)
class DicomFile:
    """An open DICOM file, its header read.

    Attributes
    ----------
    stream
        Readable and seekable.
    header
        The data set up to the pixel data.
    transfer_syntax_uid
        Empty where the file does not say.
    little_endian
        Byte order of the data set.
    pixels
        None where there are none.
    """

    stream: IO[bytes]
    header: Header
    transfer_syntax_uid: str
    little_endian: bool
    pixels: PixelElement | None


@contextmanager
def open_dicom(path: Path, limits: DecodeLimits) -> Iterator[DicomFile]:
    """Open a DICOM file and read its header.

    Raises
    ------
    NotAnImage
        The content is no DICOM data set.
    TooLarge
        A deflated data set is larger than the limit once inflated.
    CorruptPixelData
        A deflated data set is damaged.
    DecodeError
        The system refuses to read the file.
    """
    with open_source(path) as source:
        yield _parse(source, limits)


def _parse(source: SourceFile, limits: DecodeLimits) -> DicomFile:
    deflated = _DEFLATED in source.read(4096)
    source.seek(0)
    stop = _StopAtPixels()
    with guarded_pydicom(NotAnImage, _UNREADABLE):
        if deflated and (inflated := _inflate(source, limits)) is not None:
            dataset = read_dataset(inflated, False, True, stop_when=stop, specific_tags=_TAGS)
            return _describe(inflated, dataset, str(DeflatedExplicitVRLittleEndian), stop)
        dataset = read_partial(source, stop, force=True, specific_tags=_TAGS)
        syntax = str(dataset.file_meta.get("TransferSyntaxUID", "") or "")
    return _describe(source, dataset, syntax, stop)


_UNREADABLE = (
    "The content looks like DICOM, but its header is damaged and cannot be read. Export it again at its source."
)


class _StopAtPixels:
    """pydicom's stop condition, which remembers where it stopped."""

    def __init__(self) -> None:
        self.found: tuple[int, str, int] | None = None

    def __call__(self, tag: BaseTag, vr: str | None, length: int) -> bool:
        if int(tag) not in _PIXEL_TAGS:
            return False
        self.found = int(tag), vr or "", length
        return True


def _describe(stream: IO[bytes], dataset: Dataset, syntax: str, stop: _StopAtPixels) -> DicomFile:
    little_endian = dataset.original_encoding[1] is not False
    pixels = None
    if stop.found:
        tag, vr, length = stop.found
        offset = stream.tell() + (12 if vr in EXPLICIT_VR_LENGTH_32 else 8)
        available = max(0, stream.seek(0, io.SEEK_END) - offset)
        pixels = PixelElement(tag, vr, offset, min(length, available), length == UNDEFINED_LENGTH)
    return DicomFile(stream, Header(dataset), syntax, little_endian, pixels)


def _inflate(source: SourceFile, limits: DecodeLimits) -> io.BytesIO | None:
    """Inflate the data set of a deflated file; None where its meta information names another syntax after all."""
    read_preamble(source, force=True)
    meta = read_dataset(source, False, True, stop_when=lambda tag, _vr, _length: tag.group != 2)
    if meta.get("TransferSyntaxUID") != DeflatedExplicitVRLittleEndian:
        source.seek(0)
        return None
    return inflate(source, limits)


def inflate(source: IO[bytes], limits: DecodeLimits) -> io.BytesIO:
    """Inflate the data set that begins where a deflated file stands.

    Raises
    ------
    TooLarge
        It is larger than the limit.
    CorruptPixelData
        It is damaged.
    """
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = inflater.decompress(source.read(limits.inflated_bytes), limits.inflated_bytes + 1)
    except zlib.error as error:
        raise CorruptPixelData(CUT_SHORT) from error
    if len(content) > limits.inflated_bytes:
        raise TooLarge(f"The deflated data set is larger than the {limits.inflated_bytes >> 20} MB that are read.")
    return io.BytesIO(content)
