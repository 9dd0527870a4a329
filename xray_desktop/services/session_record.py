"""What is kept of a session while a study is open, so that a crash costs no work but the scoring."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from xray_desktop.errors import SettingsError
from xray_desktop.services.session_folder import left_behind
from xray_desktop.settings.kept_file import path_as_text, path_from_text, read_kept, write_kept
from xray_desktop.settings.log_file import log_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from xray_desktop.services.session_folder import OwnedFolder, SessionFolder
    from xray_desktop.settings.migrations import Migration

_log = logging.getLogger(__name__)

SESSION_VERSION = 1
SESSION_MIGRATIONS: Mapping[int, Migration] = {}
FILE_NAME = "session.json"

_WHAT = "What was kept of the last session"
_MOST_ROOTS = 10_000


class SessionRecord(BaseModel):
    """An open study and what a person made of it; no pixels, no scores.

    Attributes
    ----------
    title
        Of the study, where it is not made from the paths.
    roots
        What was opened, as `xray_desktop.settings.kept_file.path_as_text` writes it.
    sections
        JSON values by name: what each part of the window wants back.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    schema_version: int = SESSION_VERSION
    title: str = ""
    roots: tuple[str, ...] = Field(min_length=1, max_length=_MOST_ROOTS)
    sections: dict[str, Any] = {}

    @classmethod
    def of(cls, roots: Sequence[Path], title: str, sections: dict[str, Any]) -> SessionRecord:
        """Make a record of what is open."""
        return cls(roots=tuple(map(path_as_text, roots)), title=title, sections=sections)

    @property
    def paths(self) -> tuple[Path, ...]:
        """What was opened."""
        return tuple(map(path_from_text, self.roots))


class SessionStore:
    """The parts of the window that have something to keep, by their names. GUI thread.

    >>> store = SessionStore()
    >>> notes = ["first"]
    >>> store.register("notes", lambda: list(notes), notes.extend)
    >>> store.take()
    {'notes': ['first']}
    """

    def __init__(self) -> None:
        self._parts: dict[str, tuple[Callable[[], Any], Callable[[Any], None]]] = {}

    def register(self, name: str, take: Callable[[], Any], give: Callable[[Any], None]) -> None:
        """Have a part of the window kept.

        Parameters
        ----------
        name
            Of its section, the same in every version of the program.
        take
            Gives a value that JSON can hold, quickly: it is asked every few seconds. None where there is nothing.
        give
            Gets such a value back, after the study it belongs to began to open and perhaps before any of its images is
            there. It checks what it gets: another version of the program may have written it.
        """
        self._parts[name] = take, give

    def take(self) -> dict[str, Any]:
        """Gather what there is to keep."""
        taken = {name: take() for name, (take, _give) in self._parts.items()}
        return {name: value for name, value in taken.items() if value is not None}

    def give(self, sections: Mapping[str, Any]) -> None:
        """Hand everything back; a section that its part can make nothing of is left out, and the others go on."""
        for name, (_take, give) in self._parts.items():
            if name in sections:
                try:
                    give(sections[name])
                except Exception as error:  # noqa: BLE001 - a stranger's values; the log says where
                    log_fault(_log, "the restoring of a session", error)


def keep_session(folder: SessionFolder, record: SessionRecord) -> None:
    """Write a record into the session's private folder, all of it or nothing.

    Raises
    ------
    SettingsError
        It cannot be written.
    """
    try:
        path = folder.path()
    except OSError as error:
        raise SettingsError("The session cannot be kept. Check the permissions of the program's folder.") from error
    write_kept(path / FILE_NAME, record, _WHAT)


def forget_session(folder: SessionFolder) -> None:
    """Remove the record of this session, where there is one."""
    if folder.begun:
        with suppress(OSError):
            (folder.path() / FILE_NAME).unlink()


@dataclass(frozen=True, slots=True)
class LostSession:
    """A session of a run that did not end in order.

    Attributes
    ----------
    record
        What was open in it.
    folder
        What is left of it on the disk, taken over by this run.
    """

    record: SessionRecord
    folder: OwnedFolder


def tidy_up(parent: Path) -> LostSession | None:
    """Remove what earlier runs left lying about, but for the record of the latest one that had a study open.

    Parameters
    ----------
    parent
        Where the folders of all runs lie.
    """
    lost: LostSession | None = None
    for folder in left_behind(parent):
        record = _read(folder) if lost is None else None
        if record is None:
            folder.remove()
        else:
            lost = LostSession(record, folder)
    return lost


def _read(folder: OwnedFolder) -> SessionRecord | None:
    if not folder.keep_only(FILE_NAME):
        return None
    try:
        return read_kept(folder.path / FILE_NAME, SessionRecord, SESSION_MIGRATIONS, SESSION_VERSION, _WHAT)
    except (SettingsError, OSError):
        return None
