"""Models: which there are, which one is in use, loading it in the background, and what goes wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from xray_desktop.qt.runtime.threads import Bridge, Generation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from xray_desktop.inference.session import ModelSession
    from xray_desktop.model_file.catalogue import Catalogue


class ModelController(QObject):
    """Holds the catalogue and the model in use.

    Signals
    -------
    catalogue_changed()
        The list of models was read anew.
    loading(str)
        A model is being loaded; its name.
    loaded(ModelSession)
        A model is in use.
    refused(Exception)
        A model cannot be used; the one before stays in use.

    Parameters
    ----------
    folders
        Where models are looked for.
    """

    catalogue_changed = Signal()
    loading = Signal(str)
    loaded = Signal(object)
    refused = Signal(object)

    def __init__(
        self,
        folders: Sequence[Path],
        executor: Executor,
        bridge: Bridge,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folders = tuple(folders)
        self.provider = ""
        self._executor = executor
        self._bridge = bridge
        self._generation = Generation()
        self.catalogue: Catalogue | None = None
        self.model: ModelSession | None = None
        self._asked = self._remembered = ""
        self.chosen_by_hand = False

    def begin(self, asked: str, remembered: str, provider: str) -> None:
        """Read the catalogue and load the model to start with.

        Parameters
        ----------
        asked
            ID or file named for this run; empty where none.
        remembered
            ID from the settings; empty where none.
        provider
            Id of the execution provider.
        """
        job = self._executor.submit(_read_catalogue, self._folders)
        self._asked, self._remembered, self.provider = asked, remembered, provider
        self._bridge.watch(job, self._take_catalogue, self._refuse, self._generation.begin())

    def read_again(self) -> None:
        """Read the catalogue anew after a file came or went; the model in use stays."""
        job = self._executor.submit(_read_catalogue, self._folders)
        self._bridge.watch(job, self._take_changed_catalogue, self._refuse)

    def _take_changed_catalogue(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.catalogue_changed.emit()

    def load(self, path: Path, name: str) -> None:
        """Load a model that the user chose and put it in the place of the one in use."""
        self.chosen_by_hand = True
        self.loading.emit(name)
        job = self._executor.submit(_load, path, self.provider)
        self._bridge.watch(job, self._take_model, self._refuse, self._generation.begin())

    def _take_catalogue(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.catalogue_changed.emit()
        job = self._executor.submit(_choose_and_load, catalogue, self._asked, self._remembered, self.provider)
        self._bridge.watch(job, self._take_model, self._refuse, self._generation.begin())

    def _take_model(self, model: ModelSession) -> None:
        self.model = model
        self.loaded.emit(model)

    def _refuse(self, error: Exception) -> None:
        self.refused.emit(error)

    def close(self) -> None:
        """Take no model into use any more."""
        self._generation.begin()


def _read_catalogue(folders: Sequence[Path]) -> Catalogue:
    from xray_desktop.model_file.catalogue import Catalogue

    return Catalogue.of(folders)


def _choose_and_load(catalogue: Catalogue, asked: str, remembered: str, provider: str) -> ModelSession:
    from xray_desktop.services.models.loading import choose_model

    entry = choose_model(catalogue, asked, remembered)
    return _load(entry.path, provider)


def _load(path: Path, provider: str) -> ModelSession:
    import xray_desktop.services.scoring.analysis  # noqa: F401 - here, and not by the window when the scoring begins
    from xray_desktop.services.models.loading import load_model

    return load_model(path, provider)
