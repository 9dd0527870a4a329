"""What an evaluation writes: figures, pictures, predictions, and one page that shows them all.

::

    report.html                 the page, with everything in it
    metrics.json                every figure with its intervals
    classification_report.txt   precision, recall and F1 of each class
    predictions.csv             file, patient, label, probability, predicted
    confusion.png  roc.png  precision_recall.png  reliability.png  history.png  samples.png  gradcam.png

A picture is absent where there is nothing to draw: curves need both classes, the history a log, the sheets images.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.metrics import classification_report

from converter.errors import RunFolderError
from converter.evaluation.atomic_folder import atomic_folder
from converter.evaluation.curves import draw_history, draw_precision_recall, draw_reliability, draw_roc
from converter.evaluation.examples import explain
from converter.evaluation.metrics import DRAWS, measure, not_measurable, patient_intervals
from converter.evaluation.notes import ReportNote, notes_on
from converter.evaluation.optimal import Optimal, youden
from converter.evaluation.page import render_page
from converter.evaluation.pictures import draw_confusion, png
from converter.evaluation.report_context import ReportContext
from converter.evaluation.scored import Scored
from converter.evaluation.sheets import draw_gradcam, draw_samples
from xray_desktop import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from converter.evaluation.examples import Source
    from xray_desktop.model_file.card import Figure

__all__ = ["ARTEFACTS", "METRICS", "PAGE", "Scored", "write_report"]

METRICS, PAGE = "metrics.json", "report.html"
_REPORT, _PREDICTIONS = "classification_report.txt", "predictions.csv"
_PICTURES = ("confusion", "roc", "precision_recall", "reliability", "history", "samples", "gradcam")
ARTEFACTS = frozenset({METRICS, PAGE, _REPORT, _PREDICTIONS, *(f"{name}.png" for name in _PICTURES)})
"""Every name that a report may hold."""


def write_report(
    folder: Path,
    scored: Scored,
    title: str,
    *,
    context: ReportContext | None = None,
    source: Source | None = None,
    history: dict[str, NDArray[np.float64]] | None = None,
    draws: int = DRAWS,
) -> dict[str, Figure]:
    """Measure a set and write the report; a folder with an earlier one is replaced once the new one is whole.

    Parameters
    ----------
    folder
        Absent, or holding an earlier report and nothing else.
    scored
        What is measured.
    title
        Of the page and the pictures.
    context
        What is known of the model and the images.
    source
        The images and what gives their heat maps; without it there are no sheets.
    history
        What `converter.evaluation.history.read_history` gives: columns ``[epochs]``, float64.
    draws
        Of the bootstraps.

    Returns
    -------
    dict
        What `converter.evaluation.metrics.measure` gives.

    Raises
    ------
    RunFolderError
        The folder cannot be written, or holds other files.
    """
    context = context or ReportContext()
    figures = measure(scored.labels, scored.probabilities, scored.patients, scored.threshold, draws)
    optimal = youden(scored) if scored.both_classes else None
    notes = [*context.notes, *notes_on(scored, figures)]
    pictures = _draw(scored, figures, optimal, title) | _draw_sheets(scored, source, title, notes)
    if history:
        pictures["history"] = png(draw_history(history, title))
    content = _content(scored, figures, optimal, title, context, notes)
    by_patient = patient_intervals(scored.labels, scored.probabilities, scored.patients, scored.threshold, draws)
    content["intervals_by_patient"] = {name: figure.model_dump() for name, figure in by_patient.items()}
    table = _classification_report(scored)
    texts = {
        METRICS: json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False),
        _REPORT: table,
        _PREDICTIONS: _predictions(scored),
        PAGE: render_page(content, pictures, table),
    }
    files = {name: text.encode("utf-8") for name, text in texts.items()}
    _write(folder, files | {f"{name}.png": pixels for name, pixels in pictures.items()})
    return figures


def _write(folder: Path, files: dict[str, bytes]) -> None:
    try:
        with atomic_folder(folder, ARTEFACTS) as new:
            for name, content in files.items():
                (new / name).write_bytes(content)
    except OSError as error:
        raise RunFolderError("The report cannot be written. Check the free space and the permissions.") from error


def _draw(scored: Scored, figures: dict[str, Figure], optimal: Optimal | None, title: str) -> dict[str, bytes]:
    drawn = {"confusion": draw_confusion(scored, title)}
    if optimal:
        drawn |= {
            "roc": draw_roc(scored, figures, optimal, title),
            "precision_recall": draw_precision_recall(scored, figures, title),
            "reliability": draw_reliability(scored, figures, title),
        }
    return {name: png(picture) for name, picture in drawn.items()}


def _draw_sheets(scored: Scored, source: Source | None, title: str, notes: list[ReportNote]) -> dict[str, bytes]:
    if source is None:
        return {}
    sheets = {"samples": png(draw_samples(scored, source, title))}
    explained = explain(scored, source)
    if isinstance(explained, str):
        notes.append(ReportNote.plain(f"There are no heat maps: {explained}"))
        return sheets
    return sheets | {"gradcam": png(draw_gradcam(scored, explained, title))}


def _content(
    scored: Scored,
    figures: dict[str, Figure],
    optimal: Optimal | None,
    title: str,
    context: ReportContext,
    notes: list[ReportNote],
) -> dict[str, Any]:
    return {
        "title": title,
        "model": asdict(context.model) if context.model else None,
        "data": context.data,
        "images": len(scored.labels),
        "patients": scored.patient_count,
        "classes": scored.class_counts,
        "left_out": context.left_out,
        "images_that_trained_the_model": context.training_images,
        "threshold": scored.threshold,
        "threshold_from": context.threshold_from,
        "optimal_on_these_images": asdict(optimal) if optimal else None,
        "confusion": {
            "rows": "label",
            "columns": "model",
            "classes": scored.names,
            "counts": scored.confusion.tolist(),
        },
        "figures": {name: figure.model_dump() for name, figure in figures.items()},
        "not_measurable": not_measurable(figures, scored.labels, scored.names),
        "notes": [asdict(note) for note in notes],
        "version": __version__,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _classification_report(scored: Scored) -> str:
    # A class without images or calls has a figure of 0/0, which scikit-learn is told to leave undefined.
    report: str = classification_report(
        scored.labels, scored.called, labels=[0, 1], target_names=scored.names, digits=4, zero_division=np.nan
    )
    return report


def _predictions(scored: Scored) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["file", "patient", "label", "probability", "predicted"])
    files = scored.files or [""] * len(scored.labels)
    for file, patient, label, probability, called in zip(
        files, scored.patients, scored.labels, scored.probabilities, scored.called, strict=True
    ):
        writer.writerow([file, patient, scored.names[label], repr(float(probability)), scored.names[called]])
    return text.getvalue()
