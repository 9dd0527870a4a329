"""The library of models: the window's life, the list, adding, removing with a way back, the known answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from xray_desktop.qt.i18n.language import error_text, said, sentence, tr
from xray_desktop.qt.runtime.jobs import Jobs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from xray_desktop.model_file.checks import CheckedModel
    from xray_desktop.qt.controllers.state.model import ModelController
    from xray_desktop.qt.controllers.state.second_opinion import SecondOpinionController
    from xray_desktop.qt.dialogs.models import ModelsDialog
    from xray_desktop.qt.dialogs.models.model_list import ModelRow
    from xray_desktop.qt.runtime.jobs import Background
    from xray_desktop.services.models.library import ListedModel, RemovedModel, TimedSelfTest

UNEXPECTED = sentence("An unexpected fault stopped this. The log says where.")
SHIPPED = sentence(
    "This model is not in your own models folder, so it stays: only models that you added can be removed."
)
IN_USE = sentence("This model is in use. Use another one first, or end the second opinion, and remove it then.")


class ModelLibraryController(QObject):
    """Does what is asked for in the window of models.

    Signals
    -------
    opened(ModelsDialog)
        The window was made.
    closed()
        It is gone.

    Parameters
    ----------
    parent
        Of the window of models.
    own
        The user's own folder among those of the models: what is added goes there.

    Attributes
    ----------
    dialog
        The window of models while it is open, else None.
    """

    opened = Signal(object)
    closed = Signal()

    def __init__(
        self,
        parent: QWidget,
        models: ModelController,
        second: SecondOpinionController,
        own: Path,
        background: Background,
    ) -> None:
        super().__init__()
        self._parent, self._models, self._second, self._own = parent, models, second, own
        # Before the jobs end: what is being restored is known by them, and is not deleted with the rest.
        background.lifetime.at_stop(self._close_dialog)
        self._listing: Jobs[None] = Jobs(background, self._take_list, self._tell)
        self._inspecting: Jobs[None] = Jobs(background, self._take_candidate, self._refuse_candidate)
        self._adding: Jobs[None] = Jobs(background, self._added, self._refuse_candidate)
        self._testing: Jobs[None] = Jobs(background, self._tell_test, self._tell)
        self._removing: Jobs[None] = Jobs(background, self._removed, self._cannot_remove)
        self._restoring: Jobs[None] = Jobs(background, self._restored, self._cannot_restore)
        self._discarding: Jobs[None] = Jobs(background)
        self._listed: tuple[ListedModel, ...] = ()
        self._aside: dict[Path, tuple[ListedModel, RemovedModel]] = {}
        self._waiting: list[Path] = []
        self._candidate: CheckedModel | None = None
        self._is_tidy = False
        self.dialog: ModelsDialog | None = None
        for changed in (models.loaded, models.catalogue_changed, second.changed):
            changed.connect(lambda *_: self._show_rows())
        for refused in (models.refused, second.refused):
            refused.connect(self._tell)

    # --- the window ----------------------------------------------------------------------------

    def open(self) -> ModelsDialog:
        """Show the window of models; there is one at most."""
        if self.dialog is None:
            self.dialog = self._make()
            self._tidy_up()
            self.opened.emit(self.dialog)
            self._list()
        elif self.dialog.isVisible():
            self.dialog.raise_()
        self.dialog.show()
        self.dialog.activateWindow()
        return self.dialog

    def _tidy_up(self) -> None:
        """Delete what an earlier run put aside, once: what this run puts aside can still come back."""
        if not self._is_tidy:
            self._is_tidy = True
            self._discarding.ask(_discard_left_over, self._own)

    def _make(self) -> ModelsDialog:
        from xray_desktop.qt.dialogs.models import ModelsDialog

        dialog = ModelsDialog(self._parent)
        page, adding = dialog.card_page, dialog.adding
        dialog.finished.connect(self._forget_dialog)
        dialog.add_requested.connect(self._ask_for_file)
        dialog.files_offered.connect(self.offer)
        adding.confirmed.connect(self._add)
        adding.declined.connect(self._decline)
        page.use.connect(self._use)
        page.second.connect(self._use_second)
        page.self_test.connect(self._test)
        page.remove.connect(self._remove)
        page.restore.connect(self._restore)
        page.copy_hash.connect(self._copy_hash)
        return dialog

    def _forget_dialog(self) -> None:
        gone, self.dialog = self.dialog, None
        self._waiting, self._candidate = [], None
        for jobs in (self._listing, self._inspecting, self._testing):
            jobs.drop()
        aside = [model for path, (_, model) in self._aside.items() if not self._restoring.is_asking(path)]
        self._aside = {}
        if aside:
            self._discarding.ask(_discard, aside)
        self.closed.emit()
        if gone is not None:
            gone.deleteLater()

    def _close_dialog(self) -> None:
        """Close the window; what was removed is gone from here on."""
        if self.dialog is not None:
            self.dialog.reject()

    # --- the list ------------------------------------------------------------------------------

    def _list(self) -> None:
        if self.dialog is not None:
            self._listing.ask(_list, self._models.folders, self._own)

    def _take_list(self, listed: tuple[ListedModel, ...]) -> None:
        there = {each.entry.path for each in listed}
        # On its way out: the folder may lack it before it is known as removed.
        leaving = (each for each in self._listed if self._removing.is_asking(each.entry.path))
        self._listed = (*listed, *(each for each in leaving if each.entry.path not in there))
        self._show_rows()

    def _show_rows(self) -> None:
        if self.dialog is not None:
            there = {each.entry.path for each in self._listed}
            removed = [each for each, _ in self._aside.values() if each.entry.path not in there]
            self.dialog.set_rows([self._row(each) for each in (*self._listed, *removed)])

    def _row(self, listed: ListedModel) -> ModelRow:
        from xray_desktop.qt.dialogs.models.model_list import ModelRow

        path, first, second = listed.entry.path, self._models.model, self._second.model
        default = next((each.entry.path for each in self._listed if each.entry.card is not None), None)
        loaded = next((model for model in (first, second) if model is not None and model.path == path), None)
        return ModelRow(
            listed,
            in_use=first is not None and first.path == path,
            second=second is not None and second.path == path,
            default=path == default,
            removed=path in self._aside,
            provider=loaded.provider_title if loaded else "",
        )

    # --- adding --------------------------------------------------------------------------------

    def _ask_for_file(self) -> None:
        dialogue = QFileDialog(self.dialog, tr("Add model"), "", tr("Model (*.onnx)"))
        dialogue.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialogue.filesSelected.connect(lambda names: self.offer([Path(name).absolute() for name in names]))
        dialogue.finished.connect(dialogue.deleteLater)
        dialogue.open()

    def offer(self, paths: Sequence[Path]) -> None:
        """Check files and ask about each, one after the other."""
        if self.dialog is None or not self.dialog.isVisible():
            self.open()
        self._waiting += paths
        if not (self._candidate or self._inspecting.is_asking() or self._adding.is_asking()):
            self._next()

    def _next(self) -> None:
        self._candidate = None
        if self.dialog is not None:
            self.dialog.show_cards()
        if self._waiting:
            path = self._waiting.pop(0)
            self._inspecting.ask(_inspect, path, context=(path,))

    def _decline(self) -> None:
        # What is being copied is the answer given before; its end asks about the next.
        if not self._adding.is_asking():
            self._next()

    def _take_candidate(self, _path: Path, found: tuple[CheckedModel, ListedModel]) -> None:
        self._candidate, listed = found
        if self.dialog is not None:
            self.dialog.ask(listed, self._note(listed))

    def _note(self, listed: ListedModel) -> str:
        card = listed.entry.card
        for known in self._listed:
            other = known.entry.card
            if known.sha256 == listed.sha256:
                return tr("This very model is here already.")
            if card and other and (card.model_id, card.model_version) == (other.model_id, other.model_version):
                return tr(
                    "There is a model of this ID and version already, and it is another file: compare the hashes."
                )
        return ""

    def _refuse_candidate(self, path: Path, error: Exception) -> None:
        self._next()
        why = error_text(error, UNEXPECTED)
        self._say(tr("{name} is not added. {sentence}", name=path.name, sentence=why), problem=True)

    def _add(self) -> None:
        if self._candidate is not None and not self._adding.is_asking():
            self._adding.ask(_add, self._candidate, self._own, context=(self._candidate.path,))

    def _added(self, path: Path, copy: Path) -> None:
        self._models.read_again()
        self._list()
        self._next()
        if self.dialog is not None:
            self.dialog.choose(copy)
        if copy.name == path.name:
            self._say(tr("{name} is copied into your models folder.", name=path.name))
            return
        words = tr(
            "{name} is copied into your models folder as {copy}, since another file has its name.",
            name=path.name,
            copy=copy.name,
        )
        self._say(words)

    # --- what is done with one model -----------------------------------------------------------

    def _use(self, row: ModelRow) -> None:
        self._say(tr("Loading the model."))
        self._models.load(row.path, row.name)

    def _use_second(self, row: ModelRow) -> None:
        if row.second:
            self._second.dismiss()
        else:
            self._say(tr("Loading the model."))
            self._second.choose(row.path)

    def _test(self, row: ModelRow) -> None:
        self._say(tr("The model is loaded and given its reference picture."))
        self._testing.ask(_test, row.path, self._models.provider or "auto")

    def _tell_test(self, test: TimedSelfTest) -> None:
        self._say(
            tr(
                "{verdict} {provider}: loaded in {seconds} s, the picture took {milliseconds} ms. "
                "Differences: probability {probability}, heat map {heatmap}.",
                verdict=said(test.sentence),
                provider=said(test.provider_title),
                seconds=f"{test.load_seconds:.2f}",
                milliseconds=f"{test.run_seconds * 1e3:.1f}",
                probability=f"{test.probability_difference:.1e}",
                heatmap=f"{test.heatmap_difference:.1e}",
            ),
            problem=not test.passed,
        )

    def _remove(self, row: ModelRow) -> None:
        if not row.listed.own:
            self._say(tr(SHIPPED), problem=True)
        elif row.in_use or row.second:
            self._say(tr(IN_USE), problem=True)
        elif not self._removing.is_asking(row.path):
            self._removing.ask(_put_aside, row.path, key=row.path, context=(row.listed, self.dialog))

    def _removed(self, listed: ListedModel, dialog: ModelsDialog | None, aside: RemovedModel) -> None:
        self._models.read_again()
        if dialog is not self.dialog:
            # The window in which it could be restored has closed meanwhile.
            self._discarding.ask(_discard, [aside])
        else:
            self._aside[listed.entry.path] = listed, aside
            self._say(tr("The model is removed. It can be restored until this window closes."))
        self._list()

    def _cannot_remove(self, _listed: ListedModel, _dialog: ModelsDialog | None, error: Exception) -> None:
        self._list()
        self._tell(error)

    def _restore(self, row: ModelRow) -> None:
        if row.path in self._aside and not self._restoring.is_asking(row.path):
            listed, aside = self._aside[row.path]
            self._restoring.ask(_put_back, aside, key=row.path, context=(listed,))

    def _restored(self, listed: ListedModel, _nothing: None) -> None:
        path = listed.entry.path
        self._aside.pop(path, None)
        # In the list until it is read anew: a row that came and went would take the choice with it.
        self._listed = (*(each for each in self._listed if each.entry.path != path), listed)
        self._models.read_again()
        self._list()
        self._say(tr("The model is back."))

    def _cannot_restore(self, _listed: ListedModel, error: Exception) -> None:
        self._tell(error)

    def _copy_hash(self, row: ModelRow) -> None:
        QGuiApplication.clipboard().setText(row.listed.sha256)
        self._say(tr("The hash is copied."))

    # --- sentences -----------------------------------------------------------------------------

    def _tell(self, error: Exception) -> None:
        self._say(error_text(error, UNEXPECTED), problem=True)

    def _say(self, sentence: str, *, problem: bool = False) -> None:
        if self.dialog is not None:
            self.dialog.say(sentence, problem=problem)


def _list(folders: Sequence[Path], own: Path) -> tuple[ListedModel, ...]:
    from xray_desktop.services.models.library import list_models

    return list_models(folders, own)


def _inspect(path: Path) -> tuple[CheckedModel, ListedModel]:
    from xray_desktop.model_file.catalogue import CatalogueEntry
    from xray_desktop.services.models.library import ListedModel, inspect_model

    checked = inspect_model(path)
    entry = CatalogueEntry(path, checked.card)
    return checked, ListedModel(entry, own=False, size=len(checked.content), sha256=checked.sha256)


def _add(checked: CheckedModel, own: Path) -> Path:
    from xray_desktop.services.models.library import add_model

    return add_model(checked, own)


def _test(path: Path, provider: str) -> TimedSelfTest:
    from xray_desktop.services.models.library import time_self_test

    return time_self_test(path, provider)


def _put_aside(path: Path) -> RemovedModel:
    from xray_desktop.services.models.library import remove_model

    return remove_model(path)


def _put_back(model: RemovedModel) -> None:
    from xray_desktop.services.models.library import restore_model

    restore_model(model)


def _discard(models: Sequence[RemovedModel]) -> None:
    from xray_desktop.services.models.library import discard

    for model in models:
        discard(model)


def _discard_left_over(own: Path) -> None:
    from xray_desktop.services.models.library import discard_left_over

    discard_left_over(own)
