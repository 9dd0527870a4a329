"""One model: its name, what can be done with it, and its card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.dialogs.models.sheet import sheet_of
from xray_desktop.qt.dialogs.models.sheet_view import SheetView
from xray_desktop.qt.findings_panel.section import text_label
from xray_desktop.qt.i18n.language import said, tr
from xray_desktop.qt.widgets import icons, layouts

if TYPE_CHECKING:
    from xray_desktop.qt.dialogs.models.model_list import ModelRow


class CardPage(QWidget):
    """Shows the chosen model; every button speaks of that one.

    Signals
    -------
    use, second, self_test, compare, remove, restore, copy_hash (ModelRow)
        What the user wants done with it. `second` means the opposite where it gives the second opinion already.
    """

    use = Signal(object)
    second = Signal(object)
    self_test = Signal(object)
    compare = Signal(object)
    remove = Signal(object)
    restore = Signal(object)
    copy_hash = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._row: ModelRow | None = None
        self.title, self.version = text_label("large", wrap=True), text_label("secondary", wrap=True)
        self.problem = text_label("failed", wrap=True)
        self.sheet = SheetView()
        self.use_button = self._button(tr("Use this model"), self.use)
        self.use_button.setProperty("role", "primary")
        self.second_button = self._button(tr("Use as second opinion"), self.second)
        self.test_button = self._button(tr("Self-test"), self.self_test)
        self.compare_button = self._button(tr("Compare…"), self.compare)
        self.copy_button = self._button(tr("Copy hash"), self.copy_hash, "copy")
        self.copy_button.setText("")
        self.copy_button.setToolTip(tr("Copy the SHA-256 of the file"))
        self.remove_button = self._button(tr("Remove"), self.remove)
        self.restore_button = self._button(tr("Restore"), self.restore, "rotate-ccw")
        self._lay_out()
        self.show_model(None)

    def _button(self, text: str, wish: SignalInstance, icon: str = "") -> QPushButton:
        button = QPushButton(text)
        # A dialog's buttons otherwise answer to Enter, wherever it is pressed.
        button.setAutoDefault(False)
        button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if icon:
            icons.set_icon(button, icon)
        button.clicked.connect(lambda: wish.emit(self._row))
        return button

    def _lay_out(self) -> None:
        buttons = layouts.row(spacing=theme.SPACE.s)
        for button in (self.use_button, self.second_button, self.test_button, self.compare_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.remove_button)
        buttons.addWidget(self.restore_button)
        buttons.addSpacing(theme.SPACE.l)
        column = layouts.column(self, spacing=theme.SPACE.s)
        column.addWidget(self.title)
        column.addWidget(self.version)
        column.addWidget(self.problem)
        column.addSpacing(theme.SPACE.xs)
        column.addLayout(buttons)
        column.addSpacing(theme.SPACE.s)
        column.addWidget(self.sheet, 1)

    def show_model(self, row: ModelRow | None) -> None:
        """Show another model, or the same in another state; None where there is none."""
        same = row is not None and self._row is not None and row.listed is self._row.listed
        self._row = row
        self.title.setText(row.title if row else tr("No model"))
        self.version.setText(" · ".join((row.version, *row.tags)) if row else "")
        problem = said(row.listed.entry.problem) if row else ""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self._offer(row)
        if not same:
            self.sheet.show_sheet(sheet_of(row.listed) if row else ())

    def _offer(self, row: ModelRow | None) -> None:
        removed = row is not None and row.removed
        usable = row is not None and row.listed.entry.card is not None and not removed
        self.use_button.setEnabled(usable and row is not None and not row.in_use)
        self.second_button.setEnabled(usable and row is not None and not row.in_use)
        self.second_button.setText(
            tr("End the second opinion") if row is not None and row.second else tr("Use as second opinion")
        )
        self.test_button.setEnabled(usable)
        self.compare_button.setEnabled(usable)
        self.copy_button.setEnabled(row is not None and bool(row.listed.sha256))
        self.remove_button.setVisible(row is not None and not removed)
        self.restore_button.setVisible(removed)
