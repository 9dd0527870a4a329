"""Whose picture it is, shown or hidden: one switch for all windows, and what stands in the place of names.

Nothing that names a patient, a file or a folder goes on the screen without asking here, for files are often named
after patients. Needs no Qt but for translations. GUI thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.widgets.short_path import short_path

if TYPE_CHECKING:
    from pathlib import Path

    from xray_desktop.study.row import Row

# The state of the one application, as the theme is; a window that forgets to be told would show a name.
_hidden = [False]


def is_hidden() -> bool:
    """Tell whether names are hidden now."""
    return _hidden[0]


def set_hidden(hidden: bool) -> None:
    """Hide names from here on, or show them; whoever shows some has to be refreshed by the caller."""
    _hidden[0] = hidden


def image_name(row: Row) -> str:
    """Return the name of an image: its file's, or its place in scan order."""
    file, frame = row.order
    if not is_hidden():
        return _named(row, row.name)
    if frame:
        return tr("Image {number} · frame {frame}", number=f"{file + 1:,}", frame=f"{frame + 1:,}")
    return tr("Image {number}", number=f"{file + 1:,}")


def _named(row: Row, name: str) -> str:
    """Put the frame behind a file's name, where the image is not the first one of its file."""
    frame = row.key.frame
    return tr("{name} · frame {frame}", name=name, frame=frame + 1) if frame else name


def image_place(row: Row) -> str:
    """Return the path of an image within the study; its name alone where names are hidden."""
    return f"{row.folder}/{image_name(row)}" if row.folder and not is_hidden() else image_name(row)


def study_name(title: str) -> str:
    """Return the name of a study; empty for none."""
    return tr("Study") if title and is_hidden() else title


def path_name(path: Path) -> str:
    """Write a path that the user opened or chose."""
    return tr("Name hidden") if is_hidden() else short_path(path)


def recent_name(path: Path, number: int) -> str:
    """Return the name of a study that was opened before, the latest being number 1."""
    return tr("Recent study {number}", number=number) if is_hidden() else path.name or str(path)


def recent_folder(path: Path) -> str:
    """Say where such a study lies; empty where names are hidden."""
    return "" if is_hidden() else short_path(path.parent)


def suggested_name(title: str, what: str) -> str:
    """Suggest the beginning of a file's name: the study's and what the file is, or the latter alone.

    Parameters
    ----------
    title
        Name of the study.
    what
        Lower case, without a space: "report".
    """
    named = "" if is_hidden() or not title else f"{title}-"
    return f"{named}{what}".replace("/", "-").replace(" ", "-").lower()


def suggested_picture_name(row: Row) -> str:
    """Suggest the beginning of a picture's name: that of its file and frame, or its place in scan order."""
    stem = row.name.replace(row.key.path.suffix, "", 1)
    return (image_name(row) if is_hidden() else _named(row, stem)).replace("/", "-").replace(" ", "-").lower()


def start_folder(folder: Path) -> Path:
    """Return the folder in which a dialogue begins: the user's own where the name of the last one is hidden."""
    return type(folder).home() if is_hidden() else folder
