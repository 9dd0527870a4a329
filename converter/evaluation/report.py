"""What an evaluation writes: ``metrics.json``, ``roc.png``, ``confusion.png``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from converter.errors import RunFolderError
from converter.evaluation.metrics import confusion, measure
from converter.evaluation.pictures import draw_confusion, draw_roc

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from xray_desktop.model_file.card import Figure


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Labels and probabilities of one set of images.

    Attributes
    ----------
    labels
        Shape ``[N]``, 0 or 1.
    probabilities
        Of class 1, shape ``[N]``.
    patients
        Shape ``[N]``.
    threshold
        At or above it an image counts as positive.
    names
        Of the two classes.
    """

    labels: NDArray[np.int64]
    probabilities: NDArray[np.float64]
    patients: NDArray[Any]
    threshold: float
    names: tuple[str, str]


def write_report(folder: Path, scored: Scored, title: str) -> dict[str, Figure]:
    """Measure a set and write the report.

    Raises
    ------
    RunFolderError
        The folder cannot be written.
    """
    figures = measure(scored.labels, scored.probabilities, scored.patients, scored.threshold)
    counts = confusion(scored.labels, scored.probabilities, scored.threshold)
    content = {
        "title": title,
        "images": len(scored.labels),
        "patients": len(np.unique(scored.patients)),
        "threshold": scored.threshold,
        "confusion": {"rows": "folder", "columns": "model", "classes": scored.names, "counts": counts.tolist()},
        "figures": {name: figure.model_dump() for name, figure in figures.items()},
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "metrics.json").write_text(json.dumps(content, indent=2), encoding="utf-8")
        draw_roc(folder / "roc.png", scored.labels, scored.probabilities, scored.threshold, title)
        draw_confusion(folder / "confusion.png", counts, scored.names, title)
    except OSError as error:
        raise RunFolderError("The report cannot be written. Check the free space and the permissions.") from error
    return figures
