"""The log and the diagnostics: only what was asked for last is shown, in whatever order answers come."""

from __future__ import annotations

import pytest

from tests.qt.controllers.conftest import ORDERS


class TestLog:
    @pytest.fixture
    def log(self, parts, tmp_path):
        path = parts.log._path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("2026-01-01 00:00:00 INFO one\n")
        return path

    def shown(self, parts):
        return parts.log.dialog.text.toPlainText()

    @ORDERS
    def test_the_window_that_is_opened_anew_shows_the_log_from_its_beginning(self, parts, held, log, order):
        parts.log.open()
        held.let_all_go()
        log.write_text(log.read_text() + "2026-01-01 00:00:01 INFO two\n")
        parts.log._read()
        held.work("_read_tail")
        parts.log.dialog.reject()
        parts.log.open()
        held.let_both_go("_read_tail", order)
        assert "one" in self.shown(parts)
        assert self.shown(parts).count("two") == 1

    def test_it_is_read_once_at_a_time(self, parts, held, log):
        parts.log.open()
        parts.log._read()
        assert held.count("_read_tail") == 1
        held.let_all_go()
        parts.log._read()
        assert held.count("_read_tail") == 1


class TestDiagnostics:
    @pytest.fixture
    def dialog(self, parts, held):
        parts.diagnostics.open()
        return parts.diagnostics.dialog

    @ORDERS
    def test_the_last_run_is_shown(self, parts, held, dialog, order):
        held.work("_run")
        dialog.run_requested.emit()
        if order == "the first one last":
            held.let_go("_run", 1)
            assert dialog.notice.sentence.text() == "Everything that was looked at works."
            headings = [section.heading for section in dialog.sections]
            held.let_go("_run")
        else:
            held.let_go("_run")
            assert not dialog.again.isEnabled()
            assert not dialog.sections
            held.let_go("_run")
            headings = [section.heading for section in dialog.sections]
        assert [section.heading for section in dialog.sections] == headings
        assert len(headings) == len(set(headings))
        assert dialog.again.isEnabled()

    @ORDERS
    def test_that_an_earlier_run_was_stopped_is_not_said(self, parts, held, dialog, order):
        dialog.stop_requested.emit()
        dialog.run_requested.emit()
        held.let_both_go("_run", order)
        assert dialog.notice.sentence.text() == "Everything that was looked at works."

    def test_a_run_of_a_window_that_has_closed_is_not_shown_in_the_next(self, parts, held, dialog):
        held.work("_run")
        dialog.reject()
        parts.diagnostics.open()
        held.let_go("_run")
        assert not parts.diagnostics.dialog.sections
        held.let_all_go()
        assert parts.diagnostics.dialog.sections
