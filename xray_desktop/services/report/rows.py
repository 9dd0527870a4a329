"""From results to the rows of a report, and the report to its file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xray_desktop import __version__
from xray_desktop.findings.agreement import DISAGREE_LABEL, Agreement, agreement
from xray_desktop.findings.finding import CONFIRM, judge
from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.scan.scan import ScanFailure
from xray_desktop.reporting.csv_report import write_csv
from xray_desktop.reporting.row import ReportRow
from xray_desktop.services.scoring.analysis import STOPPED
from xray_desktop.study.result import ImageResult, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from xray_desktop.findings.finding import Finding, Threshold
    from xray_desktop.imaging.scan.scan import ScannedFile
    from xray_desktop.inference.session import ModelSession
    from xray_desktop.services.models.second_opinion import SecondOpinion
    from xray_desktop.services.notes.store import ImageNotes


def export_csv(
    path: Path,
    entries: Iterable[ScannedFile | ScanFailure],
    results: Mapping[ImageKey, ImageResult],
    model: ModelSession,
    threshold: Threshold,
    second: SecondOpinion | None = None,
    notes: Mapping[Path, ImageNotes] | None = None,
) -> None:
    """Write the report of a study; see `report_rows`.

    Raises
    ------
    ReportError
        The disk is full, or the place cannot be written to.
    """
    write_csv(path, report_rows(entries, results, model, threshold, second, notes))


def report_rows(
    entries: Iterable[ScannedFile | ScanFailure],
    results: Mapping[ImageKey, ImageResult],
    model: ModelSession,
    threshold: Threshold,
    second: SecondOpinion | None = None,
    notes: Mapping[Path, ImageNotes] | None = None,
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
    second
        Another model's answers; None where none was asked.
    notes
        Whose picture a file is and what the user wrote on it, as far as that may leave the program.
    """
    rows: list[ReportRow] = []
    for entry in entries:
        if isinstance(entry, ScanFailure):
            rows.append(failure_row(entry.relative, entry.sentence))
        else:
            written = (notes or {}).get(entry.path)
            rows.extend(
                _with_notes(_result_row(entry.relative, result, model, threshold, second), written)
                for result in _frames(entry.path, results)
            )
    return rows


def _with_notes(row: ReportRow, written: ImageNotes | None) -> ReportRow:
    if written is None:
        return row
    return replace(row, patient_name=written.patient_name, patient_id=written.patient_id, notes=written.notes)


def failure_row(relative: str, sentence: str) -> ReportRow:
    """Make the row of a file that never reached a model."""
    return ReportRow(relative, status=Status.FAILED.value, reason=sentence, app_version=__version__)


def _frames(path: Path, results: Mapping[ImageKey, ImageResult]) -> Iterator[ImageResult]:
    first = results.get(ImageKey(path))
    for frame in range(first.frame_count if first else 1):
        key = ImageKey(path, frame)
        yield results.get(key) or ImageResult(key, Status.CANCELLED, STOPPED)


def _result_row(
    relative: str, result: ImageResult, model: ModelSession, threshold: Threshold, second: SecondOpinion | None
) -> ReportRow:
    row = replace(
        failure_row(relative, result.reason),
        frame=result.key.frame,
        image_sha256=result.image_sha256,
        sop_instance_uid=result.sop_instance_uid,
        status=result.status.value,
        model_id=model.card.model_id,
        model_version=model.card.model_version,
        model_sha256=model.sha256,
        gate=result.gate.outcome.value,
        gate_rule=result.gate.rule,
        gate_reason=result.gate.reason,
        atypicality=result.gate.atypicality,
        atypicality_threshold=result.gate.threshold,
        caveat=result.caveat,
    )
    if result.probability is None or result.scored_at is None:
        return row
    finding = judge(result.probability, threshold, model.card.negative_label, model.card.positive_label)
    row = replace(
        row,
        label=finding.label,
        probability=finding.probability,
        threshold=threshold.probability,
        operating_point=threshold.operating_point,
        recommendation=finding.recommendation,
        provider=result.provider,
        scored_at=_utc(result.scored_at),
    )
    return row if second is None else _with_second(row, result.key, finding, second)


def _with_second(row: ReportRow, key: ImageKey, finding: Finding, second: SecondOpinion) -> ReportRow:
    card = second.model.card
    row = replace(
        row,
        second_model_id=card.model_id,
        second_model_version=card.model_version,
        second_model_sha256=second.model.sha256,
    )
    other = second.finding(key)
    if other is None:
        return replace(row, reason=f"{row.reason} {second.reason(key)}".strip())
    both = agreement(finding, other)
    row = replace(
        row,
        second_probability=other.probability,
        second_threshold=other.threshold.probability,
        agreement=both.value,
    )
    return replace(row, label=DISAGREE_LABEL, recommendation=CONFIRM) if both is Agreement.DISAGREE else row


def _utc(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
