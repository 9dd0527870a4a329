"""Asking for a web address, and for the permission to ask the network for anything at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QPushButton, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.widgets import layouts

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

_WIDTH = 520


class OpenAddressDialog(QDialog):
    """A field for the address; shut until the user switches downloads on.

    Signals
    -------
    allowed()
        The user switched downloads on.
    asked(str)
        The user wants what lies at an address; the dialogue stays until it is accepted.

    Parameters
    ----------
    allowed
        Whether downloads are switched on.
    address
        Stands in the field to begin with.
    """

    allowed = Signal()
    asked = Signal(str)

    def __init__(self, *, allowed: bool, address: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Open web address"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.fix_size(self, width=_WIDTH)
        self.address = QLineEdit(address, placeholderText="https://")
        self.address.setAccessibleName(tr("Web address"))
        self.problem = _sentence("failed")
        self.permission = _Permission()
        self.permission.switch_on.clicked.connect(self._allow)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        # Some desktops would draw a red cross on it, as if something were wrong.
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setIcon(QIcon())
        self.open_button = QPushButton(tr("Open"))
        self.open_button.setProperty("role", "primary")
        self._buttons.addButton(self.open_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.accepted.connect(lambda: self.asked.emit(self.address.text()))
        self._buttons.rejected.connect(self.reject)
        self.address.textChanged.connect(self._follow_text)
        self._lay_out()
        # Only inside its dialogue a button can be the one that Enter presses.
        self.open_button.setDefault(True)
        self._set_allowed(allowed)
        self.say("")

    def _lay_out(self) -> None:
        what = _sentence()
        what.setText(tr("The address of a radiograph, a DICOM file or a zip file, over https."))
        column = layouts.column(self, spacing=theme.SPACE.m, margins=layouts.all_round(theme.SPACE.xl))
        for widget in (what, self.address, self.problem, self.permission):
            column.addWidget(widget)
        column.addWidget(self._buttons)

    def say(self, sentence: str) -> None:
        """Say what is wrong with the address; nothing where empty."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self._fit()

    def _fit(self) -> None:
        """Be as high as the sentences need at this width."""
        column = self.layout()
        if column is not None:
            column.activate()
            self.setFixedHeight(column.totalHeightForWidth(self.width()))

    def _follow_text(self) -> None:
        self.say("")
        self._offer()

    def _offer(self) -> None:
        self.open_button.setEnabled(self.address.isEnabled() and bool(self.address.text().strip()))

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that is needed."""
        super().showEvent(event)
        self._fit()

    def _allow(self) -> None:
        self._set_allowed(True)
        self.allowed.emit()

    def _set_allowed(self, allowed: bool) -> None:
        self.permission.setVisible(not allowed)
        self.address.setEnabled(allowed)
        (self.address if allowed else self.permission.switch_on).setFocus()
        self._offer()
        self._fit()


class _Permission(QWidget):
    """Says what is off, what it would do, and switches it on."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "message")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        label = _sentence()
        label.setText(
            tr(
                "Web addresses are switched off: this program asks the network for nothing by itself. Switched on, it "
                "asks the server that you name, and only that, for one file at a time. It sends no cookies, no names "
                "and nothing of your pictures; as with any browser, the server sees this machine's network address. "
                "What comes is removed when the session ends."
            )
        )
        self.switch_on = QPushButton(tr("Switch on web addresses"))
        self.switch_on.setAutoDefault(False)
        column = layouts.column(self, spacing=theme.SPACE.m, margins=layouts.all_round(theme.SPACE.m))
        column.addWidget(label)
        column.addWidget(self.switch_on, 0, Qt.AlignmentFlag.AlignLeft)


def _sentence(role: str = "") -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label
