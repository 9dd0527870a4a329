"""Where images come from, told by the way it is written; and what came."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from secrets import token_hex
from typing import TYPE_CHECKING

from converter.datasets.fetch.address import fetch_archive
from converter.datasets.fetch.hugging_face import fetch_hugging_face
from converter.datasets.fetch.kaggle import fetch_kaggle
from converter.datasets.labelled import LABELS
from converter.errors import DownloadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from converter.console import Console

_KINDS = {"kaggle": fetch_kaggle, "hf": fetch_hugging_face}
_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came.

    Attributes
    ----------
    files
        How many.
    labelled
        The outermost folders that `converter.datasets.labelled.find_labelled` takes; none where no class folders came.
    """

    files: int
    labelled: tuple[Path, ...]


def fetch(source: str, destination: Path, console: Console) -> Fetched:
    """Fetch images into a new folder, which appears only once everything is in it.

    Parameters
    ----------
    source
        ``kaggle:owner/dataset``, ``hf:owner/dataset`` or ``hf:owner/dataset:configuration``, or the address or path of
        a zip or tar archive.
    destination
        Absent or empty.
    console
        Tells the user.

    Raises
    ------
    DownloadError
        It cannot be fetched; the sentence says why. Nothing is left behind.
    OSError
        The folder cannot be written, or the disk is full.
    """
    kind, _, name = source.partition(":")
    with _new_folder(destination) as folder:
        # One slash more and it is an address of that protocol: hf://datasets/...
        if kind in _KINDS and not name.startswith("//"):
            _KINDS[kind](name, folder, console)
        else:
            fetch_archive(source, folder, console)
        count = sum(path.is_file() for path in folder.rglob("*"))
        if not count:
            raise DownloadError("There are no files in it.")
    return Fetched(count, tuple(_labelled_folders(destination, _DEPTH)))


@contextmanager
def _new_folder(destination: Path) -> Iterator[Path]:
    """Return a hidden folder beside the destination that takes its name at the end."""
    if destination.exists() and not (destination.is_dir() and not any(destination.iterdir())):
        raise DownloadError("The output folder holds something already. Name a new one with -o.")
    target = destination.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{token_hex(8)}.part")
    part.mkdir()
    try:
        yield part
        if target.exists():
            target.rmdir()
        part.rename(target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _labelled_folders(folder: Path, depth: int) -> Iterator[Path]:
    """Return the outermost folders with class folders in them or in their subfolders."""
    subfolders = sorted(child for child in folder.iterdir() if child.is_dir())
    if any((parent / label).is_dir() for parent in (folder, *subfolders) for label in LABELS):
        yield folder
    elif depth:
        for subfolder in subfolders:
            yield from _labelled_folders(subfolder, depth - 1)
