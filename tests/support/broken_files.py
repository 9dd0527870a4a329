"""Files and folders that must not harm anything: each builder writes one and says what should become of it."""

from __future__ import annotations

import ctypes
import os
import struct
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydicom.uid import DeflatedExplicitVRLittleEndian, JPEG2000Lossless, MediaStorageDirectoryStorage, RawDataStorage

from tests.support.dicom_files import ABSENT, write_dicom
from tests.support.studies import grey_8_bit, small_picture, write_jpeg, write_png

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_NO_PICTURE = dict.fromkeys(
    (
        "PixelData",
        "SamplesPerPixel",
        "PhotometricInterpretation",
        "Rows",
        "Columns",
        "BitsAllocated",
        "BitsStored",
        "HighBit",
        "PixelRepresentation",
    ),
    ABSENT,
)

UNKNOWN_TRANSFER_SYNTAX = "1.2.826.0.1.3680043.8.498.99.1"


@dataclass(frozen=True)
class BrokenFile:
    """One kind of file that gives no picture.

    Attributes
    ----------
    name
        The file's name.
    write
        Writes it at the path it is given.
    has_row
        True where it is an image by content or claims so by its name: it fails with a sentence. False where it is
        skipped and only counted.
    """

    name: str
    write: Callable[[Path], Path]
    has_row: bool = True


def write_broken_study(folder: Path) -> list[Path]:
    """Write every kind of `BROKEN_FILES` into one folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return [broken.write(folder / broken.name) for broken in BROKEN_FILES]


def truncated_jpeg(path: Path) -> Path:
    """Write the first half of a JPEG."""
    return _cut(write_jpeg(path, grey_8_bit(small_picture(1))), 0.5)


def truncated_png(path: Path) -> Path:
    """Write the first half of a PNG."""
    return _cut(write_png(path, small_picture(1)), 0.5)


def text(path: Path) -> Path:
    """Write a text, whatever the name claims."""
    path.write_text("This is a shopping list: apples, bread, a lead apron.\n" * 20)
    return path


def empty(path: Path) -> Path:
    """Write a file of no bytes."""
    path.write_bytes(b"")
    return path


def dicom_without_pixels(path: Path) -> Path:
    """Write a radiograph's header alone."""
    return write_dicom(path, small_picture(1), attributes={"PixelData": ABSENT})


def dicom_of_another_kind(path: Path) -> Path:
    """Write a DICOM object that is no picture at all."""
    return write_dicom(path, small_picture(1), attributes={**_NO_PICTURE, "SOPClassUID": RawDataStorage})


def dicom_with_cut_pixels(path: Path) -> Path:
    """Write a DICOM file that ends in the middle of its pixels."""
    return _cut(write_dicom(path, small_picture(1)), 0.6)


def dicom_with_cut_codestream(path: Path) -> Path:
    """Write a compressed DICOM file that ends in the middle of its codestream."""
    return _cut(write_dicom(path, small_picture(1), transfer_syntax=JPEG2000Lossless), 0.6)


def dicom_with_too_many_rows(path: Path) -> Path:
    """Write a header that promises far more rows than there are pixels for."""
    return write_dicom(path, small_picture(1), attributes={"Rows": 60000})


def dicom_with_too_many_frames(path: Path) -> Path:
    """Write a header that promises more frames than there are pixels for."""
    return write_dicom(path, small_picture(1), attributes={"NumberOfFrames": 9})


def dicom_with_another_codestream_size(path: Path) -> Path:
    """Write a compressed file whose codestream has not the size that the header gives."""
    return write_dicom(
        path, small_picture(1), transfer_syntax=JPEG2000Lossless, attributes={"Rows": 200, "Columns": 300}
    )


def dicom_with_empty_codestream(path: Path) -> Path:
    """Write a compressed file whose only frame holds nothing."""
    return write_dicom(path, small_picture(1), transfer_syntax=JPEG2000Lossless, codestreams=[b"\x00\x00"])


def dicom_of_unknown_transfer_syntax(path: Path) -> Path:
    """Write pixels that are compressed in a private way."""
    return write_dicom(path, small_picture(1), transfer_syntax=UNKNOWN_TRANSFER_SYNTAX, codestreams=[b"\x11" * 4000])


def dicom_of_video(path: Path) -> Path:
    """Write a known transfer syntax that no still-picture decoder reads: MPEG-4."""
    return write_dicom(
        path, small_picture(1), transfer_syntax="1.2.840.10008.1.2.4.102", codestreams=[b"\x00\x00\x01" * 800]
    )


def jpeg_bomb(path: Path) -> Path:
    """Write a small JPEG whose header promises 65,500 by 65,500 pixels."""
    stream = bytearray(write_jpeg(path, grey_8_bit(small_picture(1))).read_bytes())
    frame_header = stream.index(b"\xff\xc0")
    stream[frame_header + 5 : frame_header + 9] = struct.pack(">HH", 65500, 65500)
    path.write_bytes(stream)
    return path


def png_bomb(path: Path) -> Path:
    """Write a small PNG whose header promises 100,000 by 100,000 pixels of 16 bits."""
    header = struct.pack(">IIBBBBB", 100_000, 100_000, 16, 0, 0, 0, 0)
    rows = zlib.compress(bytes(1 << 20))
    chunks = (_png_chunk(b"IHDR", header), _png_chunk(b"IDAT", rows), _png_chunk(b"IEND", b""))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))
    return path


def deflated_bomb(path: Path, inflated_mib: int = 1024) -> Path:
    """Write a deflated DICOM file of a thousandth of the memory that it inflates to."""
    rows, columns = 16384, 32
    size = {"Rows": rows, "Columns": columns, "NumberOfFrames": inflated_mib, "PixelData": ABSENT}
    write_dicom(path, small_picture(1), transfer_syntax=DeflatedExplicitVRLittleEndian, attributes=size)
    stream = path.read_bytes()
    # Preamble, "DICM" and the group length element of 12 bytes, whose value counts the meta information after it.
    body = 144 + int(struct.unpack_from("<I", stream, 140)[0])
    pixel_data = struct.pack("<HH2sxxI", 0x7FE0, 0x0010, b"OW", inflated_mib << 20)
    deflate = zlib.compressobj(wbits=-15)
    head = deflate.compress(zlib.decompress(stream[body:], wbits=-15) + pixel_data) + deflate.flush(zlib.Z_FULL_FLUSH)
    # After a full flush the next block stands alone, so that one is enough for all of them.
    block = deflate.compress(bytes(1 << 20)) + deflate.flush(zlib.Z_FULL_FLUSH)
    path.write_bytes(stream[:body] + head + block * inflated_mib + deflate.flush())
    return path


def thumbs_db(path: Path) -> Path:
    """Write what Windows leaves in folders of pictures: an OLE compound file."""
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    return path


def dicomdir(path: Path) -> Path:
    """Write a DICOMDIR: DICOM by content, an index and no picture."""
    index = {"SOPClassUID": MediaStorageDirectoryStorage, "FileSetID": "TEST", "DirectoryRecordSequence": []}
    return write_dicom(path, small_picture(1), attributes={**_NO_PICTURE, **index})


BROKEN_FILES = (
    BrokenFile("truncated.jpeg", truncated_jpeg),
    BrokenFile("truncated.png", truncated_png),
    BrokenFile("text.dcm", text),
    BrokenFile("text.jpg", text),
    BrokenFile("empty.jpg", empty),
    BrokenFile("empty.dcm", empty),
    BrokenFile("no-pixels.dcm", dicom_without_pixels),
    BrokenFile("raw-data.dcm", dicom_of_another_kind),
    BrokenFile("cut-pixels.dcm", dicom_with_cut_pixels),
    BrokenFile("cut-codestream.dcm", dicom_with_cut_codestream),
    BrokenFile("too-many-rows.dcm", dicom_with_too_many_rows),
    BrokenFile("too-many-frames.dcm", dicom_with_too_many_frames),
    BrokenFile("other-size.dcm", dicom_with_another_codestream_size),
    BrokenFile("empty-codestream.dcm", dicom_with_empty_codestream),
    BrokenFile("unknown-syntax.dcm", dicom_of_unknown_transfer_syntax),
    BrokenFile("video.dcm", dicom_of_video),
    BrokenFile("bomb.jpg", jpeg_bomb),
    BrokenFile("bomb.png", png_bomb),
    BrokenFile("notes.txt", text, has_row=False),
    BrokenFile("Thumbs.db", thumbs_db, has_row=False),
    BrokenFile("DICOMDIR", dicomdir, has_row=False),
)

ODD_NAMES: tuple[bytes, ...] = (
    b"=1+1.jpg",
    b"+cmd.jpg",
    b"-2.jpg",
    b"@sum.jpg",
    b'comma,quote".jpg',
    b"line\nbreak.jpg",
    b"<b>bold<b>.jpg",
    b"not-utf8-\xff\xfe.jpg",
    "rechts-nach-links-\u202egpj.jpg".encode(),
    "Röntgen Übersicht 胸部.jpg".encode(),
    b"n" * 251 + b".jpg",
)
"""File names that break reports, logs and labels; every one is a name that Linux allows."""


def write_odd_names(folder: Path) -> list[Path]:
    """Write one good JPEG under each of `ODD_NAMES`."""
    folder.mkdir(parents=True, exist_ok=True)
    return [write_jpeg(folder / os.fsdecode(name), grey_8_bit(small_picture(1))) for name in ODD_NAMES]


def fifo(path: Path) -> Path:
    """Make a named pipe that nobody writes to: whoever opens it for reading waits for ever."""
    os.mkfifo(path)
    return path


def symlink_loop(folder: Path) -> Path:
    """Make a link inside a folder that leads back to the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    link = folder / "loop"
    link.symlink_to(folder, target_is_directory=True)
    return link


@contextmanager
def unreadable(path: Path) -> Iterator[Path]:
    """Take all permissions from a file or folder; inside, the calling thread is bound by them even as root."""
    mode = path.stat().st_mode
    path.chmod(0o000)
    try:
        with _without_override():
            yield path
    finally:
        path.chmod(mode)


_CAPABILITY_VERSION_3 = 0x20080522
_DAC_OVERRIDE_AND_READ_SEARCH = (1 << 1) | (1 << 2)


@contextmanager
def _without_override() -> Iterator[None]:
    """Drop root's right to pass permissions by, in this thread and those it starts, for a while."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    held = (ctypes.c_uint32 * 6)()
    _checked(libc.capget(header, held))
    reduced = (ctypes.c_uint32 * 6)(*held)
    reduced[0] &= ~_DAC_OVERRIDE_AND_READ_SEARCH
    _checked(libc.capset(header, reduced))
    try:
        yield
    finally:
        _checked(libc.capset(header, held))


def _checked(status: int) -> None:
    if status != 0:
        raise OSError(ctypes.get_errno(), "cannot change the thread's capabilities")


def _cut(path: Path, part: float) -> Path:
    stream = path.read_bytes()
    path.write_bytes(stream[: int(len(stream) * part)])
    return path


def _png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
