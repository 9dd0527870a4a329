"""The demo study: drawn in the background where it is absent, and opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from xray_desktop.qt.i18n.language import sentence, tr
from xray_desktop.qt.runtime.jobs import Background, Jobs
from xray_desktop.qt.window.message_bar import Message, Severity

if TYPE_CHECKING:
    from pathlib import Path

    from xray_desktop.qt.controllers.state.study import StudyController
    from xray_desktop.qt.window.message_bar import MessageBar
    from xray_desktop.settings.paths import AppPaths

DEMO_TITLE = sentence("Demo study")
_TOPIC = "demo"


class DemoController(QObject):
    """Opens the demo study, unless something else is opened while it is drawn.

    Parameters
    ----------
    paths
        Where the demo study is kept.
    """

    def __init__(self, study: StudyController, messages: MessageBar, paths: AppPaths, background: Background) -> None:
        super().__init__()
        self._study, self._messages, self._paths = study, messages, paths
        self._drawing: Jobs[None] = Jobs(background, self._open, self._fail)
        study.opened.connect(lambda _title: self._forget())
        study.added.connect(self._forget)

    def open(self) -> None:
        """Draw the demo study where it is absent, and open it."""
        self._messages.show_message(Message(_TOPIC, tr("The demo study is being drawn; this takes a moment.")))
        self._drawing.ask(_demo_study, self._paths)

    def _forget(self) -> None:
        self._drawing.drop()
        self._messages.close_topic(_TOPIC)

    def _open(self, folder: Path) -> None:
        self._study.open([folder], tr(DEMO_TITLE))

    def _fail(self, error: Exception) -> None:
        self._messages.show_message(Message(_TOPIC, str(error), Severity.PROBLEM))


def _demo_study(paths: AppPaths) -> Path:
    from xray_desktop.services.demo import demo_study

    return demo_study(paths)
