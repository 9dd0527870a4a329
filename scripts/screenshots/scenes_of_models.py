"""Models: in use, refused, compared, and beside each other."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from screenshots.stage import hangs, is_complete, is_pictured
from xray_desktop.study.result import Role

if TYPE_CHECKING:
    from pathlib import Path

    from screenshots.stage import Stage
    from xray_desktop.qt.application import Application


def models(stage: Stage, study: Path) -> None:
    """Show a provider that fell back, a model that is refused, and none at all."""
    with stage.window(study, provider="cuda") as application:
        stage.wait(lambda: is_complete(application))
        stage.take(application, "provider-fell-back")
    with stage.window(study) as application:
        stage.wait(lambda: is_complete(application))
        stranger = spoilt_model(stage)
        application.parts.models.load(stranger, "stranger")
        stage.wait(lambda: application.window.messages.sentences())
        stage.take(application, "model-refused")
    with stage.window(study, model="none-of-this-name") as application:
        controller = application.parts.study_controller
        stage.wait(lambda: application.window.messages.sentences() and controller.walk.value == "done")
        stage.wait(lambda: is_pictured(application))
        stage.take(application, "no-model")


def managing(stage: Stage, study: Path) -> None:
    """Manage models: the card, the question about a colleague's file, two compared, a second opinion."""
    with stage.window(study) as application:
        stage.wait(lambda: is_complete(application))
        dialog = application.parts.model_library.open()
        stage.wait(lambda: dialog.models.rows)
        stage.take(application, "models", of=dialog)
        application.parts.model_library.offer([other_model(stage, application.parts.models.model.path)])
        stage.wait(lambda: dialog.pages.currentWidget() is dialog.adding)
        stage.take(application, "model-to-add", of=dialog)
        dialog.adding.yes.click()
        stage.wait(lambda: dialog.chosen is not None and dialog.chosen.listed.own)
        _second_opinion(stage, application)


def _second_opinion(stage: Stage, application: Application) -> None:
    """Compare two models, and let the one speak beside the other."""
    dialog = application.parts.model_library.dialog
    others = [row for row in dialog.models.rows if row.listed.entry.card and not row.in_use]
    other = next((row for row in others if not row.listed.own), others[0])
    dialog.choose(other.path)
    dialog.card_page.compare_button.click()
    dialog.comparing.start.click()
    stage.wait(lambda: dialog.comparing.model.comparison is not None)
    stage.take(application, "models-compared", of=dialog)
    dialog.choose(other.path)
    dialog.card_page.second_button.click()
    stage.wait(lambda: application.parts.second.model is not None)
    dialog.close()
    study, analysis = application.parts.study, application.parts.second.analysis
    stage.wait(lambda: len(study.results(Role.SECOND)) > 0 and not analysis.running)
    _show_agreement(stage, application)
    application.parts.second.dismiss()


def _show_agreement(stage: Stage, application: Application) -> None:
    study, threshold = application.parts.study, application.parts.threshold.threshold
    apart = [row for row in study.rows if row.disagrees(threshold)]
    if apart:
        application.window.grid_page.view.go_to(apart[0].key)
        stage.take(application, "models-disagree")
    shown = [row for row in (*apart, *study.rows) if row.heatmap]
    stage.look_at(application, shown[0].key)
    stage.run(application, "beside_models")
    stage.wait(lambda: hangs(application))
    stage.take(application, "two-models")


def other_model(stage: Stage, path: Path) -> Path:
    """Copy a model under another version, as if somebody had sent it."""
    from xray_desktop.model_file.metadata import read_card, write_card

    copy = stage.home / "from-a-colleague.onnx"
    shutil.copyfile(path, copy)
    write_card(copy, read_card(copy).model_copy(update={"model_version": "1.0.1"}))
    return copy


def spoilt_model(stage: Stage) -> Path:
    """Write a file that only claims to be a model."""
    path = stage.home / "unknown.onnx"
    path.write_bytes(b"not a model")
    return path


SCENES = {each.__name__: each for each in (models, managing)}
