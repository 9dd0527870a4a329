"""Every call into pydicom that touches a stranger's file goes through here: silent, and with one kind of failure.

pydicom's warnings and log lines quote values, and values name patients. What it raises on malformed input is whatever
that input provokes.
"""

from __future__ import annotations

import logging
import threading
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pydicom import config

from xray_desktop.errors import DecodeError

if TYPE_CHECKING:
    from collections.abc import Iterator

logging.getLogger("pydicom").setLevel(logging.CRITICAL + 1)
config.settings.reading_validation_mode = config.IGNORE

# Warning filters belong to the whole process.
_FILTERS_LOCK = threading.RLock()


@contextmanager
def guarded_pydicom(kind: type[DecodeError], sentence: str) -> Iterator[None]:
    """Raise a refusal in place of anything that pydicom raises; what the system refuses stays what it is."""
    try:
        with _FILTERS_LOCK, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (DecodeError, MemoryError, OSError):
        raise
    except Exception as error:
        raise kind(sentence) from error
