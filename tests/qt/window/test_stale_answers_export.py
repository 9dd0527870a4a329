"""Of two reports or pictures that go to one place the later stays, whichever is written last; each place is told of."""

from __future__ import annotations

import csv

import cv2
import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication

from tests.support.held_work import HeldExecutor
from tests.support.studies import write_png

ORDERS = pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["in order", "the first one last"])
DARK, MIDDLE, BRIGHT = 20, 128, 160


@pytest.fixture
def opened(window, finished, tmp_path):
    folder = tmp_path / "study"
    folder.mkdir()
    for name, grey in (("dark", DARK), ("bright", BRIGHT)):
        write_png(folder / f"{name}.png", np.tile(np.linspace(grey, grey + 80, 256).astype(np.uint8), (256, 1)))
    application = window(folder)
    finished(application)
    return application


@pytest.fixture
def work(opened):
    """What the window has done in the background from now on, each job when the test lets it go."""
    with HeldExecutor() as executor:
        kept, opened.parts.background.executor = opened.parts.background.executor, executor
        yield executor
        opened.parts.background.executor = kept


def let_go(work, name, order, qtbot):
    """Let two jobs of a name go in an order, each with time to arrive."""
    for place in (order[0], 0):
        work.let_go([number for number, each in enumerate(work.waiting) if each == name][place])
        qtbot.wait(30)


def thresholds(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return {float(row["threshold"]) for row in csv.DictReader(stream)}


class TestReports:
    @pytest.fixture
    def told(self, opened):
        heard = []
        opened.parts.report.written.connect(lambda path, *_: heard.append(path.name))
        opened.parts.report.failed.connect(lambda path, _error: heard.append(f"not {path.name}"))
        return heard

    def export_twice(self, opened, *paths):
        for line, path in zip((0.2, 0.8), paths, strict=True):
            opened.parts.threshold.move(line)
            opened.parts.report_export.export(path)

    @ORDERS
    def test_the_later_of_two_reports_stays(self, opened, work, told, qtbot, tmp_path, order):
        path = tmp_path / "report.csv"
        self.export_twice(opened, path, path)
        let_go(work, "_export", order, qtbot)
        qtbot.waitUntil(lambda: bool(told))
        assert told == ["report.csv"]
        assert thresholds(path) == {0.8}

    @ORDERS
    def test_that_the_one_before_could_not_be_written_is_not_said(self, opened, work, told, qtbot, tmp_path, order):
        path = tmp_path / "absent" / "report.csv"
        self.export_twice(opened, path, path)
        let_go(work, "_export", order, qtbot)
        qtbot.waitUntil(lambda: bool(told))
        assert told == ["not report.csv"]

    def test_two_files_are_both_written_and_told_of(self, opened, work, told, qtbot, tmp_path):
        one, other = tmp_path / "one.csv", tmp_path / "other.csv"
        self.export_twice(opened, one, other)
        let_go(work, "_export", (1, 0), qtbot)
        qtbot.waitUntil(lambda: len(told) == 2)
        assert told == ["other.csv", "one.csv"]
        assert (thresholds(one), thresholds(other)) == ({0.2}, {0.8})

    def test_a_report_is_written_though_the_window_closes(self, opened, work, tmp_path):
        path = tmp_path / "report.csv"
        opened.parts.report_export.export(path)
        opened.close()
        work.shutdown()
        assert thresholds(path)


class TestPictures:
    @pytest.fixture
    def snapshots(self, opened, wait):
        """Return the two pictures as they are looked at, the dark one first."""
        found = {}
        opened.window.actions_.heat_map.setChecked(False)
        for row in opened.parts.study.rows:
            opened.parts.navigation.open(row.key)
            wait(lambda row=row: (opened.parts.panes.image and opened.parts.panes.image.key) == row.key)
            opened.window.view_page.image.set_corners_visible(False)
            found[row.name] = opened.parts.shown_picture.take_snapshot()
        return found["dark.png"], found["bright.png"]

    @ORDERS
    @pytest.mark.parametrize("late", ["_draw", "_encode_and_write"])
    def test_the_later_of_two_pictures_stays(self, opened, snapshots, work, wait, qtbot, tmp_path, order, late):
        path = tmp_path / "picture.png"
        for snapshot in snapshots:
            opened.parts.picture_export.export(path, snapshot)
            if late == "_encode_and_write":
                work.let_go(work.waiting.index("_draw"))
                qtbot.waitUntil(lambda: work.waiting[-1:] == ["_encode_and_write"])
        if late == "_draw":
            let_go(work, "_draw", order, qtbot)
            qtbot.waitUntil(lambda: "_encode_and_write" in work.waiting)
            assert work.waiting.count("_encode_and_write") == 1
            work.let_go(work.waiting.index("_encode_and_write"))
        else:
            qtbot.waitUntil(lambda: work.waiting.count("_encode_and_write") == 2)
            let_go(work, "_encode_and_write", order, qtbot)
        wait(lambda: bool(opened.window.messages.sentences()))
        assert cv2.imread(str(path))[100, 100, 0] > MIDDLE

    @ORDERS
    def test_the_clipboard_has_the_picture_that_was_copied_last(self, opened, work, wait, qtbot, order):
        QGuiApplication.clipboard().clear()
        opened.window.actions_.heat_map.setChecked(False)
        for name in ("dark.png", "bright.png"):
            key = next(row.key for row in opened.parts.study.rows if row.name == name)
            opened.parts.navigation.open(key)
            wait(lambda key=key: (opened.parts.panes.image and opened.parts.panes.image.key) == key)
            opened.window.view_page.image.set_corners_visible(False)
            opened.parts.picture_export.copy()
        let_go(work, "_draw", order, qtbot)
        wait(lambda: bool(opened.window.messages.sentences()))
        assert QGuiApplication.clipboard().image().pixelColor(100, 100).red() > MIDDLE
