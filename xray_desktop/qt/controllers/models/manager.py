"""Managing models: the window's life, the list, adding, removing with a way back, the known answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from xray_desktop.errors import XrayError
from xray_desktop.qt.i18n.language import said, sentence, tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor

    from xray_desktop.model_file.checks import CheckedModel
    from xray_desktop.qt.controllers.state.model import ModelController
    from xray_desktop.qt.controllers.state.second_opinion import SecondOpinionController
    from xray_desktop.qt.dialogs.models import ModelsDialog
    from xray_desktop.qt.dialogs.models.model_list import ModelRow
    from xray_desktop.qt.runtime.threads import Bridge
    from xray_desktop.qt.window.main_window import MainWindow
    from xray_desktop.services.models.library import AsideModel, ListedModel, TimedSelfTest

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
    folders
        Where models are looked for.
    own
        The person's own one among them: what is added goes there.
    """

    opened = Signal(object)
    closed = Signal()

    def __init__(
        self,
        window: MainWindow,
        models: ModelController,
        second: SecondOpinionController,
        folders: Sequence[Path],
        own: Path,
        executor: Executor,
        bridge: Bridge,
    ) -> None:
        super().__init__(window)
        self._window, self._models, self._second = window, models, second
        self._folders, self._own = tuple(folders), own
        self._executor, self._bridge = executor, bridge
        self._listed: tuple[ListedModel, ...] = ()
        self._aside: dict[Path, tuple[ListedModel, AsideModel]] = {}
        self._waiting: list[Path] = []
        self._candidate: CheckedModel | None = None
        self.dialog: ModelsDialog | None = None
        window.actions_.manage_models.triggered.connect(self.open)
        window.models_dropped.connect(self.offer)
        for changed in (models.loaded, models.catalogue_changed, second.changed):
            changed.connect(lambda *_: self._show_rows())
        for refused in (models.refused, second.refused):
            refused.connect(self._tell)

    # --- the window ----------------------------------------------------------------------------

    def open(self) -> ModelsDialog:
        """Show the window of models; there is one at most."""
        if self.dialog is None:
            self.dialog = self._make()
            self._executor.submit(_discard_left_over, self._own)
            self.opened.emit(self.dialog)
            self._list()
        elif self.dialog.isVisible():
            self.dialog.raise_()
        self.dialog.show()
        self.dialog.activateWindow()
        return self.dialog

    def _make(self) -> ModelsDialog:
        from xray_desktop.qt.dialogs.models import ModelsDialog

        dialog = ModelsDialog(self._window)
        page, adding = dialog.card_page, dialog.adding
        dialog.finished.connect(self._forget_dialog)
        dialog.add_requested.connect(self._ask_for_file)
        dialog.files_offered.connect(self.offer)
        adding.confirmed.connect(self._add)
        adding.declined.connect(self._next)
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
        aside = [model for _, model in self._aside.values()]
        self._aside = {}
        if aside:
            self._executor.submit(_discard, aside)
        self.closed.emit()
        if gone is not None:
            gone.deleteLater()

    def close(self) -> None:
        """Close the window; what was removed is gone from here on."""
        if self.dialog is not None:
            self.dialog.reject()

    # --- the list ------------------------------------------------------------------------------

    def _list(self) -> None:
        self._bridge.watch(self._executor.submit(_list, self._folders, self._own), self._take_list, self._tell)

    def _take_list(self, listed: tuple[ListedModel, ...]) -> None:
        self._listed = listed
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
        if self._candidate is None:
            self._next()

    def _next(self) -> None:
        self._candidate = None
        if self.dialog is not None:
            self.dialog.show_cards()
        if self._waiting:
            path = self._waiting.pop(0)
            job = self._executor.submit(_inspect, path)
            self._bridge.watch(job, self._take_candidate, self._refuse_candidate, context=(path,))

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
        self._say(tr("{name} is not added. {sentence}", name=path.name, sentence=_sentence(error)), problem=True)

    def _add(self) -> None:
        if self._candidate is not None:
            job = self._executor.submit(_add, self._candidate, self._own)
            self._bridge.watch(job, self._added, self._refuse_candidate, context=(self._candidate.path,))

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
        job = self._executor.submit(_test, row.path, self._models.provider or "auto")
        self._bridge.watch(job, self._tell_test, self._tell)

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
        else:
            job = self._executor.submit(_put_aside, row.path)
            self._bridge.watch(job, self._removed, self._tell_of, context=(row.listed,))

    def _removed(self, listed: ListedModel, aside: AsideModel) -> None:
        self._aside[listed.entry.path] = listed, aside
        self._models.read_again()
        self._list()
        self._say(tr("The model is removed. It can be restored until this window closes."))

    def _restore(self, row: ModelRow) -> None:
        listed, aside = self._aside[row.path]
        job = self._executor.submit(_put_back, aside)
        self._bridge.watch(job, self._restored, self._tell_of, context=(listed,))

    def _restored(self, listed: ListedModel, _nothing: None) -> None:
        self._aside.pop(listed.entry.path, None)
        # In the list until it is read anew: a row that came and went would take the choice with it.
        self._listed = (*self._listed, listed)
        self._models.read_again()
        self._list()
        self._say(tr("The model is back."))

    def _copy_hash(self, row: ModelRow) -> None:
        QGuiApplication.clipboard().setText(row.listed.sha256)
        self._say(tr("The hash is copied."))

    # --- sentences -----------------------------------------------------------------------------

    def _tell_of(self, _listed: ListedModel, error: Exception) -> None:
        self._tell(error)

    def _tell(self, error: Exception) -> None:
        self._say(_sentence(error), problem=True)

    def _say(self, sentence: str, *, problem: bool = False) -> None:
        if self.dialog is not None:
            self.dialog.say(sentence, problem=problem)


def _sentence(error: Exception) -> str:
    return said(error.sentence) if isinstance(error, XrayError) else tr(UNEXPECTED)


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


def _put_aside(path: Path) -> AsideModel:
    from xray_desktop.services.models.library import put_aside

    return put_aside(path)


def _put_back(model: AsideModel) -> None:
    from xray_desktop.services.models.library import put_back

    put_back(model)


def _discard(models: Sequence[AsideModel]) -> None:
    from xray_desktop.services.models.library import discard

    for model in models:
        discard(model)


def _discard_left_over(own: Path) -> None:
    from xray_desktop.services.models.library import discard_left_over

    discard_left_over(own)
