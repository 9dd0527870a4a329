"""The lowest line, the sentences above the picture, and the band that says that pictures are drawings."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from xray_desktop.qt.window.band import SYNTHETIC, SyntheticBand
from xray_desktop.qt.window.message_bar import Message, MessageBar, MessageButton, Severity
from xray_desktop.qt.window.status_line import StatusLine, counts_in_words
from xray_desktop.study.counts import Counts


@pytest.fixture
def bar(qtbot):
    made = MessageBar()
    qtbot.addWidget(made)
    return made


class TestMessageBar:
    def test_it_takes_no_room_while_there_is_nothing_to_say(self, bar):
        assert bar.isHidden()
        bar.show_message(Message("a", "One."))
        assert not bar.isHidden()
        bar.close_topic("a")
        assert bar.isHidden()

    def test_a_newer_message_replaces_an_older_one_on_the_same_topic(self, bar):
        bar.show_message(Message("a", "One."))
        bar.show_message(Message("b", "Two."))
        bar.show_message(Message("a", "Three.", Severity.PROBLEM))
        assert sorted(bar.sentences()) == ["Three.", "Two."]

    def test_the_way_out_acts_and_closes(self, bar, qtbot):
        acted = []
        bar.show_message(Message("a", "One.", buttons=(MessageButton("Do it", lambda: acted.append(1)),)))
        qtbot.mouseClick(bar.findChild(QPushButton), Qt.MouseButton.LeftButton)
        assert acted == [1]
        assert not bar.sentences()

    def test_a_way_out_may_say_something_on_the_same_topic(self, bar, qtbot):
        again = MessageButton("Again", lambda: bar.show_message(Message("a", "Two.")))
        bar.show_message(Message("a", "One.", buttons=(again,)))
        qtbot.mouseClick(bar.findChild(QPushButton), Qt.MouseButton.LeftButton)
        assert bar.sentences() == ["Two."]

    def test_a_name_that_looks_like_html_is_shown_as_it_is(self, bar):
        bar.show_message(Message("a", "<b>film</b>.jpg cannot be read."))
        label = next(each for each in bar.findChildren(QLabel) if "film" in each.text())
        assert label.textFormat() is Qt.TextFormat.PlainText


class TestStatusLine:
    @pytest.mark.parametrize(
        ("counts", "words"),
        [
            (Counts(), ""),
            (Counts(images=1, waiting=1), "1 image"),
            (
                Counts(images=81, at_or_above=34, below=44, not_scored=2, failed=1),
                "81 images  ·  34 at or above threshold  ·  44 below  ·  2 not scored  ·  1 failed",
            ),
            (Counts(images=5216, below=1, cancelled=5215), "5,216 images  ·  0 at or above threshold  ·  1 below"),
        ],
    )
    def test_counts_leave_out_what_there_is_none_of(self, counts, words):
        assert counts_in_words(counts).startswith(words)
        assert "0 failed" not in counts_in_words(counts)

    def test_progress_says_how_far_and_how_fast(self, qtbot):
        line = StatusLine()
        qtbot.addWidget(line)
        line.progress.show_scoring(61, 81, 14.2)
        assert line.progress.words.text() == "61/81  14/s"
        assert (line.progress.bar.value(), line.progress.bar.maximum()) == (61, 81)
        line.progress.show_scoring(61, 81, 3.14)
        assert line.progress.words.text() == "61/81  3.1/s"
        line.progress.show_scoring(0, 81, None)
        assert line.progress.words.text() == "0/81"
        line.progress.show_walking(1200)
        assert "1,200" in line.progress.words.text()
        assert line.progress.bar.maximum() == 0

    def test_the_cross_asks_to_stop(self, qtbot):
        line = StatusLine()
        qtbot.addWidget(line)
        line.show()
        line.progress.show_walking(3)
        with qtbot.waitSignal(line.cancel_requested):
            qtbot.mouseClick(line.progress.cancel, Qt.MouseButton.LeftButton)

    def test_the_purpose_is_there_however_narrow_the_window_is(self, qtbot):
        line = StatusLine()
        qtbot.addWidget(line)
        line.show()
        line.set_counts(Counts(images=10**6, at_or_above=10**5, below=10**5, not_scored=10**5, failed=10**5))
        line.set_provider("CPU (onnxruntime)")
        line.progress.show_scoring(10**5, 10**6, 1234.0)
        line.resize(960, line.height())
        purpose = line.purpose
        assert purpose.geometry().right() <= line.width()
        assert purpose.width() >= purpose.sizeHint().width()


def test_the_band_says_that_scores_on_drawings_mean_nothing(qtbot):
    band = SyntheticBand()
    qtbot.addWidget(band)
    assert band.isHidden()
    assert SYNTHETIC in {label.text() for label in band.findChildren(QLabel)}
