"""Which models there are: every ``.onnx`` file in the model folders, the unusable ones with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xray_desktop.errors import ModelError
from xray_desktop.model_file.metadata import read_card

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xray_desktop.model_file.card import ModelCard

SUFFIX = ".onnx"


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One model file.

    Attributes
    ----------
    path
        Absolute path.
    card
        What the file says of itself; None where it cannot be used.
    problem
        The sentence why it cannot be used; empty where it can.
    """

    path: Path
    card: ModelCard | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The models of some folders, in the order of the folders, by file name within each."""

    entries: tuple[CatalogueEntry, ...]

    @classmethod
    def of(cls, folders: Iterable[Path]) -> Catalogue:
        """List the model files of some folders by reading their cards alone; an absent folder counts as empty."""
        return cls(tuple(read_entry(path) for folder in folders for path in _model_files(folder)))

    @property
    def usable(self) -> tuple[CatalogueEntry, ...]:
        """The entries that have a card."""
        return tuple(entry for entry in self.entries if entry.card is not None)

    def find(self, name: str) -> CatalogueEntry:
        """Find a model by its ID, or by the path of its file.

        Of several versions with one ID, the newest is taken.

        Raises
        ------
        ModelError
            There is neither such an ID nor such a file.
        """
        same_id = [entry for entry in self.usable if _id(entry) == name]
        if same_id:
            return max(same_id, key=_version)
        path = Path(name)
        if path.is_file():
            return read_entry(path.absolute())
        known = ", ".join(dict.fromkeys(_id(entry) for entry in self.usable))
        raise ModelError(f"There is no model of that name. Known are: {known or 'none'}.")


def read_entry(path: Path) -> CatalogueEntry:
    """Read one file's card; a file that cannot be used becomes an entry with the reason."""
    try:
        return CatalogueEntry(path, read_card(path))
    except ModelError as error:
        return CatalogueEntry(path, None, error.sentence)


def _model_files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.absolute().iterdir() if path.suffix.lower() == SUFFIX)
    except OSError:
        return []


def _id(entry: CatalogueEntry) -> str:
    return entry.card.model_id if entry.card else ""


def _version(entry: CatalogueEntry) -> tuple[int, ...]:
    return tuple(int(part) for part in entry.card.model_version.split(".")) if entry.card else ()
