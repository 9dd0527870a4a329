"""The demo: a drawn study for those who have none at hand."""

from __future__ import annotations

import secrets
import shutil
from typing import TYPE_CHECKING

from xray_desktop import __version__
from xray_desktop.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

    from xray_desktop.settings.paths import AppPaths

SYNTHETIC = "The pictures are synthetic: a score on them means nothing."


def demo_study(paths: AppPaths) -> Path:
    """Return the folder of the demo study, drawing it where this version has not done so yet, which takes seconds.

    Raises
    ------
    SettingsError
        It cannot be written.
    """
    from xray_desktop.phantom.study import write_demo_study

    folder = paths.demo / __version__
    if folder.is_dir():
        return folder
    # Drawn beside and renamed, so that a run that is stopped half-way leaves no half study behind.
    part = paths.demo / f".{secrets.token_hex(8)}.part"
    try:
        part.mkdir(parents=True)
        write_demo_study(part)
        part.rename(folder)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        if folder.is_dir():  # another run was faster
            return folder
        raise SettingsError("The demo study cannot be written. Check the free space and the permissions.") from error
    return folder
