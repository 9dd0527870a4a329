"""Each network on each held-out group, as it is and under each stress; and each candidate over its seeds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from converter.experiments.shift.figures import SENSITIVITY, Curve, once, patient_draws
from converter.experiments.shift.groups import FEWEST
from converter.experiments.shift.tree import AS_THEY_ARE
from xray_desktop.model_file.card import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from converter.experiments.shift.tree import Answers

_ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class Row:
    """One network on one held-out group, under one change.

    Attributes
    ----------
    group
        Name of the group; see `groups_in`.
    copy
        Name of the stress or probe, or `AS_THEY_ARE`.
    negatives, positives
        Images of each class.
    specificity
        At the highest threshold that finds 0.97 of this group's own positives under this change.
    point_sensitivity, point_specificity
        At one threshold for all: that which finds 0.97 of the positives of all groups together, as they are.
    """

    candidate: str
    validation: str
    seed: str
    group: str
    copy: str
    negatives: int
    positives: int
    auc: float
    specificity: float
    point_sensitivity: float
    point_specificity: float


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """One candidate on one held-out group, as it is, over its seeds.

    Attributes
    ----------
    seeds
        How many networks there were.
    auc, specificity
        Means over the seeds, with 95 % intervals that draw whole patients; n counts images, or negatives.
    lowest, highest
        Specificity of the worst and the best seed.
    """

    group: str
    seeds: int
    auc: Figure
    specificity: Figure
    lowest: float
    highest: float


def groups_in(answers: Answers) -> dict[str, NDArray[np.bool_]]:
    """Return the rows of each held-out or acquisition group that has enough images of both classes, ``[N]``, bool."""
    found = {}
    for group in np.unique(answers.groups).tolist():
        name = group if group == answers.validation else f"{answers.validation}: {group}"
        found[name] = answers.groups == group
    if not answers.validation.startswith("acquisition"):
        for kind in np.unique(answers.kinds).tolist():
            found[f"{answers.validation}: acquisition {kind}"] = answers.kinds == kind
    return {name: rows for name, rows in found.items() if _enough(answers.labels[rows])}


def _enough(labels: NDArray[np.int64]) -> bool:
    return all(int((labels == label).sum()) >= FEWEST for label in (0, 1))


def measure_all(answers: Sequence[Answers]) -> list[Row]:
    """Measure every network on every group under every stress and probe."""
    points = _points(answers)
    return [row for one in answers for row in _rows(one, points[one.candidate, one.seed])]


def _points(answers: Sequence[Answers]) -> dict[tuple[str, str], float]:
    """Choose one threshold for each candidate and seed, on all that it held out."""
    together: dict[tuple[str, str], list[Answers]] = {}
    for one in answers:
        together.setdefault((one.candidate, one.seed), []).append(one)
    return {
        place: float(
            once(
                np.concatenate([one.labels for one in parts]),
                np.concatenate([one.copies[AS_THEY_ARE] for one in parts]),
            ).threshold()[0]
        )
        for place, parts in together.items()
    }


def _rows(answers: Answers, point: float) -> Iterator[Row]:
    for group, inside in groups_in(answers).items():
        labels = answers.labels[inside]
        for copy, probabilities in (answers.copies | answers.probes).items():
            scores = probabilities[inside]
            curve = once(labels, scores)
            yield Row(
                answers.candidate,
                answers.validation,
                answers.seed,
                group,
                copy,
                int((labels == 0).sum()),
                int((labels == 1).sum()),
                float(curve.auc()[0]),
                float(curve.specificity()[0]),
                float((scores[labels == 1] >= point).mean()),
                float((scores[labels == 0] < point).mean()),
            )


def over_seeds(answers: Sequence[Answers]) -> list[GroupFigures]:
    """Measure one candidate on each group, as it is, over its seeds."""
    found = []
    for validation in sorted({one.validation for one in answers}):
        parts = [one for one in answers if one.validation == validation]
        for group, inside in groups_in(parts[0]).items():
            found.append(_over_seeds(group, parts, inside))
    return found


def _over_seeds(group: str, parts: Sequence[Answers], inside: NDArray[np.bool_]) -> GroupFigures:
    labels, patients = parts[0].labels[inside], parts[0].patients[inside]
    scores = [one.copies[AS_THEY_ARE][inside] for one in parts]
    drawn = patient_draws(patients, labels)
    each = [float(once(labels, own).specificity()[0]) for own in scores]

    def figure(of: Callable[[Curve], NDArray[Any]], n: int) -> Figure:
        value = float(np.mean([of(once(labels, own))[0] for own in scores]))
        values = np.mean([of(Curve.of(labels, own, drawn)) for own in scores], axis=0)
        low, high = np.quantile(values, [_ALPHA / 2, 1.0 - _ALPHA / 2])
        method = f"mean of {len(parts)} seeds; bootstrap by patient, {len(drawn)} draws"
        return Figure(value=value, low=min(float(low), value), high=max(float(high), value), n=n, method=method)

    return GroupFigures(
        group,
        len(parts),
        figure(Curve.auc, len(labels)),
        figure(lambda curve: curve.specificity(SENSITIVITY), int((labels == 0).sum())),
        min(each),
        max(each),
    )


def worst(groups: Sequence[GroupFigures]) -> GroupFigures:
    """Return the group with the lowest specificity: what models are chosen by."""
    return min(groups, key=lambda group: group.specificity.value)
