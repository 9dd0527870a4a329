"""Where the files of a study's archives lie while it is open: in the session's private folder, gone with the study."""

from __future__ import annotations

import shutil
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from xray_desktop.services.session.folder import SessionFolder


class StudyFolder:
    """The unpacked files of one study; made when the walk meets its first archive. Safe from any thread."""

    def __init__(self, session: SessionFolder) -> None:
        self._session = session
        self._making = Lock()
        self._folder: Path | None = None

    def __call__(self) -> Path:
        """Return the folder, making it the first time.

        Raises
        ------
        OSError
            The disk is full, or the place cannot be written to.
        """
        with self._making:
            if self._folder is None:
                self._folder = self._session.new_folder()
            return self._folder

    def remove(self) -> None:
        """Remove it with everything in it; takes as long as there are files. What is in use stays for the session."""
        with self._making:
            folder, self._folder = self._folder, None
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
