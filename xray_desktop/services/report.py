"""From results to the rows of a report, and the report to its file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xray_desktop import __version__
from xray_desktop.findings.finding import judge
from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.scan import ScanFailure
from xray_desktop.reporting.csv_report import write_csv
from xray_desktop.reporting.row import ReportRow
from xray_desktop.services.analysis import STOPPED
from xray_desktop.services.result import ImageResult, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from xray_desktop.findings.finding import Threshold
    from xray_desktop.imaging.scan import ScannedFile
    from xray_desktop.inference.session import ModelSession


def export_csv(
    path: Path,
    entries: Iterable[ScannedFile | ScanFailure],
    results: Mapping[ImageKey, ImageResult],
    model: ModelSession,
    threshold: Threshold,
) -> None:
    """Write the report of a study; see `report_rows`.

    Raises
    ------
    ReportError
        The disk is full, or the place cannot be written to.
    """
    write_csv(path, report_rows(entries, results, model, threshold))


def report_rows(
    entries: Iterable[ScannedFile | ScanFailure],
    results: Mapping[ImageKey, ImageResult],
    model: ModelSession,
    threshold: Threshold,
) -> list[ReportRow]:
    """Make the rows of a study: one for each image or frame, in scan order.

    Parameters
    ----------
    entries
        What the scan found, in its order.
    results
        What the analysis said so far; an image that it said nothing of yet counts as cancelled.
    model
        Which model judged.
    threshold
        The line that probabilities are held against.
    """
    rows: list[ReportRow] = []
    for entry in entries:
        if isinstance(entry, ScanFailure):
            rows.append(failure_row(entry.relative, entry.sentence))
        else:
            rows.extend(
                _result_row(entry.relative, result, model, threshold) for result in _frames(entry.path, results)
            )
    return rows


def failure_row(relative: str, sentence: str) -> ReportRow:
    """Make the row of a file that never reached a model."""
    return ReportRow(relative, status=Status.FAILED.value, reason=sentence, app_version=__version__)


def _frames(path: Path, results: Mapping[ImageKey, ImageResult]) -> Iterator[ImageResult]:
    first = results.get(ImageKey(path))
    for frame in range(first.frame_count if first else 1):
        key = ImageKey(path, frame)
        yield results.get(key) or ImageResult(key, Status.CANCELLED, STOPPED)


def _result_row(relative: str, result: ImageResult, model: ModelSession, threshold: Threshold) -> ReportRow:
    row = replace(
        failure_row(relative, result.reason),
        frame=result.key.frame,
        image_sha256=result.image_sha256,
        sop_instance_uid=result.sop_instance_uid,
        status=result.status.value,
        model_id=model.card.model_id,
        model_version=model.card.model_version,
        model_sha256=model.sha256,
    )
    if result.probability is None or result.scored_at is None:
        return row
    finding = judge(result.probability, threshold, model.card.negative_label, model.card.positive_label)
    return replace(
        row,
        label=finding.label,
        probability=finding.probability,
        threshold=threshold.probability,
        operating_point=threshold.operating_point,
        recommendation=finding.recommendation,
        provider=result.provider,
        scored_at=_utc(result.scored_at),
    )


def _utc(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
