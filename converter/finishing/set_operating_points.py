"""A finished model file gets named thresholds by the rules that the user asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import onnx

from converter.errors import FinishingError, RecipeError
from converter.evaluation.operating_points import (
    images_needed,
    least_cost_threshold,
    measured_point,
    sensitivity_on_each,
    specificity_on_each,
    youden_threshold,
)
from converter.finishing.save import derived, write_finished
from converter.finishing.scored_images import describe_images, read_validation
from converter.onnx_model import OnnxModel
from xray_desktop.model_file.checks import check_model_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from converter.console import Console
    from xray_desktop.model_file.card import ModelCard, OperatingPoint

    Choose = Callable[[NDArray[np.int64], NDArray[np.float64]], float]


@dataclass(frozen=True, slots=True)
class Rule:
    """How a threshold is chosen.

    Attributes
    ----------
    name
        Of the operating point.
    chosen_by
        In words, for the card.
    choose
        Returns the threshold for labels ``[N]`` and probabilities ``[N]``.
    sensitivity, specificity
        What is to be reached; 0 where nothing is.
    """

    name: str
    chosen_by: str
    choose: Choose
    sensitivity: float = 0.0
    specificity: float = 0.0


def youden() -> Rule:
    """Take sensitivity plus specificity at their largest."""
    return Rule("youden", "Youden's index: sensitivity plus specificity at their largest", youden_threshold)


def sensitivity_of(wanted: float) -> Rule:
    """Take the highest threshold that finds this share of the positives.

    Raises
    ------
    RecipeError
        It is no share between 0 and 1.
    """
    _require_share(wanted, "--sensitivity")
    return Rule(
        f"sensitivity-{_percent(wanted)}",
        f"the highest threshold with a sensitivity of at least {wanted:g}",
        lambda labels, probabilities: sensitivity_on_each(wanted, labels, probabilities[None]),
        sensitivity=wanted,
    )


def specificity_of(wanted: float) -> Rule:
    """Take the lowest threshold that clears this share of the negatives.

    Raises
    ------
    RecipeError
        It is no share between 0 and 1.
    """
    _require_share(wanted, "--specificity")
    return Rule(
        f"specificity-{_percent(wanted)}",
        f"the lowest threshold with a specificity of at least {wanted:g}",
        lambda labels, probabilities: specificity_on_each(wanted, labels, probabilities[None]),
        specificity=wanted,
    )


def least_cost(missed: float, alarm: float, prevalence: float | None) -> Rule:
    """Take the threshold at which errors cost least.

    Parameters
    ----------
    missed, alarm
        Cost of a missed positive and of a false alarm.
    prevalence
        Share of positives where the model is used; that of the images where None.

    Raises
    ------
    RecipeError
        A cost is not above 0, or the prevalence is no share.
    """
    if not (0.0 < missed < float("inf") and 0.0 < alarm < float("inf")):
        raise RecipeError(
            "Costs are numbers above 0, for instance --cost 5:1 where a missed case is five times as bad."
        )
    if prevalence is not None:
        _require_share(prevalence, "--prevalence")
    name = "equal-cost" if missed == alarm else f"cost-{missed:g}-to-{alarm:g}"
    where = "the prevalence of these images" if prevalence is None else f"a prevalence of {prevalence:g}"
    return Rule(
        name if prevalence is None else f"{name}-at-{_percent(prevalence)}",
        f"least cost of errors, {missed:g} for a missed positive and {alarm:g} for a false alarm, at {where}",
        lambda labels, probabilities: least_cost_threshold(labels, probabilities, missed, alarm, prevalence),
    )


def set_operating_points(
    file: Path,
    data: Path,
    rules: Sequence[Rule],
    output: Path,
    console: Console,
    *,
    default: str | None = None,
    replace: bool = False,
    run: Path | None = None,
) -> ModelCard:
    """Choose operating points on validation images and write them into a model file's card.

    Parameters
    ----------
    file
        A ``.onnx`` file with a card.
    data
        Labelled images that did not train it.
    rules
        At least one; a point that has the name of one is replaced.
    output
        What is written; may be `file`.
    console
        Tells the user, of doubts too.
    default
        Name of the point that the viewer starts with; as it was where None, or the first new one where it is gone.
    replace
        Take all other points out.
    run
        The run folder that the model came from: images that trained it are then refused.

    Raises
    ------
    FinishingError
        A rule leads to a threshold that tells the classes apart no better than chance, or the file cannot be written.
    ModelError, DatasetError, RunFolderError
        The model or the images cannot be used.
    RecipeError
        There is no rule, or no operating point of the default's name.
    """
    if not rules:
        raise RecipeError("Ask for at least one point: --youden, --sensitivity, --specificity, --equal-cost or --cost.")
    checked = check_model_file(file)
    kept = () if replace else checked.card.operating_points
    chosen_default = _default(default, [point.name for point in kept], rules, checked.card.default_operating_point)
    images = read_validation(data, checked.card, run, console)
    probabilities = OnnxModel.of(checked).probabilities(images.images)
    named = describe_images(data, images)
    new = [_point(rule, images.labels, probabilities, named, console) for rule in rules]
    names = {point.name for point in new}
    card = checked.card.model_copy(
        update={
            "operating_points": (*(point for point in kept if point.name not in names), *new),
            "default_operating_point": chosen_default,
        }
    )
    sentence = f"Operating points were chosen on {named}: {', '.join(point.name for point in new)}."
    card = derived(card, checked, "operating-points", sentence)
    write_finished(onnx.load_model_from_string(checked.content), card, output)
    return card


def _default(wanted: str | None, kept: list[str], rules: Sequence[Rule], before: str) -> str:
    names = [*kept, *(rule.name for rule in rules)]
    if wanted is None:
        return before if before in names else rules[0].name
    if wanted not in names:
        known = ", ".join(dict.fromkeys(names))
        raise RecipeError(f"There is no operating point '{wanted}' for --default. There will be: {known}.")
    return wanted


def _point(
    rule: Rule, labels: NDArray[np.int64], probabilities: NDArray[np.float64], named: str, console: Console
) -> OperatingPoint:
    threshold = rule.choose(labels, probabilities)
    chosen_on = f"{named}; measured on the same images, so a little too good"
    point = measured_point(rule.name, threshold, labels, probabilities, rule.chosen_by, chosen_on)
    if point.sensitivity.value + point.specificity.value <= 1.0:
        raise FinishingError(
            f"The rule '{rule.name}' leads to a sensitivity of {point.sensitivity.value:.3f} and a specificity of "
            f"{point.specificity.value:.3f}, which is no better than chance. The model does not tell these images "
            "apart well enough; no point is written."
        )
    for doubt in (
        _doubt("sensitivity", rule.sensitivity, point.sensitivity.n, point.specificity.value, "specificity"),
        _doubt("specificity", rule.specificity, point.specificity.n, point.sensitivity.value, "sensitivity"),
    ):
        if doubt:
            console.warn(f"{rule.name}: {doubt}")
    return point


_HALF = 0.5


def _doubt(what: str, wanted: float, images: int, other: float, other_name: str) -> str:
    """Say why a target is reached in name only; empty where nothing speaks against it."""
    if not wanted:
        return ""
    if images < images_needed(wanted):
        return (
            f"{images} images are too few to show a {what} of {wanted:g}: even with every one of them right, the 95 % "
            f"interval would reach lower. {images_needed(wanted)} or more are needed."
        )
    if other < _HALF:
        return f"a {what} of {wanted:g} is reached only with a {other_name} of {other:.3f}; think whether that serves."
    return ""


def _require_share(value: float, option: str) -> None:
    if not 0.0 < value < 1.0:
        raise RecipeError(f"{option} takes a share between 0 and 1, for instance {option} 0.95.")


def _percent(share: float) -> str:
    return f"{share * 100:.4g}"
