"""The settings file: read at start, written whenever something changes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import ValidationError

from xray_desktop.atomic_file import atomic_file
from xray_desktop.errors import SettingsError
from xray_desktop.settings.migrations import migrate
from xray_desktop.settings.model import Settings

if TYPE_CHECKING:
    from pathlib import Path

BROKEN_SUFFIX = ".broken"


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """The settings to use, and what the user should know of them.

    Attributes
    ----------
    settings
        From the file, or the defaults.
    notice
        The sentence why the file was not used; empty where it was, or where there is none yet.
    """

    settings: Settings
    notice: str = ""


def load_settings(path: Path) -> LoadedSettings:
    """Read the settings; whatever is wrong with the file, the program starts.

    A file that cannot be used is kept beside, under its name and ``.broken``.
    """
    try:
        return LoadedSettings(Settings.model_validate(migrate(_read(path))))
    except FileNotFoundError:
        return LoadedSettings(Settings())
    except OSError:
        return LoadedSettings(Settings(), "The settings file cannot be read, so the defaults are used.")
    except (ValidationError, SettingsError) as error:
        reason = error.sentence if isinstance(error, SettingsError) else "The settings file is damaged."
        return LoadedSettings(Settings(), f"{reason} The defaults are used. {_set_aside(path)}")


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings; the previous ones stay where that fails.

    Raises
    ------
    SettingsError
        The file cannot be written.
    """
    try:
        with atomic_file(path) as stream:
            stream.write(settings.model_dump_json(indent=2).encode())
    except OSError as error:
        raise SettingsError(
            "The settings cannot be saved. Check the free space and the permissions of the program's folder."
        ) from error


def _read(path: Path) -> dict[str, object]:
    try:
        values = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:  # not JSON, not UTF-8, or absurdly deep
        raise SettingsError("The settings file is damaged.") from error
    if not isinstance(values, dict):
        raise SettingsError("The settings file is damaged.")
    return values


def _set_aside(path: Path) -> str:
    try:
        path.replace(path.with_name(path.name + BROKEN_SUFFIX))
    except OSError:
        return "The damaged file could not be kept and is overwritten by the next change."
    return f"The old file is kept beside it with {BROKEN_SUFFIX} at the end of its name."
