"""The user scores what the gate refused, sees everywhere that it was not accepted, and takes it back."""

from __future__ import annotations

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolTip

from tests.support.gate_study import REFUSED_BY, THRESHOLD, write_gate_study
from tests.support.gated_model import write_gated_model
from tests.support.pictures import noise
from tests.support.studies import write_png
from xray_desktop.model_file.card import InputContract
from xray_desktop.qt.window.status_line import counts_in_words
from xray_desktop.study.arrangement import Show
from xray_desktop.study.result import Status
from xray_desktop.study.row import RowState

CHILDREN = InputContract(rows=64, columns=64, patient_age_years=(1.0, 5.0))


@pytest.fixture
def gated(window, finished, tmp_path):
    """Open a window over the gate's study, with the gated model alone, and wait for the scores."""
    (window.models / "tiny.onnx").unlink()
    write_gated_model(window.models / "gated.onnx", THRESHOLD, input=CHILDREN)
    application = window(write_gate_study(tmp_path / "study"))
    finished(application)
    return application


def key_of(application, name):
    return next(row.key for row in application.parts.study.rows if row.key.path.name == name)


def result_of(application, name):
    return application.parts.study.result(key_of(application, name))


def select(application, *names):
    """Select images in the grid; the last one is the one that the panels speak of."""
    view, grid = application.window.grid_page.view, application.parts.grid
    selection = view.selectionModel()
    view.clearSelection()
    for name in names:
        index = grid.index(grid.place_of(key_of(application, name)), 0)
        selection.setCurrentIndex(index, selection.SelectionFlag.Select)


def everything_said(application, name):
    """Gather every word that the window has for one image."""
    from xray_desktop.qt.grid import phrases
    from xray_desktop.qt.grid.badge import badge_of

    row, panel = application.parts.grid.row_of(key_of(application, name)), application.window.findings
    finding = panel.finding
    labels = (finding.number, finding.sentence, finding.advice, finding.title, panel.gate.against, panel.gate.caveat)
    return " ".join(
        [
            *(label.text() for label in labels if label.isVisible()),
            phrases.tool_tip(row, 0.5),
            badge_of(row, application.parts.study.threshold).text,
            application.window.view_page.image.accessibleDescription(),
        ]
    )


def test_a_refused_image_shows_its_reason_and_no_number(gated, wait):
    for name in REFUSED_BY:
        gated.parts.navigation.open(key_of(gated, name))
        view = gated.window.view_page.image
        wait(lambda view=view, name=name: view.image is not None and view.image.key == key_of(gated, name))
        assert result_of(gated, name).reason in view.accessibleDescription()
        assert view.score_anyway.isVisible()
        assert gated.window.findings.gate.score_anyway.isVisible()
        assert not gated.window.findings.finding.number.text()
        assert "Probability" not in everything_said(gated, name)
    assert sum(gated.parts.study.histogram(50)) == 3


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_the_counts_say_why_images_are_not_scored(gated, wait, qtbot):
    status = gated.window.status
    wait(lambda: "4 not scored" in status.counts.text())
    status.counts.repaint()
    for name in REFUSED_BY:
        sentence = result_of(gated, name).reason.replace("'", "&#x27;")
        assert f"1 not scored: {sentence}" in status.counts.toolTip()
    qtbot.mouseClick(status.counts, Qt.MouseButton.LeftButton)
    wait(QToolTip.isVisible)


def test_the_button_in_the_notice_scores_and_the_mark_cannot_be_switched_off(gated, wait, qtbot):
    gated.parts.navigation.open(key_of(gated, "noise.png"))
    view = gated.window.view_page.image
    wait(view.score_anyway.isVisible)
    qtbot.mouseClick(view.score_anyway, Qt.MouseButton.LeftButton)
    wait(lambda: result_of(gated, "noise.png").overridden)
    assert not view.score_anyway.isVisible()
    view.set_corners_visible(False)
    assert "SCORED ALTHOUGH NOT ACCEPTED" in view.accessibleDescription()
    panel = gated.window.findings
    assert panel.finding.number.text() == f"{result_of(gated, 'noise.png').probability:.2f}"
    assert panel.gate.against.text().startswith("Scored although not accepted: The model has not learned from")
    assert panel.gate.take_back.isVisible()


def test_a_selection_is_scored_by_key_and_taken_back_by_one_click(gated, wait, qtbot):
    select(gated, "chest.jpg", "leg.dcm", "noise.png", "unreadable.dcm")
    before = result_of(gated, "chest.jpg")
    action = gated.window.actions_.score_anyway
    wait(action.isEnabled)
    qtbot.keyClick(
        gated.window.grid_page.view,
        Qt.Key.Key_S,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    wait(lambda: gated.window.messages.sentences())
    assert gated.window.messages.sentences() == ["2 images are scored although not accepted; the report says so."]
    assert {name for name in REFUSED_BY if result_of(gated, name).overridden} == {"leg.dcm", "noise.png"}
    assert result_of(gated, "chest.jpg") is before
    assert result_of(gated, "unreadable.dcm").status is Status.FAILED
    assert "2 scored although not accepted" in counts_in_words(gated.parts.study.counts)
    for name in ("leg.dcm", "noise.png"):
        row = gated.parts.grid.row_of(key_of(gated, name))
        assert row.overridden
        assert "Scored although not accepted" in everything_said(gated, name)
    gated.parts.gate_override.take_back([key_of(gated, "leg.dcm"), key_of(gated, "noise.png")])
    assert not any(result_of(gated, name).overridden for name in REFUSED_BY)
    assert gated.parts.grid.row_of(key_of(gated, "leg.dcm")).state is RowState.NOT_SCORED
    assert sum(gated.parts.study.histogram(50)) == 3


def test_what_is_taken_back_leaves_no_number_behind(gated, wait):
    select(gated, "leg.dcm")
    gated.parts.gate_override.score_anyway([key_of(gated, "leg.dcm")])
    wait(lambda: result_of(gated, "leg.dcm").overridden)
    number = f"{result_of(gated, 'leg.dcm').probability:.2f}"
    assert number in everything_said(gated, "leg.dcm")
    gated.window.findings.gate.take_back.click()
    assert number not in everything_said(gated, "leg.dcm")
    assert result_of(gated, "leg.dcm").heatmap is None


def test_a_decision_holds_for_its_image_and_its_model_alone(gated, window, finished, wait, tmp_path):
    gated.parts.gate_override.score_anyway([key_of(gated, "leg.dcm")])
    wait(lambda: result_of(gated, "leg.dcm").overridden)
    (tmp_path / "next").mkdir()
    write_png(tmp_path / "next" / "noise.png", noise(256, 256, seed=7))
    other = write_gated_model(tmp_path / "other.onnx", THRESHOLD, model_id="tiny-other", input=CHILDREN)
    gated.parts.models.load(other, "other")
    wait(lambda: gated.parts.models.model.card.model_id == "tiny-other")
    finished(gated)
    assert result_of(gated, "leg.dcm").status is Status.NOT_SCORED
    gated.parts.opening.open([tmp_path / "next"])
    finished(gated)
    assert result_of(gated, "noise.png").status is Status.NOT_SCORED


def test_the_report_records_the_decision(gated, wait, tmp_path):
    gated.parts.gate_override.score_anyway([key_of(gated, "colour.png")])
    wait(lambda: result_of(gated, "colour.png").overridden)
    target = tmp_path / "report.csv"
    gated.parts.report_export.export(target)
    wait(target.exists)
    with target.open(newline="", encoding="utf-8") as stream:
        rows = {row["file"]: row for row in csv.DictReader(stream)}
    assert {name: row["gate"] for name, row in rows.items() if name in REFUSED_BY} == {
        **dict.fromkeys(REFUSED_BY, "refused"),
        "colour.png": "overridden",
    }
    assert rows["colour.png"]["gate_rule"] == "colour"
    assert rows["leg.dcm"]["probability"] == ""


def test_the_grid_finds_what_was_scored_anyway(gated, wait):
    gated.parts.gate_override.score_anyway([key_of(gated, "colour.png")])
    wait(lambda: result_of(gated, "colour.png").overridden)
    header = gated.window.grid_page.filter_bar
    header.asked.emit(gated.parts.study.arrangement.order, Show.ANYWAY, "")
    assert [gated.parts.grid.row_at(place).name for place in range(gated.parts.grid.rowCount())] == ["colour.png"]
    header.asked.emit(gated.parts.study.arrangement.order, Show.NOT_SCORED, "")
    assert {gated.parts.grid.row_at(place).name for place in range(gated.parts.grid.rowCount())} == set(REFUSED_BY) - {
        "colour.png"
    }


def test_a_caveat_stands_quietly_beside_the_score(gated, wait):
    gated.parts.navigation.open(key_of(gated, "adult.dcm"))
    view = gated.window.view_page.image
    wait(lambda: view.image is not None)
    assert "The patient is 41 years old" in view.accessibleDescription()
    assert gated.window.findings.gate.caveat.text().startswith("The patient is 41 years old")
    assert not gated.window.findings.gate.take_back.isVisible()
    assert not gated.window.view_page.image.score_anyway.isVisible()


def test_nothing_is_offered_where_nothing_was_refused(gated, wait):
    actions = gated.window.actions_
    select(gated, "noise.png")
    wait(actions.score_anyway.isEnabled)
    select(gated, "chest.jpg", "unreadable.dcm")
    wait(lambda: not actions.score_anyway.isEnabled())
    assert not actions.take_back.isEnabled()
