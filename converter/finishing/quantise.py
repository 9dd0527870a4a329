"""A finished model file becomes one of 8-bit integers that says so, with what it lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import onnx
import onnxruntime

from converter.datasets.decode import decode_images, read_labelled
from converter.datasets.labelled import find_labelled
from converter.errors import QuantisationError, RecipeError
from converter.evaluation.metrics import measure
from converter.evaluation.operating_points import measured_point
from converter.finishing.int8_graph import METHODS, quantise_graph
from converter.finishing.int8_loss import Loss, measure_loss, spread_of_runtimes
from converter.finishing.save import derived, with_card, write_finished
from converter.finishing.scored_images import describe_images
from converter.onnx_model import OnnxModel
from xray_desktop.imaging.heatmap.render import normalise
from xray_desktop.inference.self_test import reference_tensor
from xray_desktop.model_file.card import KnownAnswer, ModelCard, Validation
from xray_desktop.model_file.checks import check_model_file
from xray_desktop.model_file.derivation import Quantisation

if TYPE_CHECKING:
    from pathlib import Path

    from converter.console import Console
    from converter.datasets.decode import ImageSet
    from xray_desktop.model_file.card import OperatingPoint
    from xray_desktop.model_file.checks import CheckedModel

_MARK = "int8"


@dataclass(frozen=True, slots=True)
class QuantisationSettings:
    """How a network is quantised.

    Attributes
    ----------
    images
        Calibration images, spread over the given ones.
    method
        One of `converter.finishing.int8_graph.METHODS`.
    seven_bits
        Weights of 7 bits, for processors without VNNI.
    largest_loss
        Of AUC, on the evaluation images; above it no file is written.

    Raises
    ------
    RecipeError
        A value does not fit.
    """

    images: int = 128
    method: str = "minmax"
    seven_bits: bool = False
    largest_loss: float = 0.01

    def __post_init__(self) -> None:
        if self.images < 1:
            raise RecipeError("--images takes a number of at least 1.")
        if self.method not in METHODS:
            raise RecipeError(f"There is no method '{self.method}'. Known are: {', '.join(METHODS)}.")
        if not 0.0 <= self.largest_loss <= 1.0:
            raise RecipeError("--largest-loss takes a difference of AUC between 0 and 1, for instance 0.01.")


def quantise(
    file: Path,
    calibration: Path,
    output: Path,
    console: Console,
    evaluation: Path | None = None,
    settings: QuantisationSettings | None = None,
) -> ModelCard:
    """Turn a model file into 8-bit integers, measure what it lost, and write it with that in its card.

    Parameters
    ----------
    file
        A ``.onnx`` file with a card.
    calibration
        Labelled images that the ranges of the activations are taken from; their labels are not looked at.
    output
        What is written.
    console
        Tells the user.
    evaluation
        Labelled images that the loss is measured on; those of `calibration` where None.
    settings
        How; the usual where None.

    Returns
    -------
    ModelCard
        The card of the file that was written.

    Raises
    ------
    QuantisationError
        The network cannot be quantised, is so already, or loses more than is allowed.
    ModelError, DatasetError
        The file or the images cannot be used.
    """
    settings = settings or QuantisationSettings()
    checked = check_model_file(file)
    if checked.card.quantisation is not None:
        raise QuantisationError("This model file is of 8-bit integers already.")
    spec = checked.card.input.spec()
    files = find_labelled(calibration)
    chosen = np.unique(np.linspace(0, len(files) - 1, min(settings.images, len(files))).astype(int))
    ranges = decode_images([files[position] for position in chosen], spec)
    console.say(f"quantising with {len(ranges.labels)} images")
    model = quantise_graph(
        onnx.load_model_from_string(checked.content), ranges.images, settings.method, seven_bits=settings.seven_bits
    )
    images = read_labelled(evaluation or calibration, spec, console)
    console.say(f"comparing on {len(images.labels)} images")
    quantised = OnnxModel(model, checked.card)
    loss = measure_loss(OnnxModel.of(checked), quantised, images)
    _require_small(loss, settings.largest_loss)
    named = describe_images(evaluation or calibration, images)
    seen = "" if evaluation else "; some of them set the ranges of the integers"
    record = _record(
        checked, settings, describe_images(calibration, ranges), len(ranges.labels), loss, f"{named}{seen}"
    )
    card = _card(quantised, checked, record, loss, images, evaluation or calibration)
    # The file's size stands in its own card; a number of more digits does not move it by a byte that counts.
    size = len(with_card(model, card))
    card = card.model_copy(update={"quantisation": record.model_copy(update={"bytes_after": size})})
    write_finished(model, card, output)
    return card


def _require_small(loss: Loss, largest: float) -> None:
    lost = loss.figures["auc_loss"]
    if not lost.value <= largest:
        raise QuantisationError(
            f"8-bit integers lose {lost.value:.4f} of AUC ({lost.low:.4f} to {lost.high:.4f}) on {lost.n} images; "
            f"{largest:g} is allowed. The file is not written. More calibration images or another --method may lose "
            "less; --largest-loss allows more."
        )


def _record(
    checked: CheckedModel,
    settings: QuantisationSettings,
    calibration: str,
    calibration_images: int,
    loss: Loss,
    evaluated_on: str,
) -> Quantisation:
    bits = "7-bit" if settings.seven_bits else "8-bit"
    return Quantisation(
        from_sha256=checked.sha256,
        scheme=(
            f"Static QDQ: signed {bits} weights with one scale for each channel, unsigned 8-bit activations, in the "
            f"convolutions and between them; image preparation, head and heat-map branch in float; onnxruntime "
            f"{onnxruntime.__version__}"
        ),
        calibration=f"{calibration}, method {settings.method}",
        calibration_images=calibration_images,
        evaluated_on=evaluated_on,
        figures=loss.figures,
        max_probability_difference=loss.max_probability_difference,
        mean_probability_difference=loss.mean_probability_difference,
        median_heatmap_difference=loss.median_heatmap_difference,
        max_heatmap_difference=loss.max_heatmap_difference,
        mean_heatmap_correlation=loss.mean_heatmap_correlation,
        bytes_before=len(checked.content),
        bytes_after=len(checked.content),
        time_ratio=loss.time_ratio,
    )


def _card(
    quantised: OnnxModel, checked: CheckedModel, record: Quantisation, loss: Loss, images: ImageSet, data: Path
) -> ModelCard:
    """Say what is true of the integers: what was measured of the 32-bit file is kept under its name, or left out."""
    card = checked.card
    points = tuple(_measured_again(point, images, loss, record.evaluated_on) for point in card.operating_points)
    threshold = next(point.threshold for point in points if point.name == card.default_operating_point)
    figures = measure(images.labels, loss.probabilities, images.patients, threshold)
    entry = Validation(
        dataset=data.resolve().name,
        split="given when the 8-bit integers were made; whether these images trained the model is not known",
        images=len(images.labels),
        patients=len(np.unique(images.patients)),
        figures=figures,
    )
    earlier = (one.model_copy(update={"split": f"of the 32-bit file: {one.split}"}) for one in card.validation)
    error = figures["expected_calibration_error"]
    changed = card.model_copy(
        update={
            "model_id": f"{card.model_id}-{_MARK}",
            "title": f"{card.title} (8-bit integers)",
            "operating_points": points,
            "calibration": card.calibration.model_copy(update={"expected_calibration_error": error}),
            "validation": (entry, *earlier),
            "parity": (),
            "quantisation": record,
            "known_answer": _known_answer(quantised, images),
        }
    )
    sentence = "The network became one of 8-bit integers; what it lost stands under quantisation."
    return derived(changed, checked, "quantise", sentence)


def _measured_again(point: OperatingPoint, images: ImageSet, loss: Loss, evaluated_on: str) -> OperatingPoint:
    chosen_on = (
        f"{point.chosen_on}, with 32-bit floats; sensitivity and specificity measured with 8-bit integers on "
        f"{evaluated_on}"
    )
    return measured_point(point.name, point.threshold, images.labels, loss.probabilities, point.chosen_by, chosen_on)


def _known_answer(quantised: OnnxModel, images: ImageSet) -> KnownAnswer:
    probability, heatmap = quantised.score(reference_tensor(quantised.card))
    of_probability, of_heatmap = spread_of_runtimes(quantised, images.images)
    known = quantised.card.known_answer
    return known.model_copy(
        update={
            "probability": float(probability[0]),
            "heatmap": tuple(float(round(value, 6)) for value in normalise(heatmap[0]).reshape(-1).tolist()),
            "probability_tolerance": max(known.probability_tolerance, of_probability),
            "heatmap_tolerance": max(known.heatmap_tolerance, of_heatmap),
        }
    )
