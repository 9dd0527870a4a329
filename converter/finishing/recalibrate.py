"""A finished model file gets the temperature that makes its probability true on given images."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx

from converter.errors import FinishingError
from converter.evaluation.calibration import COLDEST, HOTTEST, fit_temperature, move_threshold, reliability, sigmoid
from converter.evaluation.metrics import measure
from converter.finishing.ensemble_head import find_ensemble_head, mean_logits_of, set_ensemble_temperature
from converter.finishing.output_head import find_output_head, logits_of, set_temperature
from converter.finishing.save import derived, write_finished
from converter.finishing.scored_images import describe_images, read_validation
from converter.onnx_model import OnnxModel
from xray_desktop.inference.self_test import reference_tensor
from xray_desktop.model_file.card import Calibration, Figure, ModelCard, Validation
from xray_desktop.model_file.checks import CheckedModel, check_model_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from converter.console import Console
    from converter.datasets.decode import ImageSet
    from xray_desktop.model_file.card import Parity

_COMPARED = 24
_TOLERANCE = 1e-5
_MARGIN = 1.05
_OF_THE_TEMPERATURE = ("brier", "expected_calibration_error", "log_loss")
_SPLIT = "given to calibrate; the temperature was fitted on these images"
_SUREST = 16.0
"""Stands for the infinite logit of a mean that is 1 in 32 bits while the temperature is fitted."""


@dataclass(frozen=True, slots=True, eq=False)
class Recalibration:
    """What a new temperature changed.

    Attributes
    ----------
    card
        Of the file that was written.
    before, after
        expected_calibration_error, brier and log_loss at the old and the new temperature.
    labels
        Of the images, shape ``[N]``, int64, 0 or 1.
    probabilities_before, probabilities_after
        Shape ``[N]``, float64, 0 to 1.
    patients
        Shape ``[N]``, text.
    """

    card: ModelCard
    before: dict[str, Figure]
    after: dict[str, Figure]
    labels: NDArray[np.int64]
    probabilities_before: NDArray[np.float64]
    probabilities_after: NDArray[np.float64]
    patients: NDArray[Any]


def recalibrate(file: Path, data: Path, output: Path, console: Console, run: Path | None = None) -> Recalibration:
    """Fit the temperature of a model file on validation images and write it into graph and card.

    The heat map stays as it is, bit for bit: it is made of the logit before the temperature. The thresholds move with
    the probability, so that they call the same images positive.

    Parameters
    ----------
    file
        A ``.onnx`` file with a card.
    data
        Labelled images that did not train it.
    output
        What is written; may be `file`.
    console
        Tells the user.
    run
        The run folder that the model came from: images that trained it are then refused.

    Raises
    ------
    ModelError
        The file cannot be used, has no logit to scale, or cannot be written.
    DatasetError, RunFolderError
        The images cannot be used, or some of them trained the model.
    """
    checked = check_model_file(file)
    old = checked.card.calibration.temperature
    model = onnx.load_model_from_string(checked.content)
    put = _place(model, checked.card)
    images = read_validation(data, checked.card, run, console)
    logits = _logits(checked, images)
    temperature = _fitted(np.nan_to_num(logits, posinf=_SUREST, neginf=-_SUREST), images.labels)
    put(temperature)
    tempered = OnnxModel(model, checked.card)
    _compare(OnnxModel.of(checked), tempered, images, logits / temperature)
    before, after = sigmoid(logits / old), sigmoid(logits / temperature)
    measured = (
        reliability(images.labels, before, images.patients),
        reliability(images.labels, after, images.patients),
    )
    card = _card(checked, tempered, temperature, _Validated(data, images, after, *measured))
    write_finished(model, card, output)
    return Recalibration(card, *measured, images.labels, before, after, images.patients)


def _place(model: onnx.ModelProto, card: ModelCard) -> Callable[[float], None]:
    """Find where the temperature stands; return what puts another one there."""
    if card.members:
        return partial(set_ensemble_temperature, model, find_ensemble_head(model))
    return partial(set_temperature, model, find_output_head(model, card.calibration.temperature))


def _logits(checked: CheckedModel, images: ImageSet) -> NDArray[np.float64]:
    if checked.card.members:
        return mean_logits_of(checked.content, images.images)
    return logits_of(checked.content, checked.card.calibration.temperature, images.images)


def _fitted(logits: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    temperature = fit_temperature(logits, labels)
    if temperature < COLDEST * _MARGIN:
        raise FinishingError(
            "The model tells all of these images apart, so every lower temperature looks better and none is right. "
            "Calibrate on more images, or on harder ones."
        )
    if temperature > HOTTEST / _MARGIN:
        raise FinishingError("The model says nothing of these images, so no temperature makes its probability true.")
    return temperature


@dataclass(frozen=True, slots=True, eq=False)
class _Validated:
    data: Path
    images: ImageSet
    probabilities: NDArray[np.float64]
    before: dict[str, Figure]
    after: dict[str, Figure]


def _compare(before: OnnxModel, after: OnnxModel, images: ImageSet, scaled: NDArray[np.float64]) -> None:
    """Hold the new network against the old one: the same maps, and the probability meant by logits ``[N]``, float64."""
    chosen = np.unique(np.linspace(0, len(scaled) - 1, min(_COMPARED, len(scaled))).astype(int))
    old, new = (model.score(images.images[chosen], batch_size=1) for model in (before, after))
    if not np.array_equal(old.heatmaps, new.heatmaps):
        raise FinishingError("The new temperature would change the heat map, so the file is not written.")
    if float(np.abs(new.probabilities - sigmoid(scaled[chosen])).max()) > _TOLERANCE:
        raise FinishingError("The network does not apply the new temperature as meant, so the file is not written.")


def _card(checked: CheckedModel, tempered: OnnxModel, temperature: float, validated: _Validated) -> ModelCard:
    card, old = checked.card, checked.card.calibration.temperature
    points = tuple(
        point.model_copy(update={"threshold": move_threshold(point.threshold, old, temperature)})
        for point in card.operating_points
    )
    answer = tempered.probabilities(reference_tensor(card))
    calibration = Calibration(
        method="temperature",
        temperature=temperature,
        expected_calibration_error=validated.after["expected_calibration_error"],
        expected_calibration_error_before=validated.before["expected_calibration_error"] if old == 1.0 else None,
        fitted_on=describe_images(validated.data, validated.images),
    )
    changes = {
        "operating_points": points,
        "calibration": calibration,
        "parity": tuple(_at_temperature(parity, old) for parity in card.parity),
        "known_answer": card.known_answer.model_copy(update={"probability": float(answer[0])}),
    }
    moved = card.model_copy(update=changes)
    entry = _entry(moved, validated)
    earlier = (_at_earlier(validation, old) for validation in card.validation)
    others = tuple(one for one in earlier if (one.dataset, one.split) != (entry.dataset, entry.split))
    sentence = (
        f"The temperature went from {old:.4f} to {temperature:.4f}, fitted on "
        f"{describe_images(validated.data, validated.images)}; thresholds moved with it, the heat map is the same."
    )
    return derived(moved.model_copy(update={"validation": (*others, entry)}), checked, "calibrate", sentence)


def _entry(card: ModelCard, validated: _Validated) -> Validation:
    images = validated.images
    threshold = card.operating_point(card.default_operating_point).threshold
    figures = measure(images.labels, validated.probabilities, images.patients, threshold)
    before = {f"{name} before": figure for name, figure in validated.before.items()}
    return Validation(
        dataset=validated.data.resolve().name,
        split=_SPLIT,
        images=len(images.labels),
        patients=len(np.unique(images.patients)),
        figures={**figures, **validated.after, **before},
    )


def _at_temperature(parity: Parity, temperature: float) -> Parity:
    if "at temperature" in parity.inputs:
        return parity
    return parity.model_copy(update={"inputs": f"{parity.inputs}; measured at temperature {temperature:.4f}"})


def _at_earlier(validation: Validation, temperature: float) -> Validation:
    """Say of older figures of the probability at which temperature they hold; all others stay true."""
    figures = {
        f"{name} at temperature {temperature:.4f}" if name in _OF_THE_TEMPERATURE else name: figure
        for name, figure in validation.figures.items()
    }
    return validation.model_copy(update={"figures": figures})
