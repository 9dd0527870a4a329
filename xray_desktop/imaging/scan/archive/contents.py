"""What an archive holds, in the order of a walk, with what is wrong with each entry before it is unpacked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from xray_desktop.imaging.natural_order import natural_key
from xray_desktop.imaging.scan.archive.bounds import OverBound
from xray_desktop.imaging.scan.archive.names import name_parts
from xray_desktop.imaging.scan.archive.recovery import recover
from xray_desktop.imaging.scan.archive.zip_directory import CentralDirectory, CentralDirectoryTooLarge, DamagedArchive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from xray_desktop.imaging.scan.archive.bounds import Budget
    from xray_desktop.imaging.scan.archive.zip_directory import Member

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
    """The files of an archive in the order of a walk, made as they are asked for, and whether these are all."""

    entries: Iterator[Entry]
    complete: bool
    empty: bool


def read_contents(stream: IO[bytes], budget: Budget, stop: Callable[[], bool]) -> Contents:
    """List the files of an archive; without its central directory, what can be found one after the other.

    Raises
    ------
    OverBound
        There are too many.
    """
    listed: list[_Listed] = []
    try:
        directory = CentralDirectory.read(stream, budget.bounds.directory_bytes)
        complete = _list_names(directory, listed, budget)
        if listed or complete:
            return Contents(_entries(_in_order(listed), directory.member), complete, not listed)
    except DamagedArchive:
        pass
    except CentralDirectoryTooLarge as error:
        raise OverBound(_NO_TABLE_ROOM, ends_archive=True) from error
    members: list[Member] = []
    for member in recover(stream, budget.bounds.member_bytes, stop):
        budget.count_member()
        listed.append((member.name, len(members)))
        members.append(member)
    return Contents(_entries(_in_order(listed), lambda place, _name: members[place]), False, not listed)


_Listed = tuple[str, int]
"""The name of an entry, and where it stands."""


def _list_names(directory: CentralDirectory, listed: list[_Listed], budget: Budget) -> bool:
    """Gather the names; False where the directory breaks off."""
    try:
        for name in directory.names():
            budget.count_member()
            listed.append(name)
    except DamagedArchive:
        return False
    return True


def _entries(listed: Iterable[_Listed], member_of: Callable[[int, str], Member]) -> Iterator[Entry]:
    taken: set[tuple[str, ...]] = set()
    for name, place in listed:
        parts, member = name_parts(name), member_of(place, name)
        if parts is None:
            yield Entry((name.partition("\0")[0],), member, _LEADS_OUT, leads_out=True)
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


def _in_order(listed: Iterable[_Listed]) -> Iterator[_Listed]:
    """Put files before subfolders, both in natural order; folder by folder, so that the first ones come soon."""
    folders: defaultdict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for name, place in listed:
        folder, _, own = name.replace("\\", "/").rpartition("/")
        folders[folder].append((own, name, place))
    for folder in sorted(folders, key=lambda folder: [natural_key(part) for part in folder.split("/") if part]):
        for _own, name, place in sorted(folders[folder], key=lambda one: natural_key(one[0])):
            yield name, place
