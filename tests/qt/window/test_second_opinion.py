"""A second model beside the first one, in the real window."""

from __future__ import annotations

import csv

import pytest

from tests.support.studies import small_study
from tests.support.tiny_model import TinyNetwork
from xray_desktop.qt.findings_panel.second_section import AGREE
from xray_desktop.qt.grid.badge import badge_of, models_disagree
from xray_desktop.study.arrangement import Show
from xray_desktop.study.result import Role

BRIGHT, DARK = TinyNetwork(gain=20.0), TinyNetwork(gain=-20.0)
IMAGES = 3


@pytest.fixture
def second_finished(wait):
    def is_finished(application):
        return (
            len(application.parts.study.results(Role.SECOND)) == IMAGES
            and not application.parts.second.analysis.running
        )

    return lambda application: wait(lambda: is_finished(application))


@pytest.fixture
def study(tmp_path):
    small_study(tmp_path / "study", IMAGES)
    return tmp_path / "study"


@pytest.fixture
def apart(window, finished, second_finished, study):
    """A window on a study over which two models never agree: what is bright is not dark."""
    window.add_model("zdark.onnx", network=DARK, model_id="tiny-dark")
    application = window(study, model="tiny-brightness", second_model="tiny-dark")
    finished(application)
    second_finished(application)
    return application


def test_a_disagreement_takes_the_place_of_a_label_everywhere(apart, wait, tmp_path):
    main, threshold = apart.window, apart.parts.threshold.threshold
    assert all(badge_of(row, threshold) == models_disagree() for row in apart.parts.study.rows)
    wait(lambda: f"models disagree on {IMAGES}" in main.status.counts.text())
    assert "0 at or above threshold" in main.status.counts.text()
    main.grid_page.view.go_to(apart.parts.grid.row_at(0).key)
    finding, first = main.findings.finding, apart.parts.grid.row_at(0)
    wait(lambda: finding.both.isVisible())
    assert finding.pill.badge == models_disagree()
    assert finding.both.first.number.text() == f"{first.probability:.2f}"
    assert finding.both.second.number.text() == f"{first.second.probability:.2f}"
    assert finding.advice.text() == "Clinician confirmation required"
    assert not finding.score.isVisible()
    apart.parts.report_export.export(tmp_path / "out.csv")
    wait(lambda: (tmp_path / "out.csv").exists())
    with (tmp_path / "out.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["label"] for row in rows} == {"models disagree"}
    assert {row["second_model_id"] for row in rows} == {"tiny-dark"}


def test_moving_the_threshold_moves_the_agreement(apart, wait):
    assert apart.parts.study.counts.disagree == IMAGES
    # The first model now calls nothing positive below 1.00, or everything from 0.00 on: agreement follows its line.
    positive = sum(row.second.positive for row in apart.parts.study.rows)
    apart.parts.threshold.move(0.0)
    assert apart.parts.study.counts.disagree == IMAGES - positive
    apart.parts.threshold.move(1.0)
    assert apart.parts.study.counts.disagree == positive


def test_disagreements_can_be_shown_alone_while_there_is_a_second_model(apart, wait):
    header = apart.window.grid_page.filter_bar
    place = header.show_only.findData(Show.DISAGREE)
    header.show_only.setCurrentIndex(place)
    header.show_only.activated.emit(place)
    assert apart.parts.grid.rowCount() == IMAGES
    apart.parts.second.dismiss()
    assert apart.parts.study.arrangement.show is Show.ALL
    assert apart.parts.preferences.settings.second_model_id == ""
    assert all(row.second is None for row in apart.parts.study.rows)


def test_models_that_agree_say_so_beside_the_finding(window, finished, second_finished, wait, study):
    window.add_model("zbright.onnx", network=BRIGHT, model_id="tiny-bright-too")
    application = window(study)
    finished(application)
    application.parts.second.choose(window.models / "zbright.onnx")
    second_finished(application)
    assert application.parts.preferences.settings.second_model_id == "tiny-bright-too"
    application.window.grid_page.view.go_to(application.parts.grid.row_at(0).key)
    section = application.window.findings.second
    wait(lambda: section.isVisible() and section.verdict.text() == AGREE)
    assert section.model.value.text() == "tiny-bright-too 1.0.0"
    assert application.window.findings.finding.score.isVisible()


def test_a_model_is_not_its_own_second_opinion(window, finished, wait, study):
    application = window(study)
    finished(application)
    application.parts.second.choose(application.parts.models.model.path)
    wait(lambda: any("has to come from another one" in each for each in application.window.messages.sentences()))
    assert application.parts.second.model is None


def test_a_remembered_second_model_that_is_gone_is_told(window, wait, study):
    application = window(study, second_model="nowhere")
    wait(lambda: any("no model of that name" in each for each in application.window.messages.sentences()))
    assert application.parts.second.model is None
