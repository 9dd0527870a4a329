"""Scoring a study without a window: choose the model, score, report."""

from __future__ import annotations

import logging
import signal
import sys
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import replace
from threading import Thread
from typing import TYPE_CHECKING

from xray_desktop.cli.exit_codes import DONE, INCOMPLETE, NOTHING_RAN, USAGE
from xray_desktop.cli.progress import Progress
from xray_desktop.cli.study_run import StudyRun
from xray_desktop.cli.summary import RunSummary
from xray_desktop.errors import DecodeError, ModelError, ReportError
from xray_desktop.findings.finding import Threshold
from xray_desktop.imaging.heatmap.style import HeatmapMode, HeatmapScale
from xray_desktop.imaging.workers.pool import PooledReader
from xray_desktop.inference.runtimes import installed_builds, runtime_problem
from xray_desktop.model_file.catalogue import Catalogue
from xray_desktop.reporting.csv_report import to_json, write_csv
from xray_desktop.services.cancellation import CancellationToken
from xray_desktop.services.demo import demo_study
from xray_desktop.services.models.loading import choose_model, choose_second_model, load_model
from xray_desktop.services.models.second_opinion import load_second_model, second_threshold
from xray_desktop.services.notes.store import NotesFolder
from xray_desktop.services.report.heatmaps import export_heatmaps
from xray_desktop.services.report.rows import Disclosure, failure_row, report_rows
from xray_desktop.services.session.folder import SessionFolder
from xray_desktop.services.session.record import remove_leftovers
from xray_desktop.services.session.unpacked import StudyFolder
from xray_desktop.settings.paths import AppPaths, model_dirs
from xray_desktop.settings.store import load_settings
from xray_desktop.study.result import GateOutcome, Role, ScoredBy, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from xray_desktop.imaging.heatmap.style import HeatmapStyle
    from xray_desktop.inference.session import ModelSession
    from xray_desktop.model_file.card import ModelCard
    from xray_desktop.reporting.row import ReportRow
    from xray_desktop.services.notes.store import ImageNotes
    from xray_desktop.settings.model import Settings
    from xray_desktop.settings.options import Options

logger = logging.getLogger(__name__)


def run_headless(options: Options, paths: AppPaths) -> int:
    """Score a study, write its report and return the program's exit code.

    Stopped by Ctrl+C or SIGTERM, it reports what it has, the rest as cancelled.

    Raises
    ------
    SettingsError
        The demo study cannot be written.
    """
    _say(runtime_problem(installed_builds()))
    loaded = load_settings(paths.settings)
    _say(loaded.notice)
    roots = (*options.paths, *((demo_study(paths),) if options.demo else ()))
    remove_leftovers(paths.sessions)
    with closing(SessionFolder(paths.sessions)) as session, _stopped_by_signals() as token:
        run = _HeadlessRun(options, loaded.settings, token, roots, StudyFolder(session), NotesFolder(paths.notes))
        catalogue = Catalogue.of(model_dirs(paths, options.models_dir))
        try:
            entry = choose_model(catalogue, options.model, loaded.settings.model_id)
        except ModelError as error:
            return run.refused(error.sentence) if options.model else run.without_model(error.sentence)
        try:
            second = choose_second_model(catalogue, options.second_model, loaded.settings.second_model_id)
        except ModelError as error:
            if options.second_model:
                return run.refused(error.sentence)
            _say(error.sentence)
            second = None
        return run.with_model(entry.path, second.path if second else None)


class _HeadlessRun:
    """One study, one model, perhaps a second one, one report."""

    def __init__(
        self,
        options: Options,
        settings: Settings,
        token: CancellationToken,
        roots: Sequence[Path],
        unpack_into: StudyFolder,
        notes: NotesFolder,
    ) -> None:
        self._options = options
        self._settings = settings
        self._token = token
        self._roots = roots
        self._notes = notes
        self._run = StudyRun(unpack_into)
        self._study = self._run.study

    def with_model(self, path: Path, second_path: Path | None = None) -> int:
        """Load the model, and the one for a second opinion, and score the study with them."""
        try:
            model = load_model(path, self._options.provider or self._settings.provider)
        except ModelError as error:
            return self.without_model(f"The model {path.name} cannot be used: {error.sentence}")
        _say(model.fallback_reason)
        try:
            threshold = _threshold(self._options, model.card)
            second = self._second_opinion(second_path, model)
        except ModelError as error:
            return self.refused(error.sentence)
        self._study.assign(Role.FIRST, ScoredBy(model.card, model.sha256, threshold))
        if second is not None:
            by = ScoredBy(second.card, second.sha256, second_threshold(second.card, threshold))
            self._study.assign(Role.SECOND, by)
        with PooledReader() as reader:
            self._run.score(self._roots, reader, model, self._token, Progress(), anyway=self._options.score_anyway)
            if second is not None:
                self._run.score_again(reader, second, self._token, Progress())
            # What was entered in the window leaves it only where the command line asks for that.
            disclosure = Disclosure(patient_names=self._options.notes, notes=self._options.notes)
            code = self._report(report_rows(self._study, disclosure, self._read_notes()))
            return max(code, self._export_heatmaps(reader))

    def _read_notes(self) -> dict[Path, ImageNotes]:
        """Read what the user entered for the images in the window, where the command line asks for it."""
        if not self._options.notes:
            return {}
        sha256s = {result.key.path: result.image_sha256 for result in self._study.results().values()}
        kept = self._notes.read_all(sha256s.values())
        self._study.take_notes({path: sha256 in kept for path, sha256 in sha256s.items()})
        return {path: kept[sha256] for path, sha256 in sha256s.items() if sha256 in kept}

    def _second_opinion(self, path: Path | None, first: ModelSession) -> ModelSession | None:
        """Load the second model; one that cannot be used is told, and refused only where it was asked for by name."""
        if path is None:
            return None
        try:
            second = load_second_model(path, self._options.provider or self._settings.provider, first)
        except ModelError as error:
            if self._options.second_model:
                raise
            _say(f"There is no second opinion. {error.sentence}")
            return None
        _say(second.fallback_reason)
        return second

    def without_model(self, sentence: str) -> int:
        """Name every image in the report with the reason why none was scored."""
        _say(sentence)
        self._run.walk(self._roots, self._token)
        self._report([failure_row(entry.relative, sentence) for entry in self._study.entries])
        return NOTHING_RAN

    def refused(self, sentence: str) -> int:
        """Say what is wrong with the command line, where only the models could tell."""
        _say(sentence)
        return USAGE

    def _report(self, rows: list[ReportRow]) -> int:
        scan = self._run.scan
        if scan.sentence:
            _say(scan.sentence)
            rows = [failure_row(".", scan.sentence)]
        written = self._write_csv(rows)
        self._summarise(rows)
        if not written or (scan.files == 0 and not scan.cancelled):
            return NOTHING_RAN
        return DONE if all(row.status in _ANSWERED for row in rows) and not scan.cancelled else INCOMPLETE

    def _write_csv(self, rows: Sequence[ReportRow]) -> bool:
        try:
            if self._options.report is not None:
                write_csv(self._options.report, rows)
        except ReportError as error:
            _say(error.sentence)
            return False
        return True

    def _summarise(self, rows: Sequence[ReportRow]) -> None:
        scan = self._run.scan
        summary = RunSummary(
            scan.files + scan.failures,
            scan.skipped,
            Counter(row.status for row in rows if row.file != "."),
            self._run.images_per_second,
            self._study.synthetic,
            _agreements(rows),
            Counter(row.gate_rule for row in rows if row.gate == GateOutcome.REFUSED),
            sum(row.gate == GateOutcome.OVERRIDDEN for row in rows),
        )
        if self._options.json:
            sys.stdout.write(to_json(summary.as_json(), rows) + "\n")
        (sys.stderr if self._options.json else sys.stdout).write(summary.line() + "\n")

    def _export_heatmaps(self, reader: PooledReader) -> int:
        if self._options.heatmaps is None:
            return DONE
        relative = {entry.path: entry.relative for entry in self._study.entries}
        scored = [
            (relative[result.key.path], result)
            for result in self._study.results().values()
            if result.status is Status.SCORED
        ]
        try:
            style = heatmap_style(self._settings.heatmap_style, self._options)
            export_heatmaps(self._options.heatmaps, scored, reader, style, self._token)
        except (DecodeError, ReportError) as error:
            _say(error.sentence)
            return INCOMPLETE
        return DONE


_ANSWERED = (Status.SCORED.value, Status.NOT_SCORED.value)


def _threshold(options: Options, card: ModelCard) -> Threshold:
    if options.threshold is not None:
        return Threshold(options.threshold)
    point = card.operating_point(options.operating_point or card.default_operating_point)
    return Threshold(point.threshold, point.name)


def _agreements(rows: Sequence[ReportRow]) -> Counter[str] | None:
    """Count where two models agree; None where there was only one."""
    return Counter(row.agreement for row in rows) if any(row.second_model_id for row in rows) else None


def heatmap_style(remembered: HeatmapStyle, options: Options) -> HeatmapStyle:
    """Draw as the window last did, but for what was asked for in this run."""
    return replace(
        remembered,
        mode=HeatmapMode(options.heatmap_mode or remembered.mode),
        scale=HeatmapScale(options.heatmap_scale or remembered.scale),
    )


@contextmanager
def _stopped_by_signals() -> Iterator[CancellationToken]:
    """Turn the first Ctrl+C or SIGTERM into a stop with a report; a second one ends the program on the spot."""
    token = CancellationToken()

    def stop(number: int, _frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        # Not in the handler itself, which may have interrupted the very code that holds the token's lock.
        Thread(target=token.cancel).start()

    previous = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield token
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def _say(sentence: str) -> None:
    if sentence:
        sys.stderr.write(f"xray-desktop: {sentence}\n")
