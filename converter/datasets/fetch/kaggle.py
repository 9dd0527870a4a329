"""A data set of Kaggle, fetched by Kaggle's own client."""

from __future__ import annotations

import re
import shutil
import tarfile
import zipfile
from typing import TYPE_CHECKING

from converter.datasets.fetch.packages import require
from converter.errors import DownloadError

if TYPE_CHECKING:
    from pathlib import Path

    from converter.console import Console

_HANDLE = re.compile(r"[\w.-]+/[\w.-]+(/versions/\d+)?", re.ASCII)
# What the client leaves to know that it was complete, and what macOS adds for itself.
_NOT_IMAGES = (".complete", "__MACOSX")
_DAMAGED = "What Kaggle sent is damaged. Fetch it again."
_NO_ACCESS = (
    "Kaggle refuses access. Check the name, accept the terms on the data set's page, and put your token into "
    "~/.kaggle/kaggle.json or KAGGLE_API_TOKEN."
)


def fetch_kaggle(handle: str, folder: Path, console: Console) -> None:
    """Download and unpack the files of a data set.

    Parameters
    ----------
    handle
        ``owner/dataset`` or ``owner/dataset/versions/2``.
    folder
        Empty.
    console
        Tells the user.

    Raises
    ------
    DownloadError
        There is no such data set, access is refused, nobody answers, or what comes is damaged.
    """
    if not _HANDLE.fullmatch(handle):
        raise DownloadError("A data set of Kaggle is written as kaggle:owner/dataset.")
    require("kagglehub")
    import kagglehub
    from kagglehub.exceptions import CredentialError, DataCorruptionError, UnauthenticatedError
    from requests import RequestException

    console.say("Kaggle's client downloads and unpacks")
    try:
        kagglehub.dataset_download(handle, output_dir=str(folder))
    except RequestException as error:
        raise _told(error) from error
    except (CredentialError, UnauthenticatedError) as error:
        raise DownloadError(_NO_ACCESS) from error
    except (DataCorruptionError, zipfile.BadZipFile, tarfile.TarError) as error:
        raise DownloadError(_DAMAGED) from error
    except ValueError as error:
        # The client has no classes of its own for these two.
        raise DownloadError(_DAMAGED if "archive" in str(error) else _NO_ACCESS) from error
    for name in _NOT_IMAGES:
        shutil.rmtree(folder / name, ignore_errors=True)


def _told(error: Exception) -> DownloadError:
    status = getattr(getattr(error, "response", None), "status_code", 0)
    if status == 404:
        return DownloadError("Kaggle has no data set of this name. It is written as kaggle:owner/dataset.")
    if status in (401, 403):
        return DownloadError(_NO_ACCESS)
    if status:
        return DownloadError(f"Kaggle answers with an error ({status}). Try again later.")
    return DownloadError("Kaggle does not answer, or stops half-way. Check the network.")
