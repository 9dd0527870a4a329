"""Downloading one file at a time, into a folder of the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from xray_desktop.errors import XrayError
from xray_desktop.qt.runtime.jobs import Background, Jobs

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable
    from pathlib import Path

    from xray_desktop.services.cancellation import CancellationToken
    from xray_desktop.services.session.folder import SessionFolder


class Download(QObject):
    """What is being downloaded.

    Signals
    -------
    progressed(int, object)
        Bytes that have come, and how many there are; None where the server does not say.
    fetched(Path)
        The file is there.
    failed(str, Exception)
        It cannot be downloaded; the address.
    stopped()
        It was stopped, by the user or by what they opened instead.

    Attributes
    ----------
    trusted
        Whom to believe; the machine's own authorities where None.
    """

    progressed = Signal(int, object)
    fetched = Signal(object)
    failed = Signal(str, object)
    stopped = Signal()

    def __init__(self, session: SessionFolder, background: Background) -> None:
        super().__init__()
        self._session = session
        self._fetching: Jobs[tuple[int, int | None]] = Jobs(background, self._take, self._fail)
        self._fetching.told.connect(lambda steps: self.progressed.emit(*steps[-1]))
        self.trusted: ssl.SSLContext | None = None

    def start(self, address: str) -> None:
        """Download what lies at an address; whatever is under way is stopped."""
        question = self._fetching.begin()
        self.progressed.emit(0, None)
        self._fetching.run(
            question,
            _fetch,
            address,
            self._session.new_folder,
            question.token,
            lambda done, whole: question.tell((done, whole)),
            self.trusted,
            context=(address,),
        )

    def stop(self) -> None:
        """Stop the download, where there is one."""
        self._fetching.drop()
        self.stopped.emit()

    def _take(self, _address: str, path: Path) -> None:
        self.fetched.emit(path)

    def _fail(self, address: str, error: Exception) -> None:
        self.failed.emit(address, error)
        if not isinstance(error, XrayError):
            self._fetching.report(error)


def _fetch(
    address: str,
    new_folder: Callable[[], Path],
    token: CancellationToken,
    on_progress: Callable[[int, int | None], None],
    trusted: ssl.SSLContext | None,
) -> Path:
    from xray_desktop.services.web.fetch import fetch

    return fetch(address, new_folder, token, on_progress, context=trusted)
