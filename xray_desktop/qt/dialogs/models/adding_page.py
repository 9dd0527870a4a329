"""The question whether a stranger's model file may come in, with everything that is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from xray_desktop.qt import theme
from xray_desktop.qt.dialogs.models.sheet import sheet_of
from xray_desktop.qt.dialogs.models.sheet_view import SheetView
from xray_desktop.qt.findings_panel.section import text_label
from xray_desktop.qt.i18n.language import sentence, tr
from xray_desktop.qt.widgets import layouts
from xray_desktop.qt.widgets.icon_label import IconLabel

if TYPE_CHECKING:
    from xray_desktop.services.models.library import ListedModel

WARNING = sentence(
    "Add it only if you know where it comes from. The file was checked without running it: it holds standard "
    "operators only, and its network is what its card promises. Whether what the card claims is true, no check can say."
)


class AddingPage(QWidget):
    """Asks about one file.

    Signals
    -------
    confirmed(), declined()
        The user decided.
    """

    confirmed = Signal()
    declined = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title, self.warning = text_label("large", wrap=True), text_label("secondary", wrap=True)
        self.note = text_label(wrap=True)
        self.warning.setText(tr(WARNING))
        self.sheet = SheetView()
        self.yes, self.no = QPushButton(tr("Add this model")), QPushButton(tr("Do not add it"))
        self.yes.setProperty("role", "primary")
        self.yes.clicked.connect(self.confirmed)
        self.no.clicked.connect(self.declined)
        head = layouts.row(spacing=theme.SPACE.m)
        head.addWidget(IconLabel("box", "accent", theme.SPACE.xl))
        head.addWidget(self.title, 1)
        buttons = layouts.row(spacing=theme.SPACE.s)
        buttons.addWidget(self.yes)
        buttons.addWidget(self.no)
        buttons.addStretch(1)
        column = layouts.column(self, spacing=theme.SPACE.m)
        column.addLayout(head)
        column.addWidget(self.warning)
        column.addWidget(self.note)
        column.addLayout(buttons)
        column.addWidget(self.sheet, 1)

    def ask(self, listed: ListedModel, note: str) -> None:
        """Show a file that passed the checks.

        Parameters
        ----------
        note
            What the user should know besides; empty where nothing.
        """
        card = listed.entry.card
        name = card.name if card else listed.entry.path.name
        self.title.setText(tr("Add {name}?", name=name))
        self.note.setText(note)
        self.note.setVisible(bool(note))
        sections = sheet_of(listed)
        # What identifies the file comes first: it is what the user can hold against what they were told.
        self.sheet.show_sheet((sections[-1], *sections[:-1]))
        self.no.setFocus()
