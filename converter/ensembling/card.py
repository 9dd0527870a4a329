"""What the card of an ensemble says, put together from the members' cards and what was measured of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from pydantic import TypeAdapter, ValidationError

from converter.ensembling.merge import finest_grid
from converter.errors import RecipeError
from converter.evaluation.calibration import reliability, sigmoid
from converter.evaluation.metrics import measure
from converter.evaluation.operating_points import BALANCED, at_each_point, choose_operating_points
from converter.evaluation.shifted_figures import calibration_on, shifted_validation
from converter.evaluation.shifted_points import choose_on_shifted
from converter.training.run_folder import versions
from xray_desktop.model_file.card import (
    Calibration,
    EnsembleMember,
    HeatmapContract,
    ModelCard,
    Parity,
    Training,
    Validation,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from converter.ensembling.held_out_ensembles import ShiftedEnsemble
    from converter.ensembling.members import EnsembledModel
    from xray_desktop.model_file.card import Figure, KnownAnswer, OperatingPoint
    from xray_desktop.model_file.derivation import Derivation

_SOURCE = "the labelled images given to the ensemble; whether they trained a member is not known"
_CHOSEN_ON_THEM = "temperature and thresholds were chosen on these images too"
_BAD_IDENTITY = (
    "The ID of a model is made of small letters, digits, '.', '+', '_' and '-', and its version of three numbers, for "
    "instance: --id chest-mean --model-version 1.0.0"
)
_LIMIT = "Says nothing beyond what its members were examined on, and they share the errors of what they share."


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """The validation images and what is said of them.

    Attributes
    ----------
    dataset
        What the images are called.
    labels, patients
        Shape ``[N]``.
    alone
        Probabilities of each member, shape ``[members, N]``.
    together
        Probabilities of the ensemble, shape ``[N]``.
    """

    dataset: str
    labels: NDArray[np.int64]
    patients: NDArray[Any]
    alone: NDArray[np.float64]
    together: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Identity:
    """What the user calls the ensemble.

    Raises
    ------
    RecipeError
        ID or version are not of the form that a card takes.
    """

    model_id: str
    model_version: str = "0.1.0"
    title: str = ""

    def __post_init__(self) -> None:
        fields = {name: ModelCard.model_fields[name] for name in ("model_id", "model_version")}
        for name, field in fields.items():
            try:
                TypeAdapter(Annotated[str, *field.metadata]).validate_python(getattr(self, name))
            except ValidationError as error:
                raise RecipeError(_BAD_IDENTITY) from error


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """An ensemble and what was measured of it; there are validation images, held-out runs, or both.

    Attributes
    ----------
    members
        With their weights.
    temperature
        1 where the mean is left as it is.
    parity
        The ensemble against the mean of its members' own sessions.
    answer
        To the card's reference picture.
    judged
        The validation images.
    shifted
        What ensembles of held-out runs say of the groups that they held out.
    """

    members: tuple[EnsembledModel, ...]
    temperature: float
    parity: tuple[Parity, ...]
    answer: KnownAnswer
    judged: Judged | None
    shifted: ShiftedEnsemble | None

    def points(self) -> tuple[OperatingPoint, ...]:
        """Choose the operating points, on held-out runs where there are any."""
        if self.shifted:
            return choose_on_shifted(self.shifted.together, self.temperature)
        if self.judged is None:
            raise RecipeError("There is nothing to choose operating points on.")
        together = self.judged.together
        return choose_operating_points(self.judged.labels, together, together[None], _SOURCE)


def assemble_card(identity: Identity, whole: Whole, step: Derivation) -> ModelCard:
    """Write down what is known of an ensemble.

    Parameters
    ----------
    step
        By which it was made.
    """
    points = whole.points()
    cards = [member.card for member in whole.members]
    rows, columns = finest_grid(whole.members)
    names = ", ".join(f"{member.name} ({member.weight:.3g})" for member in whole.members)
    return ModelCard(
        model_id=identity.model_id,
        model_version=identity.model_version,
        title=identity.title or f"Ensemble of {len(cards)} models",
        summary=f"The mean of the probabilities and of the heat maps of {names}.",
        labels=cards[0].labels,
        input=cards[0].input,
        heatmap=HeatmapContract(layer=_listed(cards, lambda card: card.heatmap.layer), rows=rows, columns=columns),
        operating_points=points,
        default_operating_point=BALANCED,
        calibration=_calibration(whole),
        training=_training(whole.members, whole.temperature),
        validation=tuple(_validations(whole, points)),
        parity=(*whole.parity, *_worst_parity(whole.members)),
        members=tuple(_entry(member) for member in whole.members),
        known_answer=whole.answer,
        derivation=(step,),
        intended_use=_listed(cards, lambda card: card.intended_use, " "),
        limitations=tuple(dict.fromkeys([*(line for card in cards for line in card.limitations), _LIMIT])),
        licence=_listed(cards, lambda card: card.licence),
        created_at=datetime.now(UTC).replace(microsecond=0),
    )


def _calibration(whole: Whole) -> Calibration:
    if whole.shifted:
        return calibration_on(whole.shifted.together, whole.temperature)
    if whole.judged is None:
        return Calibration(method="none")
    judged = whole.judged
    mean = np.average(judged.alone, axis=0, weights=[member.weight for member in whole.members])
    after, before = (
        reliability(judged.labels, probabilities, judged.patients)["expected_calibration_error"]
        for probabilities in (judged.together, mean)
    )
    return Calibration(
        method="none" if whole.temperature == 1.0 else "temperature",
        temperature=whole.temperature,
        expected_calibration_error=after,
        expected_calibration_error_before=before,
        fitted_on=_SOURCE,
    )


def _listed(cards: Sequence[ModelCard], what: Callable[[ModelCard], str], between: str = "; ") -> str:
    """Join what the cards say, each once."""
    return between.join(dict.fromkeys(what(card) for card in cards))


def _entry(member: EnsembledModel) -> EnsembleMember:
    card = member.card
    return EnsembleMember(
        model_id=card.model_id,
        model_version=card.model_version,
        sha256=member.checked.sha256,
        weight=member.weight,
        parity=card.parity,
        temperature=card.calibration.temperature,
        heatmap_layer=card.heatmap.layer,
        derivation=card.derivation,
    )


def _training(members: Sequence[EnsembledModel], temperature: float) -> Training:
    cards = [member.card for member in members]
    largest = max((card.training for card in cards), key=lambda training: training.images)
    splits = {card.training.manifest_sha256 for card in cards}
    counted = "" if len(splits) == 1 else " (the members' images differ; the counts are of the member with the most)"
    return Training(
        dataset=_listed(cards, lambda card: card.training.dataset) + counted,
        attribution=_listed(cards, lambda card: card.training.attribution),
        data_licence=_listed(cards, lambda card: card.training.data_licence),
        population=_listed(cards, lambda card: card.training.population),
        images=largest.images,
        patients=largest.patients,
        recipe={
            "ensemble": "weighted mean of the probabilities",
            "temperature": temperature,
            "members": [{"weight": member.weight, **member.card.training.model_dump()} for member in members],
        },
        manifest_sha256=splits.pop() if len(splits) == 1 else "",
        seed=largest.seed,
        versions=versions(),
    )


def _validations(whole: Whole, points: tuple[OperatingPoint, ...]) -> Iterator[Validation]:
    threshold = next(point.threshold for point in points if point.name == BALANCED)
    if whole.shifted:
        yield from _on_held_out_groups(whole.shifted, whole, threshold)
    judged = whole.judged
    if judged is None:
        return
    figures = measure(judged.labels, judged.together, judged.patients, threshold)
    figures |= at_each_point(points, judged.labels, judged.together)
    yield _validation(judged, _SOURCE if whole.shifted else f"{_SOURCE}; {_CHOSEN_ON_THEM}", figures)
    for member, probabilities in zip(whole.members, judged.alone, strict=True):
        figures = measure(judged.labels, probabilities, judged.patients, _own_threshold(member))
        yield _validation(judged, f"{_at_own_point(member)}the same images", figures)


def _on_held_out_groups(shifted: ShiftedEnsemble, whole: Whole, threshold: float) -> Iterator[Validation]:
    dataset = _listed([member.card for member in whole.members], lambda card: card.training.dataset)
    together = sigmoid(shifted.together.scores.logits / whole.temperature)
    yield shifted_validation(shifted.together, together, threshold, dataset)
    for member, alone in zip(whole.members, shifted.alone, strict=True):
        own = sigmoid(alone.scores.logits / member.card.calibration.temperature)
        yield shifted_validation(alone, own, _own_threshold(member), dataset, _at_own_point(member))


def _own_threshold(member: EnsembledModel) -> float:
    return member.card.operating_point(member.card.default_operating_point).threshold


def _at_own_point(member: EnsembledModel) -> str:
    point = member.card.default_operating_point
    return f"{member.name} alone, at its own point '{point}' ({_own_threshold(member):.4f}); "


def _validation(judged: Judged, split: str, figures: dict[str, Figure]) -> Validation:
    return Validation(
        dataset=judged.dataset,
        split=split,
        images=len(judged.labels),
        patients=len(np.unique(judged.patients)),
        figures=figures,
    )


def _worst_parity(members: Sequence[EnsembledModel]) -> list[Parity]:
    """Repeat, for each batch size, what the member that differs most from Keras differs by."""
    worst: dict[int, Parity] = {}
    for member in members:
        for parity in member.card.parity:
            named = f"worst of the members, {member.name}, Keras against onnxruntime: {parity.inputs}"
            known = worst.get(parity.batch_size)
            if known is None or parity.max_probability_difference > known.max_probability_difference:
                worst[parity.batch_size] = parity.model_copy(update={"inputs": named})
    return list(worst.values())
