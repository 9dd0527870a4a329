"""Runs the program as ``python -m xray_desktop``."""

from __future__ import annotations

import sys

from xray_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
