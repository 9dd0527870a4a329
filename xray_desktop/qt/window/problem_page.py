"""An image that cannot be shown: the sentence, the file, and what the user can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import said, tr
from xray_desktop.qt.privacy import identity
from xray_desktop.qt.widgets import icons, layouts
from xray_desktop.qt.widgets.icon_label import IconLabel

if TYPE_CHECKING:
    from pathlib import Path

_WIDTH = 480
_ICON = 40


class ProblemPage(QWidget):
    """Takes the place of a picture.

    Signals
    -------
    show_in_folder(), copy_details()
        The user pressed the button.
    """

    show_in_folder = Signal()
    copy_details = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence, self._file, self._others = _wrapped(""), _wrapped("secondary"), _wrapped("secondary")
        self.show_button, self.copy_button = QPushButton(tr("Show in folder")), QPushButton(tr("Copy details"))
        icons.set_icon(self.show_button, "folder-search")
        icons.set_icon(self.copy_button, "copy")
        self.show_button.clicked.connect(self.show_in_folder)
        self.copy_button.clicked.connect(self.copy_details)
        self._path: Path | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()

    def _lay_out(self) -> None:
        title = QLabel(tr("This image cannot be shown"))
        title.setProperty("role", "large")
        buttons = layouts.row(spacing=theme.SPACE.s)
        buttons.addWidget(self.show_button)
        buttons.addWidget(self.copy_button)
        inner = QWidget(self)
        theme.fix_size(inner, width=_WIDTH)
        column = layouts.column(inner, spacing=theme.SPACE.m)
        centred = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconLabel("image-off", "secondary", _ICON), 0, centred)
        column.addWidget(title, 0, centred)
        for label in (self.sentence, self._file, self._others):
            column.addWidget(label)
        column.addSpacing(theme.SPACE.s)
        column.addLayout(buttons)
        column.setAlignment(buttons, centred)
        # Not by alignment, which would take the sentences for lines that never wrap.
        middle = layouts.row()
        middle.addStretch()
        middle.addWidget(inner)
        middle.addStretch()
        outer = layouts.column(self)
        outer.addStretch(2)
        outer.addLayout(middle)
        outer.addStretch(3)

    def show_problem(self, sentence: str, path: Path, others: int) -> None:
        """Say what is wrong.

        Parameters
        ----------
        sentence
            What is wrong and the way out.
        path
            Which file.
        others
            How many other images the study has.
        """
        self.sentence.setText(said(sentence))
        self._path = path
        self.refresh_names()
        self._others.setText(
            tr("The other {count} images are not affected.", count=f"{others:,}") if others > 1 else ""
        )
        self._others.setVisible(others > 1)

    def refresh_names(self) -> None:
        """Show what the file is called now."""
        self._file.setText("" if self._path is None else identity.path_name(self._path))


def _wrapped(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        label.setProperty("role", role)
    return label
