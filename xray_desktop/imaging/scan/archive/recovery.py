"""What can still be read of an archive without its central directory: a download that was cut short, mostly."""

from __future__ import annotations

import zlib
from dataclasses import replace
from typing import IO, TYPE_CHECKING

from xray_desktop.imaging.scan.archive.zip_directory import LOCAL_SIGNATURE, DamagedArchive, read_local_header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xray_desktop.imaging.scan.archive.zip_directory import Member

_PIECE = 1 << 16
_DEFLATE = 8
_DESCRIPTOR_SIGNATURE = b"PK\x07\x08"
_GAPS = (0, 12, 16, 20, 24)
"""Bytes between a file's data and the next header: none, or a data descriptor in one of its forms."""


def recover(stream: IO[bytes], most_bytes: int, stop: Callable[[], bool]) -> Iterator[Member]:
    """Follow the headers before the files from the start of the archive, as far as they lead.

    Parameters
    ----------
    most_bytes
        Of one file, unpacked, that are looked through for its end.
    stop
        Asked while a long file is looked through.
    """
    offset: int | None = 0
    while offset is not None and (header := read_local_header(stream, offset)) is not None:
        member, data = header
        if member.packed_bytes is None:
            found = _measure(stream, member, data, most_bytes, stop)
            if found is None:
                return
            member = found
        yield member
        assert member.packed_bytes is not None  # noqa: S101 - just measured
        offset = _next_header(stream, data + member.packed_bytes)


def _next_header(stream: IO[bytes], end: int) -> int | None:
    stream.seek(end)
    ahead = stream.read(max(_GAPS) + len(LOCAL_SIGNATURE))
    return next((end + gap for gap in _GAPS if ahead[gap:].startswith(LOCAL_SIGNATURE)), None)


def _measure(stream: IO[bytes], member: Member, data: int, most_bytes: int, stop: Callable[[], bool]) -> Member | None:
    """Find the end of a file whose sizes stand behind it; None where it has none that can be found."""
    if member.method != _DEFLATE or member.encrypted:
        return None
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    checksum = length = 0
    place = data
    try:
        waiting = b""
        while not inflater.eof:
            waiting = inflater.unconsumed_tail or _read_at(stream, place)
            place += 0 if inflater.unconsumed_tail else len(waiting)
            piece = inflater.decompress(waiting, _PIECE)
            checksum, length = zlib.crc32(piece, checksum), length + len(piece)
            if length > most_bytes or stop():
                return None
    except (zlib.error, DamagedArchive):
        return None
    end = place - len(inflater.unused_data)
    if checksum not in _described_checksums(stream, end):
        return None
    return replace(member, packed_bytes=end - data, unpacked_bytes=length, checksum=checksum)


def _read_at(stream: IO[bytes], place: int) -> bytes:
    stream.seek(place)
    piece = stream.read(_PIECE)
    if not piece:
        raise DamagedArchive
    return piece


def _described_checksums(stream: IO[bytes], end: int) -> tuple[int, ...]:
    """Read the checksum behind a file's data; the signature before it may be left out."""
    stream.seek(end)
    descriptor = stream.read(8)
    if len(descriptor) < 8:
        return ()
    with_signature = descriptor.startswith(_DESCRIPTOR_SIGNATURE)
    return (int.from_bytes(descriptor[4:8] if with_signature else descriptor[:4], "little"),)
