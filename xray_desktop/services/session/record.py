"""What is kept of a session while a study is open, so that a crash costs no work but the scoring."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from xray_desktop.errors import SettingsError
from xray_desktop.services.session.folder import left_behind
from xray_desktop.settings.kept_file import path_as_text, path_from_text, read_kept, write_kept

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from xray_desktop.services.session.folder import OwnedFolder, SessionFolder
    from xray_desktop.settings.migrations import Migration

SESSION_VERSION = 1
SESSION_MIGRATIONS: Mapping[int, Migration] = {}
FILE_NAME = "session.json"

_WHAT = "What was kept of the last session"
_MOST_ROOTS = 10_000


class SessionRecord(BaseModel):
    """An open study and what the user made of it; no pixels, no scores.

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


def remove_leftovers(parent: Path) -> None:
    """Remove the pictures that earlier runs left lying about; what a window can restore stays for the next one."""
    for folder in left_behind(parent):
        if folder.keep_only(FILE_NAME):
            folder.release()
        else:
            folder.remove()


def _read(folder: OwnedFolder) -> SessionRecord | None:
    if not folder.keep_only(FILE_NAME):
        return None
    try:
        return read_kept(folder.path / FILE_NAME, SessionRecord, SESSION_MIGRATIONS, SESSION_VERSION, _WHAT)
    except (SettingsError, OSError):
        return None
