"""Keeping TensorFlow's C++ quiet while it is imported."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_STANDARD_ERROR = 2


@contextmanager
def without_native_messages() -> Iterator[None]:
    """Keep TensorFlow's C++ from speaking of CPU features and absent GPU libraries while it is imported.

    It writes to the file descriptor before its own settings are read.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    kept = os.dup(_STANDARD_ERROR)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), _STANDARD_ERROR)
        yield
    finally:
        os.dup2(kept, _STANDARD_ERROR)
        os.close(kept)
