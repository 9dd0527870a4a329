"""Settings of earlier versions, brought up to date one version at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xray_desktop.errors import SettingsError
from xray_desktop.settings.model import CURRENT_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Migration = Callable[[dict[str, Any]], dict[str, Any]]

MIGRATIONS: Mapping[int, Migration] = {}
"""For each earlier version, the function that turns its values into those of the next."""


def migrate(
    values: dict[str, Any],
    migrations: Mapping[int, Migration] = MIGRATIONS,
    current: int = CURRENT_VERSION,
    what: str = "The settings file",
) -> dict[str, Any]:
    """Bring the values of a settings file, or of another kept file, up to the current version.

    Parameters
    ----------
    what
        What the sentences call the file.

    Raises
    ------
    SettingsError
        They were written by a later version of the program, or say no version that there ever was.
    """
    version = values.get("schema_version")
    if type(version) is not int or version < 1:
        raise SettingsError(f"{what} does not say which version wrote it.")
    if version > current:
        raise SettingsError(f"{what} was written by a later version of this program.")
    for step in range(version, current):
        values = {**migrations[step](values), "schema_version": step + 1}
    return values
