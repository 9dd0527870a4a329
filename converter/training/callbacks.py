"""What happens while Keras trains: validation by our own figures, a guard against broken losses, progress."""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING, Any

import keras
import numpy as np
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from sklearn.metrics import log_loss, roc_auc_score

from converter.errors import TrainingError
from converter.evaluation.calibration import sigmoid
from xray_desktop.atomic_file import atomic_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rich.console import Console

    from converter.datasets.decode import ImageSet
    from converter.evaluation.keras_predictor import Scorer


class Validate(keras.callbacks.Callback):  # type: ignore[misc]  # Keras has no types
    """Add ``validation_auc`` and ``validation_loss`` to the logs of each epoch; goes before all that read them.

    Parameters
    ----------
    scorer
        Returns the network's logits.
    images
        The held-out images.
    """

    def __init__(self, scorer: Scorer, images: ImageSet) -> None:
        super().__init__()
        self._scorer = scorer
        self._images = images

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Score the held-out images."""
        logits = self._scorer.logits(self._images.images)
        if logs is not None:
            logs["validation_auc"] = float(roc_auc_score(self._images.labels, logits))
            logs["validation_loss"] = float(log_loss(self._images.labels, sigmoid(logits)))


class LogEpochs(keras.callbacks.Callback):  # type: ignore[misc]  # Keras has no types
    """Write one line of a CSV file for each epoch; the file is whole after each, whatever happens next.

    Parameters
    ----------
    file
        New, or of the run that goes on: lines of epochs that are about to be repeated are dropped.
    """

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Add the epoch's figures."""
        figures = {"epoch": epoch + 1, **(logs or {}), "learning_rate": _rate(self.model)}
        text = io.StringIO()
        writer = csv.DictWriter(text, figures.keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows([*self._rows(epoch), figures])
        with atomic_file(self._file) as stream:
            stream.write(text.getvalue().encode())

    def _rows(self, epoch: int) -> list[dict[str, str]]:
        if not self._file.is_file():
            return []
        with self._file.open(newline="", encoding="utf-8") as stream:
            return [row for row in csv.DictReader(stream) if int(row["epoch"]) <= epoch]


def _rate(model: Any) -> float:
    return float(keras.ops.convert_to_numpy(model.optimizer.learning_rate))


class StopOnBrokenLoss(keras.callbacks.Callback):  # type: ignore[misc]  # Keras has no types
    """End training at once when the loss is no number: nothing better comes after it."""

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        """Look at the loss of the batch."""
        if logs and not np.isfinite(logs["loss"]):
            raise TrainingError(
                "The loss is no longer a number, so training stops. Try a smaller rate: "
                "--set training.learning_rate=0.0001."
            )


class ShowProgress(keras.callbacks.Callback):  # type: ignore[misc]  # Keras has no types
    """A bar for the run, with loss, validation AUC, rate and time left.

    Parameters
    ----------
    steps_per_epoch
        Batches in an epoch.
    epochs
        Epochs of the whole run.
    done
        Epochs that an earlier start of the run has done.
    console
        Where it is shown.
    """

    def __init__(self, steps_per_epoch: int, epochs: int, done: int, console: Console) -> None:
        super().__init__()
        self._progress = Progress(
            TextColumn("[bold]epoch {task.fields[epoch]}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[figures]}"),
            TimeElapsedColumn(),
            TimeRemainingColumn(elapsed_when_finished=True),
            console=console,
        )
        self._task = self._progress.add_task(
            "train", total=steps_per_epoch * epochs, completed=steps_per_epoch * done, epoch=done + 1, figures=""
        )
        self._validation = ""

    def on_train_begin(self, logs: dict[str, Any] | None = None) -> None:
        """Show the bar."""
        self._progress.start()

    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Count the epoch."""
        self._progress.update(self._task, epoch=epoch + 1)

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        """Show the running loss and the rate."""
        loss = (logs or {}).get("loss", float("nan"))
        self._progress.update(
            self._task, advance=1, figures=f"loss {loss:.4f}{self._validation}  rate {_rate(self.model):.1e}"
        )

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Print the epoch's figures, so that they stay on the screen."""
        figures = [
            f"{name.replace('_', ' ').replace('auc', 'AUC')} {value:.4f}" for name, value in (logs or {}).items()
        ]
        self._validation = "".join(f"  {figure}" for figure in figures if "AUC" in figure)
        self._progress.console.print(f"epoch {epoch + 1}: {', '.join(figures)}")

    def close(self) -> None:
        """Leave the bar as it stands, also after an error."""
        self._progress.stop()


class KeepBest(keras.callbacks.Callback):  # type: ignore[misc]  # Keras has no types
    """Save the network, not its logit twin that is trained, whenever the validation figure is better than before.

    Parameters
    ----------
    network
        What is saved.
    save
        Writes it.
    monitor
        Name of the figure in the epoch's logs.
    """

    def __init__(self, network: Any, save: Callable[[Any], None], monitor: str) -> None:
        super().__init__()
        self._network = network
        self._save = save
        self._monitor = monitor
        self._sign = 1.0 if monitor == "validation_auc" else -1.0
        self.best = -math.inf

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Compare, and save."""
        figure = self._sign * (logs or {})[self._monitor]
        if figure > self.best:
            self.best = figure
            self._save(self._network)


class TellEpoch(keras.callbacks.Callback):  # type: ignore[misc]  # Keras has no types
    """Call a function after each epoch.

    Parameters
    ----------
    on_epoch
        Gets the number of epochs done and the epoch's figures; what it raises ends the training.
    """

    def __init__(self, on_epoch: Callable[[int, dict[str, float]], None]) -> None:
        super().__init__()
        self._on_epoch = on_epoch

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Call it."""
        self._on_epoch(epoch + 1, dict(logs or {}))
