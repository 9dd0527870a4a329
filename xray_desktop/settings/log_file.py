"""The log file: what the program did, without saying to whom.

Names, identifiers, dates of birth and file names never reach it. An exception's own message may hold any of them, so
only its class and the places in the code that it passed are written.
"""

from __future__ import annotations

import logging
import traceback
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_MAX_BYTES = 1 << 20
_KEPT_FILES = 3
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def start_log(path: Path) -> None:
    """Write this program's log to a file; where that cannot be, the program runs without one.

    Other libraries' messages quote headers, so they are neither written nor shown.
    """
    logging.getLogger().addHandler(logging.NullHandler())
    ours = logging.getLogger("xray_desktop")
    ours.propagate = False
    ours.setLevel(logging.INFO)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_MAX_BYTES, backupCount=_KEPT_FILES, encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setFormatter(logging.Formatter(_FORMAT))
    ours.addHandler(handler)


def log_fault(logger: logging.Logger, during: str, error: BaseException) -> None:
    """Write a fault of the program's own: what it was doing, the exception's class and the code's places."""
    places = "; ".join(f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__))
    logger.error("Unexpected %s during %s (%s)", type(error).__name__, during, places)
