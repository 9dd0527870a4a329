"""The list of models in the menu, and opening one from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFileDialog

from xray_desktop.qt.i18n.language import said, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget

    from xray_desktop.model_file.catalogue import CatalogueEntry
    from xray_desktop.qt.controllers.state.model import ModelController


class ModelMenuController(QObject):
    """Keeps the model menu filled and does what is chosen in it.

    Parameters
    ----------
    parent
        Of the dialogue for a file.
    menu
        To be filled.
    manage_models, open_model
        Stand below the models.
    """

    def __init__(
        self, parent: QWidget, menu: QMenu, models: ModelController, manage_models: QAction, open_model: QAction
    ) -> None:
        super().__init__()
        self._parent, self._menu, self._models = parent, menu, models
        self._below = [manage_models, open_model]
        self._group = QActionGroup(self)
        menu.setToolTipsVisible(True)
        open_model.triggered.connect(self.ask)
        for signal in (models.catalogue_changed, models.loaded, models.refused):
            signal.connect(self.fill)
        self.fill()

    def fill(self, *_: object) -> None:
        """List the models, the one in use marked; the unusable ones say why in their tool tip."""
        self._menu.clear()
        catalogue = self._models.catalogue
        entries = catalogue.entries if catalogue is not None else ()
        for entry in entries:
            self._menu.addAction(self._action(entry))
        if not entries:
            nothing = self._menu.addAction(tr("No model is installed"))
            nothing.setEnabled(False)
        self._menu.addSeparator()
        self._menu.addActions(self._below)

    def _action(self, entry: CatalogueEntry) -> QAction:
        action = QAction(self._menu)
        action.setActionGroup(self._group)
        action.setCheckable(True)
        if entry.card is None:
            action.setText(entry.path.name.replace("&", "&&"))
            action.setEnabled(False)
            action.setToolTip(said(entry.problem))
            return action
        name = entry.card.name
        action.setText(f"{entry.card.title}  ({name})".replace("&", "&&"))
        action.setToolTip(entry.card.summary)
        in_use = self._models.model
        action.setChecked(in_use is not None and in_use.path == entry.path)
        action.triggered.connect(lambda: self._models.load(entry.path, name))
        return action

    def ask(self) -> None:
        """Let the user choose a model file."""
        dialogue = QFileDialog(self._parent, tr("Open model"), "", tr("Model (*.onnx)"))
        dialogue.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialogue.fileSelected.connect(lambda name: self._models.load(Path(name).absolute(), Path(name).stem))
        dialogue.finished.connect(dialogue.deleteLater)
        dialogue.open()
