"""Sentences above the picture: what happened and the way out. They never stop the work and never ask for a click."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.privacy import identity
from xray_desktop.qt.widgets import icons, layouts
from xray_desktop.qt.widgets.icon_label import IconLabel

if TYPE_CHECKING:
    from collections.abc import Callable


class Severity(StrEnum):
    """How loud a sentence is."""

    NOTICE = "notice"
    """Good to know: a provider that fell back, a job that was stopped."""
    PROBLEM = "problem"
    """Something that was asked for did not happen."""


@dataclass(frozen=True, slots=True)
class MessageButton:
    """A button beside a sentence."""

    text: str
    callback: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence for the user.

    Attributes
    ----------
    topic
        What it is about; a newer message takes the place of an older one on the same topic.
    sentence
        Plain text.
    buttons
        What the user can do about it.
    without_names
        What is said where names are hidden; the same where empty.
    """

    topic: str
    sentence: str
    severity: Severity = Severity.NOTICE
    buttons: tuple[MessageButton, ...] = ()
    without_names: str = ""

    @property
    def shown(self) -> str:
        """The sentence that may be shown now."""
        return self.without_names if self.without_names and identity.is_hidden() else self.sentence


class MessageBar(QWidget):
    """Shows messages one below the other; takes no room while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[str, _Line] = {}
        self._column = layouts.column(self, spacing=theme.SIZE.line)
        self.hide()

    def show_message(self, message: Message) -> None:
        """Show a sentence until it is closed, answered or replaced."""
        self.close_topic(message.topic)
        line = _Line(message)
        line.done.connect(lambda: self.close_topic(message.topic))
        self._lines[message.topic] = line
        self._column.addWidget(line)
        self.show()

    def close_topic(self, topic: str) -> None:
        """Take away what was said on a topic."""
        line = self._lines.pop(topic, None)
        if line is not None:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.setVisible(bool(self._lines))

    def set_identity_hidden(self, _hidden: bool) -> None:
        """Say what is on show with names or without."""
        for line in self._lines.values():
            line.sentence.setText(line.message.shown)

    def sentences(self) -> list[str]:
        """Return what is on show, from top to bottom."""
        return [line.message.shown for line in self._lines.values()]


_LOOKS = {Severity.NOTICE: ("info", "accent"), Severity.PROBLEM: ("triangle-alert", "failed")}


class _Line(QWidget):
    done = Signal()

    def __init__(self, message: Message) -> None:
        super().__init__()
        self.message = message
        self.setProperty("role", "message")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = layouts.row(
            self, spacing=theme.SPACE.m, margins=(theme.SPACE.l, theme.SPACE.s, theme.SPACE.s, theme.SPACE.s)
        )
        row.addWidget(IconLabel(*_LOOKS[message.severity]))
        self.sentence = _sentence(message.shown)
        row.addWidget(self.sentence, 1)
        for offered in message.buttons:
            row.addWidget(self._button(offered))
        close = QToolButton()
        close.setToolTip(tr("Close"))
        close.setAccessibleName(tr("Close"))
        icons.set_icon(close, "x")
        close.clicked.connect(self.done)
        row.addWidget(close)

    def _button(self, offered: MessageButton) -> QPushButton:
        button = QPushButton(offered.text)
        button.clicked.connect(self.done)
        button.clicked.connect(lambda: offered.callback())
        return button


def _sentence(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
