"""Who a picture is of, and what the user wrote on it: for pictures whose file does not say.

Kept by the SHA-256 of the file's bytes, so that a note follows its picture through renamed and moved folders, and no
file name tells whose picture it is. One private file for each picture: two windows do not write over each other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from xray_desktop.errors import SettingsError
from xray_desktop.settings.kept_file import read_kept, write_kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from xray_desktop.settings.migrations import Migration

NOTES_VERSION = 1
NOTES_MIGRATIONS: Mapping[int, Migration] = {}
MOST_CHARACTERS = 10_000
MOST_NAME_CHARACTERS = 256

_WHAT = "The note on this image"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SUFFIX = ".json"

Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=MOST_NAME_CHARACTERS)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=MOST_CHARACTERS)]


class ImageNotes(BaseModel):
    """What the user entered for one image.

    Attributes
    ----------
    patient_name, patient_id
        For pictures that carry none; a DICOM object's own are not kept here.
    notes
        Free text.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    schema_version: int = NOTES_VERSION
    patient_name: Name = ""
    patient_id: Name = ""
    notes: Text = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to keep."""
        return not (self.patient_name or self.patient_id or self.notes)


class NotesFolder:
    """The notes on all images that the user ever wrote any on.

    Parameters
    ----------
    folder
        Where they lie; made with the first.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, image_sha256: str) -> ImageNotes:
        """Read the notes on one image; empty ones where there are none.

        Raises
        ------
        SettingsError
            They are damaged, or cannot be read.
        """
        try:
            return read_kept(self._path(image_sha256), ImageNotes, NOTES_MIGRATIONS, NOTES_VERSION, _WHAT)
        except FileNotFoundError:
            return ImageNotes()

    def read_all(self, image_sha256s: Iterable[str]) -> dict[str, ImageNotes]:
        """Read the notes on those of some images that have any; damaged ones are left out."""
        kept = self._kept()
        found: dict[str, ImageNotes] = {}
        for sha256 in kept.intersection(image_sha256s):
            try:
                found[sha256] = self.read(sha256)
            except SettingsError:
                # Said where the image is looked at, and a new note takes its place.
                continue
        return found

    def write(self, image_sha256: str, notes: ImageNotes) -> None:
        """Keep the notes on one image; empty ones are removed.

        Raises
        ------
        SettingsError
            They cannot be written or removed.
        """
        path = self._path(image_sha256)
        if not notes.empty:
            write_kept(path, notes, _WHAT)
            return
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise SettingsError("The note on this image cannot be removed.") from error

    def _kept(self) -> set[str]:
        try:
            return {path.stem for path in self._folder.iterdir() if path.suffix == _SUFFIX}
        except OSError:
            return set()

    def _path(self, image_sha256: str) -> Path:
        if not _SHA256.fullmatch(image_sha256):
            raise ValueError("no SHA-256")
        return self._folder / f"{image_sha256}{_SUFFIX}"
