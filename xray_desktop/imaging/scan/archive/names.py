"""Names in an archive: decoded, taken apart, and refused where they lead out of it."""

from __future__ import annotations

import re
import zlib

from xray_desktop.imaging.scan.items import printable

_UTF_8 = 0x0800
_UNICODE_PATH = 0x7075
_LONGEST = 120
_NOT_ON_DISK = re.compile(r'[/\\:*?"<>|]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)


def decode_name(raw: bytes, flags: int, extra: bytes) -> str:
    """Decode a name: as UTF-8 where it says so or happens to be, else by the code page of the format (APPNOTE D).

    Bytes that are no UTF-8 although they should be become lone surrogates, as in the names of files.
    """
    unicode_path = _unicode_path(raw, extra) if extra else None
    if unicode_path is not None:
        return unicode_path
    if flags & _UTF_8:
        return raw.decode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp437")


def _unicode_path(raw: bytes, extra: bytes) -> str | None:
    """Read Info-ZIP's Unicode Path extra field, which counts only while the name itself is unchanged."""
    field = extra_field(extra, _UNICODE_PATH)
    if len(field) < 5 or int.from_bytes(field[1:5], "little") != zlib.crc32(raw):
        return None
    try:
        return field[5:].decode("utf-8")
    except UnicodeDecodeError:
        return None


def extra_field(extra: bytes, wanted: int) -> bytes:
    """Find one field among the extra ones; empty where it is absent."""
    place = 0
    while place + 4 <= len(extra):
        number = int.from_bytes(extra[place : place + 2], "little")
        length = int.from_bytes(extra[place + 2 : place + 4], "little")
        if number == wanted:
            return extra[place + 4 : place + 4 + length]
        place += 4 + length
    return b""


def name_parts(name: str) -> tuple[str, ...] | None:
    """Take a name apart into folders and file; None where it is absolute or leads out of the archive."""
    # A null character ends a name; some programs for Windows write its own separator.
    whole = name.partition("\0")[0].replace("\\", "/")
    parts = tuple(part for part in whole.split("/") if part not in ("", "."))
    if whole.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:(/|$)", whole):
        return None
    return parts


def disk_name(name: str) -> str:
    """Make a name that any disk takes and that still reads like the one in the archive."""
    safe = _NOT_ON_DISK.sub("_", printable(name)).rstrip(". ") or "_"
    if _DEVICES.match(safe):
        safe = f"_{safe}"
    stem, dot, suffix = safe.rpartition(".")
    if len(safe.encode()) <= _LONGEST:
        return safe
    kept = f"{dot}{suffix}" if stem and len(suffix.encode()) <= 8 else ""
    return safe.encode()[: _LONGEST - len(kept.encode())].decode("utf-8", "ignore") + kept
