"""The packages of the extra ``hub``."""

from __future__ import annotations

from importlib.util import find_spec

from converter.errors import FetchError

NEEDS_PACKAGES = 'Fetching needs more packages: pip install "xray-desktop[cpu,converter,hub]".'


def require(package: str) -> None:
    """Make sure that a package is there.

    Raises
    ------
    FetchError
        It is not.
    """
    if find_spec(package) is None:
        raise FetchError(NEEDS_PACKAGES)
