"""From results to the rows of a report, and the report to its file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from xray_desktop import __version__
from xray_desktop.findings.agreement import DISAGREE_LABEL, Agreement, agreement
from xray_desktop.findings.finding import CONFIRM, judge
from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.scan.scan import ScanFailure
from xray_desktop.reporting.csv_report import write_csv
from xray_desktop.reporting.row import ReportRow
from xray_desktop.services.scoring.analysis import STOPPED
from xray_desktop.study.result import ImageResult, Role, Status, second_reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from xray_desktop.findings.finding import Finding
    from xray_desktop.services.notes.store import ImageNotes
    from xray_desktop.study.result import ScoredBy
    from xray_desktop.study.row import Entry
    from xray_desktop.study.study import Study, StudySnapshot


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What may leave the program beside what the models say.

    Attributes
    ----------
    patient_names
        Name and ID of patients.
    notes
        What the user wrote on images.
    """

    patient_names: bool = False
    notes: bool = False


@dataclass(frozen=True, slots=True)
class ReportContext:
    """What all rows of a report share.

    Attributes
    ----------
    first
        Which model scored, and its line.
    second
        Which model gave a second opinion; None where none was asked.
    disclosure
        What may leave the program.
    notes
        Whose picture a file is and what the user wrote on it, by file; told as far as `disclosure` allows.
    """

    first: ScoredBy
    second: ScoredBy | None = None
    disclosure: Disclosure = Disclosure()
    notes: Mapping[Path, ImageNotes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class ReportedImage:
    """One image of a report, with or without a whole study around it.

    Attributes
    ----------
    entry
        What the walk found.
    key
        Its file and frame.
    result
        What the first model says; None counts as cancelled.
    second
        What the second model says; None where it says nothing yet.
    """

    entry: Entry
    key: ImageKey
    result: ImageResult | None = None
    second: ImageResult | None = None


def export_csv(
    path: Path, study: Study | StudySnapshot, disclosure: Disclosure, notes: Mapping[Path, ImageNotes] | None = None
) -> None:
    """Write the report of a study; see `report_rows`.

    Raises
    ------
    ReportError
        The disk is full, or the place cannot be written to.
    """
    write_csv(path, report_rows(study, disclosure, notes))


def report_rows(
    study: Study | StudySnapshot, disclosure: Disclosure, notes: Mapping[Path, ImageNotes] | None = None
) -> list[ReportRow]:
    """Make the rows of a study: one for each image or frame, in scan order.

    Parameters
    ----------
    study
        A model is in use.
    disclosure
        What may leave the program.
    notes
        As in `ReportContext`.
    """
    if study.first is None:
        raise ValueError("nobody scored this study")
    context = ReportContext(study.first, study.second, disclosure, notes or {})
    return [report_row(image, context) for image in reported_images(study)]


def reported_images(study: Study | StudySnapshot) -> Iterator[ReportedImage]:
    """List the images of a study, in scan order, frame by frame."""
    for entry in study.entries:
        first = study.result(ImageKey(entry.path))
        for frame in range(first.frame_count if first else 1):
            key = ImageKey(entry.path, frame)
            yield ReportedImage(entry, key, study.result(key), study.result(key, Role.SECOND))


def report_row(image: ReportedImage, context: ReportContext) -> ReportRow:
    """Make the row of one image; depends on nothing else."""
    entry = image.entry
    if isinstance(entry, ScanFailure):
        return failure_row(entry.relative, entry.sentence)
    result = image.result or ImageResult(image.key, Status.CANCELLED, STOPPED)
    row = _with_notes(_result_row(entry.relative, result, context.first), entry.path, context)
    if result.probability is None or result.scored_at is None:
        return row
    by = context.first
    finding = judge(result.probability, by.threshold, *by.card.labels)
    row = _with_finding(row, result, finding, _utc(result.scored_at))
    return row if context.second is None else _with_second(row, finding, image.second, context.second)


def failure_row(relative: str, sentence: str) -> ReportRow:
    """Make the row of a file that never reached a model."""
    return ReportRow(relative, status=Status.FAILED.value, reason=sentence, app_version=__version__)


def _result_row(relative: str, result: ImageResult, by: ScoredBy) -> ReportRow:
    return replace(
        failure_row(relative, result.reason),
        frame=result.key.frame,
        image_sha256=result.image_sha256,
        sop_instance_uid=result.sop_instance_uid,
        status=result.status.value,
        model_id=by.card.model_id,
        model_version=by.card.model_version,
        model_sha256=by.sha256,
        gate=result.gate.outcome.value,
        gate_rule=result.gate.rule,
        gate_reason=result.gate.reason,
        atypicality=result.gate.atypicality,
        atypicality_threshold=result.gate.threshold,
        caveat=result.caveat,
    )


def _with_notes(row: ReportRow, path: Path, context: ReportContext) -> ReportRow:
    written, disclosure = context.notes.get(path), context.disclosure
    if written is None:
        return row
    if disclosure.patient_names:
        row = replace(row, patient_name=written.patient_name, patient_id=written.patient_id)
    return replace(row, notes=written.notes) if disclosure.notes else row


def _with_finding(row: ReportRow, result: ImageResult, finding: Finding, scored_at: str) -> ReportRow:
    return replace(
        row,
        label=finding.label,
        probability=finding.probability,
        threshold=finding.threshold.probability,
        operating_point=finding.threshold.operating_point,
        recommendation=finding.recommendation,
        provider=result.provider,
        scored_at=scored_at,
    )


def _with_second(row: ReportRow, finding: Finding, second: ImageResult | None, by: ScoredBy) -> ReportRow:
    row = replace(
        row,
        second_model_id=by.card.model_id,
        second_model_version=by.card.model_version,
        second_model_sha256=by.sha256,
    )
    if second is None or second.probability is None:
        return replace(row, reason=f"{row.reason} {second_reason(second)}".strip())
    other = judge(second.probability, by.threshold, *by.card.labels)
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
