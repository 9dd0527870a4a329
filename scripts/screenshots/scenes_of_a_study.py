"""A study from the empty window to its results, and what can go wrong on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screenshots.stage import is_complete, most_probable, row_named
from screenshots.studies import full_disk, many, with_broken_files

if TYPE_CHECKING:
    from pathlib import Path

    from screenshots.stage import Stage
    from xray_desktop.qt.application import Application


def empty(stage: Stage, study: Path) -> None:
    """Open nothing yet."""
    with stage.window() as application:
        stage.wait(lambda: application.parts.models.model is not None)
        for recent in ("Radiographs May", "Night shift", study.name):
            (stage.home / recent).mkdir(exist_ok=True)
            application.parts.preferences.remember_opened(stage.home / recent)
        stage.take(application, "empty")


def walking(stage: Stage, study: Path) -> None:
    """Catch a large folder while it is walked, while it is scored, and after it was stopped."""
    with stage.window(many(stage.home, study)) as application:
        stage.wait(lambda: len(application.parts.thumbnails.cache) >= 6, settle_s=0.0)
        stage.take(application, "walking")
        stage.wait(lambda: len(application.parts.study.results()) >= 10, settle_s=3.0)
        stage.take(application, "scoring")
        application.window.status.cancel_requested.emit()
        stage.wait(lambda: not application.parts.scoring.running)
        stage.take(application, "cancelled")


def done(stage: Stage, study: Path) -> None:
    """Wait for all scores; move the threshold, filter to nothing, look at one image."""
    from xray_desktop.study.arrangement import Order, Show

    with stage.window() as application:
        application.parts.study_controller.open([study], study.name)
        stage.wait(lambda: is_complete(application))
        page = application.window.grid_page
        page.view.go_to(most_probable(application).key)
        stage.take(application, "grid")
        application.parts.threshold.move(1.0)
        page.filter_bar.asked.emit(Order.SCAN, Show.AT_OR_ABOVE, "")
        stage.take(application, "filtered-to-nothing")
        page.show_all.emit()
        application.parts.threshold.choose(application.parts.models.model.card.default_operating_point)
        stage.look_at(application, most_probable(application).key)
        stage.take(application, "one-image")
        stage.run(application, "light_theme")
        application.parts.navigation.back()
        stage.take(application, "light-theme")


def problems(stage: Stage, study: Path) -> None:
    """Open files that cannot be read and one that may not be scored, among good ones."""
    folder = with_broken_files(stage.home, study)
    with stage.window(folder) as application:
        stage.wait(lambda: is_complete(application))
        stage.take(application, "with-errors")
        application.parts.navigation.open(row_named(application, "cut-short").key)
        stage.wait(lambda: application.window.view_page.shows_problem)
        stage.take(application, "image-failed")
        refused = [row for row in application.parts.study.rows if row.state.value == "not_scored"]
        if refused:
            _past_the_gate(stage, application, refused[0].key)
        application.parts.navigation.back()
        with full_disk(stage.home / "full") as disk:
            application.parts.report_export.export(disk / "report.csv")
            stage.wait(lambda: application.window.messages.sentences())
            stage.take(application, "disk-full")


def _past_the_gate(stage: Stage, application: Application, key: object) -> None:
    stage.look_at(application, key)
    stage.take(application, "not-scored")
    application.parts.gate_override.score_anyway([key])
    stage.wait(lambda: application.parts.study.result(key).overridden)
    stage.run(application, "heat_map")
    stage.take(application, "scored-anyway")


def patient_and_notes(stage: Stage, study: Path) -> None:
    """Name a patient and write a note for a scan whose file names nobody."""
    from PySide6.QtWidgets import QScrollArea

    with stage.window(study) as application:
        stage.wait(lambda: is_complete(application))
        application.window.grid_page.view.go_to(row_named(application, "child-2").key)
        section = application.window.findings.patient
        stage.wait(section.isVisible)
        application.window.findings.findChild(QScrollArea).ensureWidgetVisible(section)
        section.name.setText("Phantom, Emil")
        section.name.textEdited.emit("")
        section.id.setText("SYN-25")
        section.id.textEdited.emit("")
        section.notes.setPlainText("Scanned from film of 12 January. Compare with the follow-up.")
        section.flush()
        stage.wait(section.undo.isVisible)
        stage.take(application, "patient-and-notes")


def sources(stage: Stage, study: Path) -> None:
    """Ask for an address, without a network; begin a new session."""
    with stage.window(study) as application:
        stage.wait(lambda: is_complete(application))
        for asked, name in ((False, "web-address-off"), (True, "web-address")):
            if asked:
                application.parts.preferences.change(allow_urls=True)
            application.parts.web.ask("https://radiology.example/film.dcm" if asked else "")
            stage.turn(0.5)
            stage.take(application, name, of=stage.qt.activeModalWidget())
            stage.qt.activeModalWidget().close()
            stage.turn(0.2)
        application.parts.web.fetch("https://radiology.example/film.dcm")
        stage.wait(lambda: application.window.messages.sentences())
        stage.take(application, "no-network")
        application.window.messages.close_topic("address")
        stage.run(application, "new_session")
        stage.take(application, "new-session")


def restoring(stage: Stage, study: Path) -> None:
    """Open a window after one that did not end in order."""
    import subprocess
    import sys

    data_dir = stage.home / ".data-lost"
    crash = (
        "import os, sys; from pathlib import Path;"
        "from xray_desktop.settings.paths import app_paths;"
        "from xray_desktop.services.session.folder import SessionFolder;"
        "from xray_desktop.services.session.record import SessionRecord, keep_session;"
        "folder = SessionFolder(app_paths(Path(sys.argv[1])).sessions);"
        "keep_session(folder, SessionRecord.of([Path(sys.argv[2])], 'Demo study', {}));"
        "os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", crash, str(data_dir), str(study)], check=False)
    with stage.window(data_dir=data_dir) as application:
        stage.wait(lambda: application.window.messages.sentences() and application.parts.models.model)
        stage.take(application, "restore")


SCENES = {each.__name__: each for each in (empty, walking, done, problems, patient_and_notes, sources, restoring)}
