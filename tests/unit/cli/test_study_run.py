"""A run without a window: results come from several threads, and one of them owns the study."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from tests.support.studies import multi_frame_dicom, small_study
from tests.support.tiny_model import TinyNetwork, write_tiny_model
from xray_desktop.cli.progress import Progress
from xray_desktop.cli.study_run import StudyRun
from xray_desktop.findings.finding import Threshold
from xray_desktop.imaging.workers.pool import PooledReader
from xray_desktop.inference.session import ModelSession
from xray_desktop.services.cancellation import CancellationToken
from xray_desktop.services.report.rows import Disclosure, report_rows
from xray_desktop.study.result import Role, ScoredBy, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xray_desktop.study.changes import Change


@pytest.fixture(scope="module")
def reader() -> Iterator[PooledReader]:
    with PooledReader(workers=1) as made:
        yield made


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> list[ModelSession]:
    folder = tmp_path_factory.mktemp("models")
    return [
        ModelSession.open(write_tiny_model(folder / f"{gain}.onnx", TinyNetwork(gain=gain)), "cpu")
        for gain in (20.0, -20.0)
    ]


@pytest.fixture
def run(models: list[ModelSession], tmp_path: Path) -> StudyRun:
    small_study(tmp_path / "study")
    multi_frame_dicom(tmp_path / "study" / "three.dcm", 3)
    made = StudyRun()
    for role, model in zip(Role, models, strict=True):
        made.study.assign(role, ScoredBy(model.card, model.sha256, Threshold(0.5)))
    return made


def test_results_reach_the_study_in_the_thread_that_made_it(
    run: StudyRun, reader: PooledReader, models: list[ModelSession], tmp_path: Path
) -> None:
    threads: set[int] = set()

    def note(_change: Change) -> None:
        threads.add(threading.get_ident())

    run.study.observe(note)
    run.score([tmp_path / "study"], reader, models[0], CancellationToken(), Progress())
    run.score_again(reader, models[1], CancellationToken(), Progress())
    assert threads == {threading.get_ident()}
    first, second = run.study.results(Role.FIRST), run.study.results(Role.SECOND)
    assert set(first) == set(second) == {row.key for row in run.study.rows}
    assert run.study.counts.scored == len(first) > len(run.study.files)
    assert not run.study.has_pending
    assert run.images_per_second > 0.0


def test_a_run_that_is_stopped_says_so_of_every_image(
    run: StudyRun, reader: PooledReader, models: list[ModelSession], tmp_path: Path
) -> None:
    token = CancellationToken()
    token.cancel()
    run.score([tmp_path / "study"], reader, models[0], token, Progress())
    assert run.scan.cancelled
    assert {row.status for row in report_rows(run.study, Disclosure())} <= {Status.CANCELLED.value}
    assert len(run.study.results()) == len(run.study.entries)


def test_a_walk_alone_scores_nothing(run: StudyRun, tmp_path: Path) -> None:
    run.walk([tmp_path / "study"], CancellationToken())
    assert len(run.study.entries) == run.scan.files > 0
    assert run.study.results() == {}
