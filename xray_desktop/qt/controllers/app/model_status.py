"""What the window says of the model in use: its name, what it runs on, and why another cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from xray_desktop.qt.i18n.language import error_text, said, tr
from xray_desktop.qt.window.message_bar import Message, MessageButton, Severity
from xray_desktop.qt.window.status_line import LOADING

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from xray_desktop.inference.session import ModelSession
    from xray_desktop.qt.controllers.state.model import ModelController
    from xray_desktop.qt.window.message_bar import MessageBar
    from xray_desktop.qt.window.status_line import StatusLine
    from xray_desktop.qt.window.tool_bar import ToolBar


class ModelStatusController(QObject):
    """Keeps the tool bar, the status line and the messages in step with the model in use.

    Parameters
    ----------
    open_model
        What the user can do about a model that is refused.
    """

    def __init__(
        self,
        models: ModelController,
        tool_bar: ToolBar,
        status: StatusLine,
        messages: MessageBar,
        open_model: QAction,
    ) -> None:
        super().__init__()
        self._models, self._tool_bar, self._status = models, tool_bar, status
        self._messages, self._open_model = messages, open_model
        models.loading.connect(self._tell_loading)
        models.loaded.connect(self._tell_model)
        models.refused.connect(self._tell_refusal)

    def _tell_loading(self, name: str) -> None:
        self._tool_bar.set_model(name)
        self._status.set_provider(tr(LOADING))

    def _tell_model(self, model: ModelSession) -> None:
        for topic in ("model", "provider"):
            self._messages.close_topic(topic)
        self._show(model)
        if model.installation_problem:
            self._messages.show_message(Message("installation", said(model.installation_problem), Severity.PROBLEM))
        if model.fallback_reason:
            self._messages.show_message(Message("provider", said(model.fallback_reason)))

    def _show(self, model: ModelSession) -> None:
        self._tool_bar.set_model(model.card.name)
        self._status.set_provider(model.provider_title)

    def _tell_refusal(self, error: Exception) -> None:
        model = self._models.model
        if model is None:
            self._tool_bar.set_model("")
            self._status.set_provider(tr("no model"))
            after = tr("The pictures can be looked at; nothing is scored.")
        else:
            self._show(model)
            after = tr("{model} stays in use.", model=model.card.model_id)
        offered = MessageButton(tr("Open another model…"), self._open_model.trigger)
        self._messages.show_message(Message("model", f"{error_text(error)} {after}", Severity.PROBLEM, (offered,)))
