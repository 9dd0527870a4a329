"""Small private JSON files with a version: what is kept of a session, and the user's notes on an image."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote_from_bytes, unquote_to_bytes

from pydantic import BaseModel, ValidationError

from xray_desktop.atomic_file import atomic_file
from xray_desktop.errors import SettingsError
from xray_desktop.settings.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xray_desktop.settings.migrations import Migration

Kept = TypeVar("Kept", bound=BaseModel)

_PRIVATE = 0o600
_MOST_BYTES = 16 << 20


def read_kept(path: Path, kind: type[Kept], migrations: Mapping[int, Migration], version: int, what: str) -> Kept:
    """Read a file that `write_kept` wrote, of this version or an earlier one.

    Parameters
    ----------
    what
        What the sentences call it: "The note".

    Raises
    ------
    FileNotFoundError
        There is none.
    SettingsError
        It cannot be read, is damaged, or is of a later version.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise SettingsError(f"{what} is damaged.")
        values = json.loads(content)
        return kind.model_validate(migrate(_object(values), migrations, version, what))
    except FileNotFoundError:
        raise
    except OSError as error:
        raise SettingsError(f"{what} cannot be read.") from error
    except (ValueError, RecursionError, ValidationError) as error:
        raise SettingsError(f"{what} is damaged.") from error


def write_kept(path: Path, value: BaseModel, what: str) -> None:
    """Write a private file, all of it or nothing; the folder is made where it is absent.

    Raises
    ------
    SettingsError
        It cannot be written, or would be larger than 16 MB.
    """
    content = json.dumps(value.model_dump()).encode("ascii")
    if len(content) > _MOST_BYTES:
        raise SettingsError(f"{what} is too large to be kept.")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with atomic_file(path, _PRIVATE) as stream:
            stream.write(content)
    except OSError as error:
        raise SettingsError(
            f"{what} cannot be kept. Check the free space and the permissions of the program's folder."
        ) from error


def path_as_text(path: Path) -> str:
    """Write a path so that JSON holds it whatever bytes its name is made of."""
    return quote_from_bytes(os.fsencode(path), safe="/\\: ")


def path_from_text(text: str) -> Path:
    """Read what `path_as_text` wrote."""
    return Path(os.fsdecode(unquote_to_bytes(text)))


def _object(values: Any) -> dict[str, Any]:
    if not isinstance(values, dict):
        raise ValueError("no JSON object")  # noqa: TRY004 - told apart from no other damage
    return values
