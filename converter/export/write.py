"""A model file takes its name only after the viewer's own code has opened it and got its known answer."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np

from converter.errors import ExportError
from xray_desktop.atomic_file import atomic_file
from xray_desktop.inference.self_test import reference_tensor
from xray_desktop.inference.session import ModelSession

_SEVERAL = 3
_BATCH_TOLERANCE = 1e-4


def write_model_file(content: bytes, output: Path) -> None:
    """Write a model file that the viewer's checks and self-test pass; otherwise what was there stays.

    Raises
    ------
    ModelError
        The viewer refuses it.
    ExportError
        It fails its own known answer, or cannot be written there.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.onnx"
        file.write_bytes(content)
        problem = examine(ModelSession.open(file, "cpu"))
    if problem:
        raise ExportError(f"{problem} The file is not written.")
    write_content(content, output)


def write_content(content: bytes, output: Path) -> None:
    """Replace a file by these bytes, at once or not at all.

    Raises
    ------
    ExportError
        It cannot be written.
    """
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with atomic_file(output) as stream:
            stream.write(content)
    except OSError as error:
        raise ExportError(
            "The model file cannot be written there. Check the free space and the permissions."
        ) from error


def examine(session: ModelSession) -> str:
    """Ask a model for its known answer, alone and in a batch of three; return a sentence, empty where it is right."""
    verdict = session.self_test()
    if not verdict.passed:
        return verdict.sentence
    alone = session.run(reference_tensor(session.card))
    together = session.run(np.repeat(reference_tensor(session.card), _SEVERAL, axis=0))
    if float(np.abs(together.probability - alone.probability).max()) > _BATCH_TOLERANCE:
        return "The model says something else of an image in a batch than of the image alone."
    return ""
