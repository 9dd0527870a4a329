"""Zip archives, good and bad, made with Python's own `zipfile`: code that shares nothing with the reader."""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_ENTRY_SIGNATURE, _LOCAL_SIGNATURE = b"PK\x01\x02", b"PK\x03\x04"
_FLAGS_AT = {_ENTRY_SIGNATURE: 8, _LOCAL_SIGNATURE: 6}
ENCRYPTED = 0x0001


def write_zip(path: Path, files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """Write an archive of files by name."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def zip_folder(path: Path, folder: Path, method: int = zipfile.ZIP_DEFLATED) -> Path:
    """Pack a folder with everything below it, as the user does."""
    files = sorted(each for each in folder.rglob("*") if each.is_file())
    return write_zip(path, {each.relative_to(folder).as_posix(): each.read_bytes() for each in files}, method)


def write_zip_with_mode(path: Path, name: str, content: bytes, mode: int) -> Path:
    """Write an archive with one entry of a Unix mode: a link, a device, a pipe."""
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = mode << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(entry, content)
    return path


def lock_entries(path: Path, names: Iterable[str]) -> Path:
    """Say of entries that they are encrypted, in the table of contents and before the data."""
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        wanted = {info.orig_filename.encode() for info in archive.infolist() if info.filename in set(names)}
    for signature, length_at, name_at in ((_ENTRY_SIGNATURE, 28, 46), (_LOCAL_SIGNATURE, 26, 30)):
        place = content.find(signature)
        while place >= 0:
            (length,) = struct.unpack_from("<H", content, place + length_at)
            if bytes(content[place + name_at : place + name_at + length]) in wanted:
                content[place + _FLAGS_AT[signature]] |= ENCRYPTED
            place = content.find(signature, place + 4)
    path.write_bytes(content)
    return path


def rename_in_place(path: Path, old: bytes, new: bytes) -> Path:
    """Change a name to other bytes of the same length, whatever they are."""
    assert len(old) == len(new)
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new))
    return path
