"""The packages of the extra ``hub``."""

from __future__ import annotations

from importlib.util import find_spec

from converter.errors import DownloadError

NEEDS_PACKAGES = 'Fetching needs more packages: pip install "xray-desktop[cpu,converter,hub]".'


def require(package: str) -> None:
    """Make sure that a package is there.

    Raises
    ------
    DownloadError
        It is not.
    """
    if find_spec(package) is None:
        raise DownloadError(NEEDS_PACKAGES)
