"""How the files of a large study reach the job: in parts, all, none after another job has begun; and the job's pace."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.scan.scan import ScannedFile
from xray_desktop.imaging.sniff import FileKind
from xray_desktop.qt.controllers.state.scoring import FILES_AT_ONCE, Pace, ScoringController
from xray_desktop.qt.runtime.jobs import Background
from xray_desktop.qt.runtime.lifetime import Lifetime
from xray_desktop.services.scoring.analysis import AnalysisSummary
from xray_desktop.study.result import ImageResult, Status

FILES = [ScannedFile(Path(f"/study/{number}.jpeg"), f"{number}.jpeg", FileKind.JPEG) for number in range(2500)]


class Job:
    """Takes files as an analysis does, and says of each what it is told to."""

    def __init__(self, on_result, token):
        self.future = Future()
        self.parts = []
        self.closed = False
        self._on_result = on_result
        self._token = token
        token.on_cancel(self._end)

    def add(self, files):
        assert not self.closed
        self.parts.append(len(files))
        for file in files:
            status = Status.CANCELLED if self._token.cancelled else Status.SCORED
            self._on_result(ImageResult(ImageKey(file.path), status))

    def close_input(self):
        self.closed = True
        if not self.future.done():
            self._end()

    def _end(self):
        if not self.future.done():
            self.future.set_result(AnalysisSummary(Counter(), 1.0))


@pytest.fixture
def jobs():
    return []


@pytest.fixture
def scoring(jobs, qtbot):
    def start(_model, on_result, token):
        jobs.append(Job(on_result, token))
        return jobs[-1]

    lifetime = Lifetime()
    background = Background(ThreadPoolExecutor(1), lifetime, pytest.fail)
    yield ScoringController(start, background)
    lifetime.end()


@pytest.fixture
def heard(scoring):
    told = []
    scoring.results.connect(lambda results: told.extend(result.status for result in results))
    scoring.finished.connect(lambda _summary: told.append("end"))
    return told


def test_a_job_gets_its_files_in_parts_and_then_its_end(scoring, jobs, heard, qtbot):
    scoring.start(None, FILES, more_to_come=False)
    (job,) = jobs
    assert job.parts == [FILES_AT_ONCE]
    assert not job.closed
    qtbot.waitUntil(lambda: "end" in heard)
    assert job.parts == [1000, 1000, 500]
    assert heard == [*[Status.SCORED] * len(FILES), "end"]
    assert not scoring.running


def test_files_of_the_walk_stand_behind_those_that_are_still_to_be_given(scoring, jobs, heard, qtbot):
    scoring.start(None, FILES[:1500], more_to_come=True)
    scoring.add(FILES[1500:])
    scoring.close_input()
    qtbot.waitUntil(lambda: "end" in heard)
    assert sum(jobs[0].parts) == len(FILES)


def test_files_that_a_stopped_job_was_not_given_come_back_as_stopped_before_its_end(scoring, jobs, heard, qtbot):
    scoring.start(None, FILES, more_to_come=False)
    scoring.stop()
    qtbot.waitUntil(lambda: "end" in heard)
    assert Counter(heard) == {Status.SCORED: FILES_AT_ONCE, Status.CANCELLED: len(FILES) - FILES_AT_ONCE, "end": 1}
    assert heard[-1] == "end"


def test_a_dropped_job_gets_no_further_files(scoring, jobs, heard, qtbot):
    scoring.start(None, FILES, more_to_come=False)
    scoring.drop()
    scoring.start(None, FILES[:3], more_to_come=False)
    qtbot.waitUntil(lambda: "end" in heard)
    assert [job.parts for job in jobs] == [[FILES_AT_ONCE], [3]]
    assert heard == [*[Status.SCORED] * 3, "end"]


class TestPace:
    def test_there_is_none_before_results_came_twice(self):
        pace = Pace()
        assert pace.rate(0.0) is None
        pace.count(0.0, 10)
        assert pace.rate(1.0) is None

    def test_it_is_images_over_time(self):
        pace = Pace()
        for tick in range(5):
            pace.count(tick * 1.0, 7)
        assert pace.rate(4.0) == pytest.approx(7.0)

    def test_it_forgets_what_is_long_ago(self):
        pace = Pace()
        pace.count(0.0, 1000)
        for tick in range(20, 30):
            pace.count(float(tick), 3)
        assert pace.rate(29.0) == pytest.approx(3.0)
        assert pace.rate(100.0) is None
