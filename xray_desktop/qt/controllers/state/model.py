"""Models: which there are, which one is in use, loading it in the background, and what goes wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from xray_desktop.qt.runtime.jobs import Jobs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xray_desktop.inference.session import ModelSession
    from xray_desktop.model_file.catalogue import Catalogue
    from xray_desktop.qt.runtime.jobs import Background


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

    Attributes
    ----------
    catalogue
        The models that were found; None until it is read.
    model
        The one in use; None until one is loaded.
    provider
        Id of the execution provider; empty until `begin`.
    chosen_by_hand
        The user chose a model in this run.
    """

    catalogue_changed = Signal()
    loading = Signal(str)
    loaded = Signal(object)
    refused = Signal(object)

    def __init__(self, folders: Sequence[Path], background: Background) -> None:
        super().__init__()
        self.folders = tuple(folders)
        self.provider = ""
        self._reading: Jobs[None] = Jobs(background, self._take_catalogue, self._refuse)
        self._loading: Jobs[None] = Jobs(background, self._take_model, self._refuse)
        self.catalogue: Catalogue | None = None
        self.model: ModelSession | None = None
        self._asked = self._remembered = ""
        self._must_choose = self.chosen_by_hand = False

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
        self._asked, self._remembered, self.provider = asked, remembered, provider
        self._must_choose = True
        self.read_again()

    def read_again(self) -> None:
        """Read the catalogue anew after a file came or went; the model in use stays."""
        self._reading.ask(_read_catalogue, self.folders)

    def load(self, path: Path, name: str) -> None:
        """Load a model that the user chose and put it in the place of the one in use."""
        self.chosen_by_hand = True
        self._must_choose = False
        self.loading.emit(name)
        self._loading.ask(_load, path, self.provider)

    def _take_catalogue(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.catalogue_changed.emit()
        if self._must_choose:
            self._must_choose = False
            self._loading.ask(_choose_and_load, catalogue, self._asked, self._remembered, self.provider)

    def _take_model(self, model: ModelSession) -> None:
        self.model = model
        self.loaded.emit(model)

    def _refuse(self, error: Exception) -> None:
        self.refused.emit(error)


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
