"""Ensembles of held-out runs: what `converter.export.held_out_runs` reads is averaged as the members are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from converter.errors import ExportError, RecipeError
from converter.evaluation.calibration import logit, sigmoid
from converter.evaluation.shifted import Shifted
from converter.export.held_out_runs import read_held_out_runs, recipe_of_card

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from converter.ensembling.members import EnsembledModel
    from converter.export.held_out_runs import HeldOutGroup


@dataclass(frozen=True, slots=True, eq=False)
class ShiftedEnsemble:
    """The shifted validation of an ensemble: the same rows in all.

    Attributes
    ----------
    together
        Its logits are those of the averaged probabilities.
    alone
        What the held-out runs of each member's recipe say.
    """

    together: Shifted
    alone: tuple[Shifted, ...]


def average_held_out_runs(members: Sequence[EnsembledModel], folders: Sequence[Path]) -> ShiftedEnsemble:
    """Average, group by group and seed by seed, what held-out runs of the members' recipes say of the same images.

    Parameters
    ----------
    members
        Of the ensemble: their weights and their own temperatures are used.
    folders
        One for each member, in this order; see `converter.export.held_out_runs.read_held_out_runs`. Members of one
        recipe may name the same folder: then runs of different seeds are averaged.

    Raises
    ------
    RecipeError
        There are not as many folders as members.
    ExportError
        The runs cannot be used, have no group in common, or are too few for members of one recipe.
    """
    if len(folders) != len(members):
        raise RecipeError(
            f"There are {len(members)} members, but {len(folders)} folders for --chosen-on. Name one for each member, "
            "in the same order."
        )
    by_group = [_by_group(member, folder) for member, folder in zip(members, folders, strict=True)]
    shared = [name for name in by_group[0] if all(name in groups for groups in by_group)]
    if not shared:
        raise ExportError(
            "The held-out runs of the members' recipes have no group in common, so they cannot be averaged."
        )
    drawn = [team for name in shared for team in _teams([groups[name] for groups in by_group], folders, name)]
    aligned = [_aligned(team) for team in drawn]
    count = len({team[0].run for team in aligned})
    several = "s" * (count != 1)
    judges = f"{count} ensemble{several} of held-out runs of the members' recipes"
    return ShiftedEnsemble(
        _joined([_averaged(team, members) for team in aligned], judges),
        tuple(
            _joined(
                [team[position] for team in aligned], f"{count} held-out run{several} of the recipe of {member.name}"
            )
            for position, member in enumerate(members)
        ),
    )


def _by_group(member: EnsembledModel, folder: Path) -> dict[str, list[HeldOutGroup]]:
    recipe = recipe_of_card(member.card.training.recipe, member.name)
    groups: dict[str, list[HeldOutGroup]] = {}
    for group in read_held_out_runs([folder], recipe):
        groups.setdefault(group.name, []).append(group)
    return groups


def _teams(runs: Sequence[list[HeldOutGroup]], folders: Sequence[Path], group: str) -> list[list[HeldOutGroup]]:
    """Choose who is averaged with whom: seeds in order, and members that share a folder one seed apart."""
    places = [folder.resolve() for folder in folders]
    for own, place in zip(runs, places, strict=True):
        if len(own) < Counter(places)[place]:
            raise ExportError(
                f"{Counter(places)[place]} members name {place.name}, which has {len(own)} networks that held out "
                f"{group}. An ensemble of one network with itself is none: train runs with more seeds."
            )
    moves = [places[:position].count(place) for position, place in enumerate(places)]
    return [
        [own[(turn + move) % len(own)] for own, move in zip(runs, moves, strict=True)]
        for turn in range(min(len(own) for own in runs))
    ]


def _aligned(team: Sequence[HeldOutGroup]) -> list[HeldOutGroup]:
    """Bring the rows of all to the images that all held out, each once, in one order."""
    first_rows = [dict(zip(own.images[::-1], range(len(own.images) - 1, -1, -1), strict=True)) for own in team]
    images = [image for image in dict.fromkeys(team[0].images) if all(image in rows for rows in first_rows)]
    if not images:
        raise ExportError(f"The held-out runs of the members' recipes held out different images as {team[0].name}.")
    stresses = [
        name
        for name in team[0].scores.stress_names.tolist()
        if all(name in own.scores.stress_names.tolist() for own in team)
    ]
    return [
        replace(own, images=np.array(images), scores=own.scores.rows([rows[image] for image in images], stresses))
        for own, rows in zip(team, first_rows, strict=True)
    ]


def _averaged(team: Sequence[HeldOutGroup], members: Sequence[EnsembledModel]) -> HeldOutGroup:
    first = team[0]
    logits = logit(_mean_probability([own.scores.logits for own in team], members))
    stressed = logit(_mean_probability([own.scores.stressed for own in team], members))
    return replace(first, scores=replace(first.scores, logits=logits, stressed=stressed))


def _joined(groups: Sequence[HeldOutGroup], judges: str) -> Shifted:
    return Shifted.join([(own.name, own.images, own.scores) for own in groups], judges)


def _mean_probability(logits: Sequence[NDArray[np.float64]], members: Sequence[EnsembledModel]) -> NDArray[np.float64]:
    """Return the weighted mean of the members' calibrated probabilities, float64.

    Parameters
    ----------
    logits
        Of each member, before calibration, all of one shape, which the mean has too.
    members
        Their weights and temperatures.
    """
    mean: NDArray[np.float64] = np.sum(
        [
            member.weight * sigmoid(own / member.card.calibration.temperature)
            for own, member in zip(logits, members, strict=True)
        ],
        axis=0,
    )
    return mean
