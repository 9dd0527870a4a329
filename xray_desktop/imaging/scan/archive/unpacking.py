"""The bytes of one file in a zip archive, unpacked piece by piece and checked at the end."""

from __future__ import annotations

import bz2
import zlib
from typing import IO, TYPE_CHECKING

from xray_desktop.imaging.scan.archive.zip_directory import DamagedArchive, read_local_header

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xray_desktop.imaging.scan.archive.zip_directory import Member

_PACKED_PIECE = 1 << 16
UNPACKED_PIECE = 1 << 20
_STORED, _DEFLATE, _BZIP2 = 0, 8, 12


class UnknownMethod(Exception):  # noqa: N818 - becomes a sentence of the walk, never an error of its own
    """The file is packed in a way that is not read."""


def unpack(stream: IO[bytes], member: Member) -> Iterator[bytes]:
    """Yield a file's bytes in pieces of at most `UNPACKED_PIECE`, never more than the archive says there are.

    Raises
    ------
    UnknownMethod
        It is packed by another method than deflate or bzip2.
    DamagedArchive
        It breaks off, is longer than the archive says, or its checksum is another.
    """
    header = read_local_header(stream, member.header_offset)
    if header is None or member.packed_bytes is None or member.unpacked_bytes is None:
        raise DamagedArchive
    packed = _pieces(stream, header[1], member.packed_bytes)
    checksum = length = 0
    for piece in _unpacked(packed, member.method):
        checksum, length = zlib.crc32(piece, checksum), length + len(piece)
        if length > member.unpacked_bytes:
            raise DamagedArchive
        yield piece
    if length != member.unpacked_bytes or checksum != member.checksum:
        raise DamagedArchive


def _pieces(stream: IO[bytes], offset: int, length: int) -> Iterator[bytes]:
    end = offset + length
    while offset < end:
        stream.seek(offset)
        piece = stream.read(min(_PACKED_PIECE, end - offset))
        if not piece:
            raise DamagedArchive
        offset += len(piece)
        yield piece


def _unpacked(packed: Iterable[bytes], method: int) -> Iterator[bytes]:
    if method == _STORED:
        return iter(packed)
    if method == _DEFLATE:
        return inflate(packed)
    if method == _BZIP2:
        return _decompress_bzip2(packed)
    raise UnknownMethod


def inflate(packed: Iterable[bytes]) -> Iterator[bytes]:
    """Inflate a raw deflate stream; what follows its end is left alone.

    Raises
    ------
    DamagedArchive
        It is no such stream, or ends too early.
    """
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for piece in packed:
            waiting = piece
            while waiting and not inflater.eof:
                yield inflater.decompress(waiting, UNPACKED_PIECE)
                waiting = inflater.unconsumed_tail
            if inflater.eof:
                return
        while not inflater.eof:
            # All of it was taken in, but not all has come out.
            rest = inflater.decompress(b"", UNPACKED_PIECE)
            if not rest:
                raise DamagedArchive
            yield rest
    except zlib.error as error:
        raise DamagedArchive from error


def _decompress_bzip2(packed: Iterable[bytes]) -> Iterator[bytes]:
    decompressor = bz2.BZ2Decompressor()
    try:
        for piece in packed:
            yield decompressor.decompress(piece, UNPACKED_PIECE)
            while not decompressor.needs_input and not decompressor.eof:
                yield decompressor.decompress(b"", UNPACKED_PIECE)
            if decompressor.eof:
                return
    except OSError as error:
        raise DamagedArchive from error
