"""A file from a web address: asked for once, over https, checked while it comes, into a folder of the session."""

from __future__ import annotations

import http.client
import shutil
import ssl
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xray_desktop.errors import FetchError, XrayError
from xray_desktop.imaging.limits import DEFAULT_LIMITS
from xray_desktop.imaging.sniff import HEAD_BYTES, FileKind, sniff
from xray_desktop.imaging.source import describe_os_error
from xray_desktop.services.web.address import parse_address, redirected
from xray_desktop.services.web.https_connection import HttpsConnection, translated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from xray_desktop.services.cancellation import CancellationToken
    from xray_desktop.services.web.address import WebAddress

    Progress = Callable[[int, int | None], None]

_BLOCK = 1 << 16
_MOVED = frozenset({301, 302, 303, 307, 308})
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Bounds on one download.

    Attributes
    ----------
    file_bytes
        Of what is downloaded, as it comes over the line.
    redirects
        How often a server may point on.
    wait_seconds
        For each wait: until the server's name is known, until it is connected, until more bytes come.
    whole_seconds
        For all of it.
    """

    file_bytes: int = DEFAULT_LIMITS.file_bytes
    redirects: int = 5
    wait_seconds: float = 20.0
    whole_seconds: float = 900.0


DEFAULT_FETCH_LIMITS = FetchLimits()


_ENDINGS = {
    FileKind.DICOM: ".dcm",
    FileKind.JPEG: ".jpg",
    FileKind.PNG: ".png",
    FileKind.TIFF: ".tif",
    FileKind.BMP: ".bmp",
}


def fetch(
    url: str,
    new_folder: Callable[[], Path],
    token: CancellationToken,
    on_progress: Progress,
    limits: FetchLimits = DEFAULT_FETCH_LIMITS,
    context: ssl.SSLContext | None = None,
) -> Path:
    """Download a picture, a DICOM object or a zip file. Blocks.

    Nothing but the request is sent: no cookies, no referrer, no name or password.

    Parameters
    ----------
    url
        https; it never reaches the log.
    new_folder
        Makes the empty folder that the file goes into.
    token
        Ends it at any time.
    on_progress
        Bytes so far, and of how many where the server says; called by the calling thread.
    context
        Whom to believe; the machine's own authorities where None.

    Returns
    -------
    Path
        Named after the address and ending after its content.

    Raises
    ------
    FetchError
        With the sentence why there is nothing.
    Cancelled
        Somebody said stop.
    """
    address = parse_address(url)
    trusted = context or ssl.create_default_context()
    end = time.monotonic() + limits.whole_seconds
    from_outside = False
    for _ in range(limits.redirects + 1):
        connection = HttpsConnection(address, trusted, token, limits.wait_seconds, from_outside=from_outside)
        try:
            with connection.request_file(address, end - time.monotonic()) as response:
                if response.status not in _MOVED:
                    return _Download(address, response, limits, on_progress, connection.raise_if_ended).into(new_folder)
                address = redirected(address, response.getheader("Location") or "")
            from_outside = from_outside or connection.public
        except (OSError, ValueError, http.client.HTTPException, XrayError) as error:
            # A timeout that woke whoever was waiting shows as some broken connection.
            raise translated(TimeoutError() if connection.timed_out else error, token) from error
        finally:
            connection.end()
    raise FetchError("The server points on and on from one address to the next, so the download was given up.")


class _Download:
    """The answer of a server, on its way into a file."""

    def __init__(
        self,
        address: WebAddress,
        response: http.client.HTTPResponse,
        limits: FetchLimits,
        on_progress: Progress,
        raise_if_ended: Callable[[], None],
    ) -> None:
        self._address, self._response, self._most = address, response, limits.file_bytes
        self._on_progress, self._raise_if_ended = on_progress, raise_if_ended
        self._promised = response.length

    def into(self, new_folder: Callable[[], Path]) -> Path:
        self._check_head()
        # What it is, before any of it is on the disk.
        head = self._read_head()
        ending = _ending(head, self._response.getheader("Content-Type") or "")
        try:
            folder = new_folder()
        except OSError as error:
            raise _unwritable(error) from error
        try:
            path = folder / _named(self._address.file_name, ending)
            self._write(path, head)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return path

    def _check_head(self) -> None:
        if self._response.status != http.client.OK:
            raise FetchError(_status_words(self._response.status))
        if (self._response.getheader("Content-Encoding") or "identity").lower() != "identity":
            raise FetchError("The server packs the file in a way that was not asked for.")
        self._check_length(self._promised or 0)

    def _check_length(self, length: int) -> None:
        if length > self._most:
            raise FetchError(f"The file is larger than the {self._most >> 20} MB that are downloaded.")

    def _read_head(self) -> bytes:
        head = b""
        while len(head) < HEAD_BYTES and (more := self._response.read(HEAD_BYTES - len(head))):
            head += more
        self._raise_if_ended()
        return head

    def _write(self, path: Path, head: bytes) -> None:
        block, done = head, 0
        with _writing(path) as write:
            while block:
                done += len(block)
                self._check_length(done)
                write(block)
                self._on_progress(done, self._promised)
                block = self._response.read(_BLOCK)
                self._raise_if_ended()
        if self._promised is not None and done != self._promised:
            raise http.client.IncompleteRead(b"")


@contextmanager
def _writing(path: Path) -> Iterator[Callable[[bytes], None]]:
    """Open a new file; what the disk refuses is told apart from what the network does."""

    def write(block: bytes) -> None:
        rest = memoryview(block)
        try:
            while rest:
                rest = rest[file.write(rest) :]
        except OSError as error:
            raise _unwritable(error) from error

    try:
        # Unbuffered: closing it has nothing left to write.
        file = path.open("xb", buffering=0)
    except OSError as error:
        raise _unwritable(error) from error
    with file:
        yield write


def _unwritable(error: OSError) -> FetchError:
    return FetchError(f"The download cannot be kept: {describe_os_error(error)}.")


def _ending(head: bytes, content_type: str) -> str:
    if head.startswith(_ZIP):
        return ".zip"
    kind = sniff(head)
    if kind is not None:
        return _ENDINGS[kind]
    if "html" in content_type.lower() or head.lstrip()[:1] == b"<":
        raise FetchError(
            "A web page lies at this address, no picture. Open it in a browser, and copy the address of the picture."
        )
    if not head:
        raise FetchError("The file at this address is empty.")
    raise FetchError("What lies at this address is no picture, no DICOM object and no zip file.")


def _named(name: str, ending: str) -> str:
    return name if name.lower().endswith(ending) else f"{name}{ending}"


def _status_words(status: int) -> str:
    if status in {401, 403, 407}:
        return f"The server wants to know who asks ({status}), and that is never sent. Download the file in a browser."
    if status in {404, 410}:
        return f"There is nothing at this address ({status}). Check it."
    if status == 429 or status >= 500:
        return f"The server cannot answer now ({status}). Try again later."
    return f"The server does not give the file ({status})."
