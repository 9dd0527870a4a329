"""The notes worker: reads and changes the notes of a study's images, one change after the other, undoable."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xray_desktop.errors import DecodeError, SettingsError
from xray_desktop.imaging.digest import file_sha256
from xray_desktop.services.cancellation import CancellationToken
from xray_desktop.services.notes.store import MOST_CHARACTERS, MOST_NAME_CHARACTERS, ImageNotes, NotesFolder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path

_MOST_STEPS = 50


@dataclass(frozen=True, slots=True)
class ReadNotes:
    """The notes on some images.

    Attributes
    ----------
    notes
        By file, for each that was asked for.
    problem
        The sentence on the first that cannot be read; empty where all can.
    """

    notes: dict[Path, ImageNotes]
    problem: str = ""


class NotesWorker:
    """Does one thing after the other in a thread of its own, so that no change is lost over another.

    Parameters
    ----------
    folder
        Where notes are kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = NotesFolder(folder)
        self._executor = ThreadPoolExecutor(1, "notes")
        self._reading = CancellationToken()
        # Only the thread touches these.
        self._sha256s: dict[Path, str] = {}
        self._steps: list[_Step] = []

    def read(self, paths: Sequence[Path], known: Callable[[Path], str]) -> Future[ReadNotes]:
        """Read the notes on some files; what was being read before is given up, its future ends as `Cancelled`.

        Parameters
        ----------
        known
            Gives the SHA-256 of a file that somebody has read already, else nothing: then it is computed, which takes
            minutes for the films of a whole archive. Asked in the thread.
        """
        self._reading.cancel()
        self._reading = CancellationToken()
        return self._executor.submit(self._read, tuple(paths), known, self._reading)

    def change(self, paths: Sequence[Path], field: str, text: str) -> Future[dict[Path, bool]]:
        """Set one field of the notes on some files; raises `SettingsError` where that is not kept.

        The future says of each file whether there are notes on it now.
        """
        return self._executor.submit(self._change, tuple(paths), field, text)

    def undo(self) -> Future[dict[Path, bool]]:
        """Take the last change back, nothing where there is none; the future says what `change` does."""
        return self._executor.submit(self._undo)

    def for_report(self, files: Mapping[Path, str]) -> Future[dict[Path, ImageNotes]]:
        """Read the notes on the files of a study, after all changes so far.

        Parameters
        ----------
        files
            SHA-256 by file, as far as the analysis has read them; those looked at since are known here.
        """
        return self._executor.submit(self._for_report, dict(files))

    def forget(self) -> Future[None]:
        """Forget the study: its files and what could be undone; what is kept on the disk stays."""
        self._reading.cancel()
        return self._executor.submit(self._forget)

    def close(self) -> None:
        """Finish what was to be written, and end."""
        self._reading.cancel()
        self._executor.shutdown(wait=True)

    # --- in the thread -------------------------------------------------------------------------

    def _sha256(self, path: Path) -> str:
        if path not in self._sha256s:
            self._sha256s[path] = file_sha256(path)
        return self._sha256s[path]

    def _read(self, paths: Sequence[Path], known: Callable[[Path], str], token: CancellationToken) -> ReadNotes:
        found, problem = {}, ""
        for path in paths:
            token.raise_if_cancelled()
            sha256 = known(path)
            if sha256:
                self._sha256s[path] = sha256
            found[path] = ImageNotes()
            try:
                found[path] = self._folder.read(self._sha256(path))
            except (DecodeError, SettingsError) as error:
                problem = problem or error.sentence
        return ReadNotes(found, problem)

    def _change(self, paths: Sequence[Path], field: str, text: str) -> dict[Path, bool]:
        text = text[: MOST_CHARACTERS if field == "notes" else MOST_NAME_CHARACTERS]
        before: dict[str, ImageNotes] = {}
        try:
            for sha256 in dict.fromkeys(map(self._sha256, paths)):
                old = self._known(sha256)
                new = ImageNotes.model_validate({**old.model_dump(), field: text})
                if new != old:
                    self._folder.write(sha256, new)
                    before[sha256] = old
        except DecodeError as error:
            raise SettingsError(f"{error.sentence} Its note is not kept.") from error
        finally:
            self._remember(_Step((paths, field), before))
        return self._present(paths)

    def _present(self, paths: Iterable[Path]) -> dict[Path, bool]:
        return {path: not self._known(self._sha256(path)).empty for path in paths}

    def _remember(self, step: _Step) -> None:
        """Make one step of the changes that were typed in one go."""
        last = self._steps[-1] if self._steps else None
        if last is not None and last.what == step.what:
            last.before.update({sha256: notes for sha256, notes in step.before.items() if sha256 not in last.before})
        elif step.before:
            self._steps = [*self._steps, step][-_MOST_STEPS:]

    def _known(self, sha256: str) -> ImageNotes:
        try:
            return self._folder.read(sha256)
        except SettingsError:
            # What is damaged is replaced by what the user writes now.
            return ImageNotes()

    def _undo(self) -> dict[Path, bool]:
        before = self._steps.pop().before if self._steps else {}
        for sha256, notes in before.items():
            self._folder.write(sha256, notes)
        return self._present(path for path, sha256 in self._sha256s.items() if sha256 in before)

    @property
    def can_undo(self) -> bool:
        """Whether a change can be taken back; any thread."""
        return bool(self._steps)

    def _for_report(self, files: dict[Path, str]) -> dict[Path, ImageNotes]:
        known = {**self._sha256s, **{path: sha256 for path, sha256 in files.items() if sha256}}
        notes = self._folder.read_all(known.values())
        return {path: notes[sha256] for path, sha256 in known.items() if sha256 in notes}

    def _forget(self) -> None:
        self._sha256s, self._steps = {}, []


@dataclass(frozen=True, slots=True)
class _Step:
    """What was changed, and what stood there before."""

    what: tuple[Iterable[Path], str]
    before: dict[str, ImageNotes]
