"""What every test shares: where the real radiographs lie, and Qt without a screen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A slow machine fails no test.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Without a display Qt aborts the process instead of raising.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# onnxruntime reads it when it is imported, by some tests before the program: its telemetry comes and goes by itself,
# with files and sockets that a test would count as left behind.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
# The tests read the window's English, whatever the desktop speaks.
os.environ.pop("LANGUAGE", None)
os.environ["LC_ALL"] = "C.UTF-8"

PROJECT_ROOT = Path(__file__).resolve().parent.parent


def _real_data_dir() -> Path:
    named = os.environ.get("XRAY_DATA_DIR")
    return Path(named) if named else PROJECT_ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real radiographs; tests that need it skip where it is absent."""
    folder = _real_data_dir()
    if not folder.is_dir():
        pytest.skip("the real radiographs are absent: set XRAY_DATA_DIR")
    return folder
