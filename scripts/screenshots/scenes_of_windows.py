"""Windows beside the main one, and the main one as somebody else wants it: larger text, another language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screenshots.stage import is_complete, most_probable

if TYPE_CHECKING:
    from pathlib import Path

    from screenshots.stage import Stage


def dialogues(stage: Stage, _study: Path) -> None:
    """Open the keys and the versions."""
    with stage.window() as application:
        stage.wait(lambda: application.parts.models.model is not None)
        for action, name in (("shortcuts", "keys-and-mouse"), ("about", "about")):
            stage.run(application, action)
            stage.take(application, name, of=stage.qt.activeModalWidget())
            stage.qt.activeModalWidget().close()
            stage.turn(0.2)


def inspecting(stage: Stage, study: Path) -> None:
    """Open the diagnostics and the guide."""
    from xray_desktop.qt.dialogs.guide import GuideDialog

    with stage.window(study) as application:
        stage.wait(lambda: is_complete(application))
        stage.run(application, "diagnostics")
        dialog = application.parts.diagnostics.dialog
        stage.wait(lambda: dialog.copy.isEnabled(), settle_s=0.5)
        # Past the versions, to what was tried.
        bar = dialog.sheet.verticalScrollBar()
        bar.setValue(bar.maximum() * 3 // 4)
        stage.take(application, "diagnostics", of=dialog)
        dialog.close()
        stage.run(application, "guide")
        guide = next(each for each in stage.qt.topLevelWidgets() if isinstance(each, GuideDialog))
        stage.turn(1.0)
        stage.take(application, "user-guide", of=guide)
        guide.close()


def large_text(stage: Stage, study: Path) -> None:
    """Write everything half as large again."""
    with stage.window(study) as application:
        stage.wait(lambda: is_complete(application))
        application.parts.text_size.choose(150)
        stage.look_at(application, most_probable(application).key)
        stage.run(application, "heat_map")
        stage.take(application, "large-text")


def dutch(stage: Stage, study: Path) -> None:
    """Speak Dutch."""
    data_dir = stage.home / ".data-dutch"
    data_dir.mkdir()
    (data_dir / "window.ini").write_text("[General]\nlanguage=nl\n", encoding="utf-8")
    with stage.window(study, data_dir=data_dir) as application:
        stage.wait(lambda: is_complete(application))
        stage.look_at(application, most_probable(application).key)
        stage.run(application, "heat_map")
        stage.take(application, "dutch")


SCENES = {each.__name__: each for each in (dialogues, inspecting, large_text, dutch)}
