"""Keeping TensorFlow quiet, whoever imports it and whenever.

Its C++ speaks of CPU features, absent GPU libraries and the like: while it is imported to the file descriptor of
standard error, before its own settings are read, and later (``failed call to cuInit``) unless these forbid it. Many
commands never import it, so nobody imports it only in order to silence it.
"""

from __future__ import annotations

import logging
import os
import sys
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

_STANDARD_ERROR = 2
_FATAL_ONLY = "3"


def quieten_tensorflow() -> None:
    """Silence TensorFlow's C++ for the rest of this process and of those that it starts; call before its import."""
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = _FATAL_ONLY
    # tf2onnx warns of every operator that it rewrites.
    logging.getLogger("tf2onnx").setLevel(logging.ERROR)
    if not is_quiet():
        sys.meta_path.insert(0, _QuietFinder())


def is_quiet() -> bool:
    """Tell whether `quieten_tensorflow` was called in this process."""
    return any(isinstance(finder, _QuietFinder) for finder in sys.meta_path)


class _QuietFinder(MetaPathFinder):
    """Finds TensorFlow as Python does, and has it imported without a word."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != "tensorflow":
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _QuietLoader(spec.loader)
        return spec


class _QuietLoader(Loader):
    """Another loader, with standard error discarded while it works."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        # From here on the module looks as if nothing had been between.
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        with _standard_error_discarded():
            self._loader.exec_module(module)


@contextmanager
def _standard_error_discarded() -> Iterator[None]:
    kept = os.dup(_STANDARD_ERROR)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), _STANDARD_ERROR)
        yield
    finally:
        os.dup2(kept, _STANDARD_ERROR)
        os.close(kept)
