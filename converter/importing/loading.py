"""Any Keras model of others as a model of our Keras."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import keras

from converter.errors import ImportingError
from converter.importing.archives import Archive, open_archive
from converter.importing.description import read_network
from converter.importing.lambdas import require_no_code
from converter.importing.rebuild import rebuild

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


def load_foreign(path: Path, allowed: Collection[str] = ()) -> tuple[Any, str]:
    """Load a model of Keras 2 or 3.

    Models of Keras 3 are loaded by Keras, in its safe mode. Those of Keras 2 are rebuilt from their description even
    where Keras 3 would load them: some of their words mean something else by now. The safe mode is never switched off;
    a model with allowed code is rebuilt too, so that nothing but the named layers runs.

    Parameters
    ----------
    path
        A ``.keras`` archive, an HDF5 file or a SavedModel folder, recognised by content.
    allowed
        Names of Lambda layers whose code may run.

    Returns
    -------
    tuple
        The Keras model, which may hold models as layers, and words on where it came from, for the card.

    Raises
    ------
    ImportingError
        It cannot be used; the sentence names the layer, where it is one.
    """
    archive = open_archive(path)
    require_no_code(archive.config, allowed)
    written_by = f"{archive.kind} of Keras {archive.keras_version or '(version not stated)'}"
    if archive.of_keras_3 and not allowed:
        model = _loaded_by_keras(archive)
        if model is not None:
            return model, written_by
    return _rebuilt(archive), f"{written_by}, rebuilt from its description"


def _loaded_by_keras(archive: Archive) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return keras.saving.load_model(archive.path, compile=False, safe_mode=True)
    # Keras raises whatever its parts raise; what is wrong shows when the model is rebuilt
    except Exception:  # noqa: BLE001
        return None


def _rebuilt(archive: Archive) -> Any:
    try:
        network = read_network(archive.config)
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise ImportingError("The description of the layers in this file is damaged.") from error
    model = rebuild(network, of_keras_2=not archive.of_keras_3)
    try:
        archive.weights.fill(network.entries)
    except (KeyError, OSError) as error:
        raise ImportingError("The weights in this file are damaged.") from error
    return model
