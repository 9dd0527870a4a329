"""What an archive holds, in the order of a walk, with what is wrong with each entry before it is unpacked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from xray_desktop.imaging.archive.bounds import OverBound
from xray_desktop.imaging.archive.names import name_parts
from xray_desktop.imaging.archive.recovery import recover
from xray_desktop.imaging.archive.zip_directory import DamagedArchive, TableTooLarge, read_table
from xray_desktop.imaging.natural_order import natural_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from xray_desktop.imaging.archive.bounds import Budget
    from xray_desktop.imaging.archive.zip_directory import Member

_LEADS_OUT = "The name of this file leads out of its archive, so that it is left out. It may be made to do harm."
_TWICE = "The archive holds another file of the same name; the first one is shown."
_LINK = "This is a link or a device in an archive, which is not followed. Unpack the archive and open its folder."
_LOCKED = "This file is locked with a password. Unpack the archive with its password, and open the folder."
_NO_TABLE_ROOM = "This archive holds more files than are read of one archive. Unpack it and open its folder."


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of an archive.

    Attributes
    ----------
    parts
        Its folders and its name; the name alone, as it stands there, where that leads out of the archive.
    member
        What the archive says of it.
    objection
        Why it is not unpacked; empty where it may be.
    leads_out
        Its name leads out of the archive.
    """

    parts: tuple[str, ...]
    member: Member
    objection: str = ""
    leads_out: bool = False

    @property
    def name(self) -> str:
        """Its own name."""
        return self.parts[-1]


@dataclass(frozen=True, slots=True)
class Contents:
    """The files of an archive in the order of a walk, and whether these are all."""

    entries: list[Entry]
    complete: bool


def read_contents(stream: IO[bytes], budget: Budget, stop: Callable[[], bool]) -> Contents:
    """List the files of an archive; without its table of contents, what can be found one after the other.

    Raises
    ------
    OverBound
        There are too many.
    """
    members: list[Member] = []
    complete = True
    try:
        _gather(read_table(stream, budget.bounds.directory_bytes), members, budget)
    except DamagedArchive:
        complete = False
        if not members:
            _gather(recover(stream, budget.bounds.member_bytes, stop), members, budget)
    except TableTooLarge as error:
        raise OverBound(_NO_TABLE_ROOM, ends_archive=True) from error
    return Contents(list(_in_order(_entries(members))), complete)


def _gather(found: Iterable[Member], members: list[Member], budget: Budget) -> None:
    for member in found:
        budget.count_member()
        members.append(member)


def _entries(members: Iterable[Member]) -> Iterator[Entry]:
    taken: set[tuple[str, ...]] = set()
    for member in members:
        parts = name_parts(member.name)
        if parts is None:
            yield Entry((member.name.partition("\0")[0],), member, _LEADS_OUT, leads_out=True)
        elif parts and not member.is_folder and not _is_hidden(parts[:-1]):
            yield Entry(parts, member, _TWICE if parts in taken else _objection(member))
            taken.add(parts)


def _is_hidden(folders: tuple[str, ...]) -> bool:
    """Tell whether a file lies in a hidden folder, or in what macOS adds to every archive."""
    return any(folder.startswith(".") or folder == "__MACOSX" for folder in folders)


def _objection(member: Member) -> str:
    if not member.is_regular:
        return _LINK
    return _LOCKED if member.encrypted else ""


def _in_order(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Put files before subfolders, both in natural order; folder by folder, so that no single call takes long."""
    folders: defaultdict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        folders[entry.parts[:-1]].append(entry)
    for folder in sorted(folders, key=lambda parts: [natural_key(part) for part in parts]):
        yield from sorted(folders[folder], key=lambda entry: natural_key(entry.name))
