"""Takes PySide's own hook out of Python's import.

After every import PySide reads the imported module's source, to see whether it uses features that nobody uses here.
That costs a tenth of the start, and while one thread is half-way through importing a package, the hook in another one
touches that package's lazy attributes and makes the import fail.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401 - brings the hook


def remove_import_hook() -> None:
    """Give Python its own import back; does nothing where PySide has not replaced it."""
    original = getattr(builtins, "__orig_import__", None)
    if original is not None:
        builtins.__import__ = original
