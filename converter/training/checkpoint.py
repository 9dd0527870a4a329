"""Where a run stands, after every epoch: enough to go on from there as if it had never stopped.

All of it is one file that takes its name only once it is whole, so a run may be killed at any moment.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import keras
import numpy as np

from converter.errors import RunFolderError
from xray_desktop.atomic_file import atomic_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_STANDING = "standing"
_REMEMBERED = ("best", "wait", "cooldown_counter", "stopped_epoch", "best_epoch")
"""What Keras' own callbacks remember from epoch to epoch, where they have it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a run is.

    Attributes
    ----------
    epochs
        That are done.
    ended
        Whether no further epoch follows.
    """

    epochs: int = 0
    ended: bool = False


class Checkpoint(keras.callbacks.Callback):  # type: ignore[misc]  # Keras has no types
    """Save after every epoch, and restore when training begins; goes after all callbacks that it saves.

    Parameters
    ----------
    file
        An ``.npz`` file; absent at the start of a run.
    variables
        All that training changes: weights, batch statistics, the seeds of dropout, the optimiser's moments and rate.
    callbacks
        Those that count epochs.
    epochs
        Of the whole run.
    """

    def __init__(self, file: Path, variables: Sequence[Any], callbacks: Sequence[Any], epochs: int) -> None:
        super().__init__()
        self._file = file
        self._variables = variables
        self._callbacks = callbacks
        self._epochs = epochs

    def on_train_begin(self, logs: dict[str, Any] | None = None) -> None:
        """Put everything back; Keras' callbacks have just forgotten what they knew."""
        if not self._file.is_file():
            return
        with _opened(self._file) as stored:
            for number, variable in enumerate(self._variables):
                variable.assign(stored[f"{number}"])
            remembered = json.loads(str(stored[_STANDING]))["callbacks"]
        for callback, memory in zip(self._callbacks, remembered, strict=True):
            for name, value in memory.items():
                setattr(callback, name, value)

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Save."""
        ended = bool(self.model.stop_training) or epoch + 1 == self._epochs
        standing = {
            "epochs": epoch + 1,
            "ended": ended,
            "callbacks": [
                {name: _plain(getattr(callback, name)) for name in _REMEMBERED if hasattr(callback, name)}
                for callback in self._callbacks
            ],
        }
        values: dict[str, Any] = {
            f"{number}": keras.ops.convert_to_numpy(value) for number, value in enumerate(self._variables)
        }
        values[_STANDING] = np.array(json.dumps(standing))
        with atomic_file(self._file) as stream:
            np.savez(stream, **values)


def standing_of(file: Path) -> Standing:
    """Read how far a run is; nothing done where there is no file.

    Raises
    ------
    RunFolderError
        The file is damaged.
    """
    if not file.is_file():
        return Standing()
    with _opened(file) as stored:
        standing = json.loads(str(stored[_STANDING]))
    return Standing(standing["epochs"], standing["ended"])


@contextmanager
def _opened(file: Path) -> Iterator[Any]:
    try:
        # numpy leaves the file open where it is none of its own.
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
            yield stored
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise RunFolderError("The state of the run cannot be read, so it cannot go on. Begin a new run.") from error


def _plain(value: Any) -> Any:
    """Return what JSON can hold; Keras counts in whichever number type its figures had."""
    return value if value is None or isinstance(value, int) else float(value)
