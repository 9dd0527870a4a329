"""What the card of an ensemble says, put together from the members' cards and what was measured of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from pydantic import TypeAdapter, ValidationError

from converter.ensembling.merge import finest_grid
from converter.errors import RecipeError
from converter.evaluation.metrics import measure
from converter.evaluation.operating_points import BALANCED, choose_operating_points
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
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from converter.ensembling.members import Member
    from xray_desktop.model_file.card import KnownAnswer

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
    """What a person calls the ensemble.

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


def assemble_card(
    identity: Identity,
    members: Sequence[Member],
    temperature: float,
    judged: Judged,
    parity: tuple[Parity, ...],
    answer: KnownAnswer,
) -> ModelCard:
    """Write down what is known of an ensemble.

    Parameters
    ----------
    temperature
        1 where the mean is left as it is.
    parity
        The ensemble against the mean of its members' own sessions.
    """
    together = judged.together
    points = choose_operating_points(judged.labels, together, together[None], _SOURCE)
    threshold = next(point.threshold for point in points if point.name == BALANCED)
    figures = measure(judged.labels, together, judged.patients, threshold)
    cards = [member.card for member in members]
    rows, columns = finest_grid(members)
    names = ", ".join(f"{member.name} ({member.weight:.3g})" for member in members)
    return ModelCard(
        model_id=identity.model_id,
        model_version=identity.model_version,
        title=identity.title or f"Ensemble of {len(members)} models",
        summary=f"The mean of the probabilities and of the heat maps of {names}.",
        labels=cards[0].labels,
        input=cards[0].input,
        heatmap=HeatmapContract(layer=_listed(cards, lambda card: card.heatmap.layer), rows=rows, columns=columns),
        operating_points=points,
        default_operating_point=BALANCED,
        calibration=Calibration(
            method="none" if temperature == 1.0 else "temperature",
            temperature=temperature,
            expected_calibration_error=figures["expected_calibration_error"],
        ),
        training=_training(members, temperature),
        validation=(_validation(judged, f"{_SOURCE}; {_CHOSEN_ON_THEM}", figures), *_members_alone(members, judged)),
        parity=(*parity, *_worst_parity(members)),
        members=tuple(_entry(member) for member in members),
        known_answer=answer,
        intended_use=_listed(cards, lambda card: card.intended_use, " "),
        limitations=tuple(dict.fromkeys([*(line for card in cards for line in card.limitations), _LIMIT])),
        licence=_listed(cards, lambda card: card.licence),
        created_at=datetime.now(UTC).replace(microsecond=0),
    )


def _listed(cards: Sequence[ModelCard], what: Callable[[ModelCard], str], between: str = "; ") -> str:
    """Join what the cards say, each once."""
    return between.join(dict.fromkeys(what(card) for card in cards))


def _entry(member: Member) -> EnsembleMember:
    card = member.card
    return EnsembleMember(
        model_id=card.model_id,
        model_version=card.model_version,
        sha256=member.checked.sha256,
        weight=member.weight,
        parity=card.parity,
    )


def _training(members: Sequence[Member], temperature: float) -> Training:
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


def _validation(judged: Judged, split: str, figures: dict[str, Any]) -> Validation:
    return Validation(
        dataset=judged.dataset,
        split=split,
        images=len(judged.labels),
        patients=len(np.unique(judged.patients)),
        figures=figures,
    )


def _members_alone(members: Sequence[Member], judged: Judged) -> list[Validation]:
    """Measure each member on the same images, at the threshold of its own default operating point."""
    found = []
    for member, probabilities in zip(members, judged.alone, strict=True):
        point = member.card.operating_point(member.card.default_operating_point)
        figures = measure(judged.labels, probabilities, judged.patients, point.threshold)
        words = f"the same images; {member.name} alone, at its own point '{point.name}' ({point.threshold:.4f})"
        found.append(_validation(judged, words, figures))
    return found


def _worst_parity(members: Sequence[Member]) -> list[Parity]:
    """Repeat, for each batch size, what the member that differs most from Keras differs by."""
    worst: dict[int, Parity] = {}
    for member in members:
        for parity in member.card.parity:
            named = f"worst of the members, {member.name}, Keras against onnxruntime: {parity.inputs}"
            known = worst.get(parity.batch_size)
            if known is None or parity.max_probability_difference > known.max_probability_difference:
                worst[parity.batch_size] = parity.model_copy(update={"inputs": named})
    return list(worst.values())
