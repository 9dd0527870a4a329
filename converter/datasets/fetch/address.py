"""An archive at an address that fsspec knows: https, s3, gs, a file."""

from __future__ import annotations

import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from converter.datasets.fetch.archive import unpack
from converter.datasets.fetch.packages import NEEDS_PACKAGES, require
from converter.datasets.fetch.progress import counting_bytes
from converter.errors import DownloadError

if TYPE_CHECKING:
    from converter.console import Console

_CONNECT_S = 20
_SILENCE_S = 60
_GONE = (404, 410)
_REFUSED = (401, 403)
_CLIENT_ROOTS = {"aiohttp.ClientError", "botocore.BotoCoreError", "botocore.ClientError"}


def fetch_archive(address: str, folder: Path, console: Console) -> None:
    """Download an archive, where it is not on this machine, and unpack it.

    Parameters
    ----------
    address
        Such as ``s3://bucket/chest.zip``, ``https://host/chest.tar.gz``, ``file:///data/chest.zip``, or a path.
    folder
        Empty.
    console
        Tells the user.

    Raises
    ------
    DownloadError
        There is nothing there, nobody answers, access is refused, or the archive cannot be unpacked.
    OSError
        The disk is full or the folder cannot be written.
    """
    if "://" not in address:
        _unpack(Path(address), folder, console)
        return
    require("fsspec")
    from fsspec.core import url_to_fs
    from fsspec.implementations.local import LocalFileSystem

    try:
        files, path = url_to_fs(address, **_options(address))
    except ImportError as error:
        raise DownloadError(NEEDS_PACKAGES) from error
    except ValueError as error:
        raise DownloadError("This kind of address is not known.") from error
    if isinstance(files, LocalFileSystem):
        _unpack(Path(path), folder, console)
        return
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".", suffix=".part") as own:
        archive = Path(own) / "archive"
        _download(files, path, archive, console)
        _unpack(archive, folder, console)


def _unpack(archive: Path, folder: Path, console: Console) -> None:
    if archive.is_dir():
        raise DownloadError("This is a folder on this machine already. Use it as it is.")
    if not archive.is_file():
        raise DownloadError("There is no such file.")
    with counting_bytes("unpacking", console) as advance:
        unpack(archive, folder, advance)


def _options(address: str) -> dict[str, Any]:
    if not address.startswith(("http://", "https://")) or find_spec("aiohttp") is None:
        return {}
    from aiohttp import ClientTimeout

    # Out of the box, a download that takes more than five minutes is given up.
    timeout = ClientTimeout(total=None, sock_connect=_CONNECT_S, sock_read=_SILENCE_S)
    return {"client_kwargs": {"timeout": timeout, "trust_env": True}}


def _download(files: Any, path: str, archive: Path, console: Console) -> None:
    from fsspec.callbacks import Callback

    class DownloadBar(Callback):  # type: ignore[misc]  # fsspec has no types
        """Moves the bar whenever fsspec has bytes."""

        def call(self, hook_name: str | None = None, **kwargs: Any) -> None:
            advance(self.value, self.size)

    try:
        with counting_bytes("downloading", console) as advance:
            files.get_file(path, str(archive), callback=DownloadBar())
    except Exception as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        raise DownloadError(sentence) from error


def _sentence(error: Exception) -> str | None:
    """Put into words what fsspec and the clients below it raise; None for what is none of their business.

    Told by names and numbers, so that a client need not be installed to be known.
    """
    status = int(getattr(error, "status", 0) or 0)
    roots = {f"{kind.__module__.partition('.')[0]}.{kind.__name__}" for kind in type(error).__mro__}
    if isinstance(error, FileNotFoundError) or status in _GONE:
        return "There is nothing at this address."
    if isinstance(error, PermissionError) or status in _REFUSED or "botocore.NoCredentialsError" in roots:
        return (
            "Access to this address is refused. Check its name, and the credentials of its service "
            "(for s3: AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)."
        )
    if status:
        return f"The server at this address answers with an error ({status}). Try again later."
    if isinstance(error, ConnectionError | TimeoutError) or roots & _CLIENT_ROOTS:
        return "The server at this address does not answer, or stops half-way. Check the address and the network."
    return None
