"""Where the program keeps its own files, and where it finds those that it ships with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import platformdirs

from xray_desktop.errors import SettingsError

_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class AppPaths:
    """One folder that holds everything the program writes by itself; another folder is another, isolated run.

    Attributes
    ----------
    root
        The folder; private to the user, because recent folders and logs live in it.
    """

    root: Path

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.root / "settings.json"

    @property
    def log(self) -> Path:
        """The log file."""
        return self.root / "logs" / "xray-desktop.log"

    @property
    def models(self) -> Path:
        """Where the user drops further models."""
        return self.root / "models"

    @property
    def sessions(self) -> Path:
        """Where each run keeps what must not outlive it: unpacked, downloaded and pasted pictures."""
        return self.root / "sessions"

    @property
    def notes(self) -> Path:
        """Where the notes lie that the user wrote on images."""
        return self.root / "notes"

    @property
    def demo(self) -> Path:
        """Where the drawn demo study lies."""
        return self.root / "demo"


def app_paths(data_dir: Path | None = None) -> AppPaths:
    """Find the program's own folder, making it where it is absent.

    Parameters
    ----------
    data_dir
        The folder that the user named; that of the platform where None.

    Raises
    ------
    SettingsError
        It cannot be made.
    """
    root = data_dir.absolute() if data_dir else platformdirs.user_data_path("xray-desktop", appauthor=False)
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            "The folder for the program's own files cannot be made. Name another one with --data-dir."
        ) from error
    return AppPaths(root)


def resource_dir() -> Path:
    """Find icons, styles and the card's schema: inside the installed package, or in a checkout beside it."""
    return _shipped("resources")


def guide_file() -> Path:
    """Find the user guide."""
    return _shipped("docs") / "user-guide.md"


def shipped_models_dir() -> Path:
    """Find the models that the program ships with."""
    return _shipped("models")


def model_dirs(paths: AppPaths, models_dir: Path | None = None) -> tuple[Path, ...]:
    """List where models are looked for, in this order.

    A folder named for this run goes first; one's own models come after the shipped ones, so that dropping a file into
    the folder offers a model without changing which one is used.
    """
    named = (models_dir,) if models_dir else ()
    return (*named, shipped_models_dir(), paths.models)


def _shipped(name: str) -> Path:
    bundled = _PACKAGE / "_bundled" / name
    return bundled if bundled.is_dir() else _PACKAGE.parent / name
