"""The empty page, the page of a problem, and labels that give way."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from xray_desktop.qt.widgets.elided_label import ElidedLabel
from xray_desktop.qt.widgets.short_path import short_path
from xray_desktop.qt.window.empty_page import EmptyPage
from xray_desktop.qt.window.problem_page import ProblemPage


class TestEmptyPage:
    def test_recent_studies_are_listed_the_latest_first_and_not_all(self, qtbot):
        page = EmptyPage()
        qtbot.addWidget(page)
        page.show()
        page.set_recent([Path(f"/archive/{number}") for number in range(9)])
        assert [line.path.name for line in page._lines] == ["0", "1", "2", "3", "4"]
        page.set_recent([Path("/archive/x")])
        (line,) = page._lines
        with qtbot.waitSignal(page.open_recent) as opened:
            qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
        assert opened.args == [Path("/archive/x")]

    def test_the_buttons_ask(self, qtbot):
        page = EmptyPage()
        qtbot.addWidget(page)
        page.show()
        for button, signal in (
            (page.drop_zone.folder, page.open_folder),
            (page.drop_zone.files, page.open_files),
            (page.drop_zone.demo, page.open_demo),
        ):
            with qtbot.waitSignal(signal):
                qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_long_sentence_is_not_cut(qtbot):
    page = ProblemPage()
    qtbot.addWidget(page)
    page.resize(700, 500)
    page.show_problem("The file ends too early. " * 12, Path("/archive/film.jpeg"), 0)
    page.show()
    assert page.sentence.height() >= page.sentence.heightForWidth(page.sentence.width())


def test_a_label_gives_way_and_keeps_its_text_in_the_tool_tip(qtbot):
    label = ElidedLabel("a long name of a study <b>")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    label.grab()
    assert label.minimumSizeHint().width() < 30
    assert label.toolTip() == "<qt>a long name of a study &lt;b&gt;</qt>"
    label.resize(400, 20)
    label.grab()
    assert label.toolTip() == ""


def test_paths_in_ones_own_folder_are_written_short(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert short_path(tmp_path / "films" / "1.dcm") == "~/films/1.dcm"
    assert short_path(Path("/elsewhere/1.dcm")) == "/elsewhere/1.dcm"
