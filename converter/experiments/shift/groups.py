"""Who is held out, and why: at random, against the grain, by number, by series, by acquisition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from converter.datasets.series import SERIES, number_of, series_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

RANDOM, AGAINST_THE_GRAIN, LOWEST_NUMBERS = "random", "against the grain", "lowest numbers"
SHARE = 0.08
"""Of the patients of each class (or series) that each group of the mixed validation holds out."""

FEWEST = 30
"""Images of each class that a held-out group needs to be worth a training."""

TRAINS, LEFT_OUT = "", "left out"
SERIES_PAIRS = {
    "series-1": ("NORMAL2-IM", "virus"),
    "series-2": ("IM", "bacteria"),
}
"""What each leave-one-source-out validation holds out."""

_SEED = 20180222


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """What is known of each picture, in one order.

    Attributes
    ----------
    stems
        Names of the files without extension.
    labels
        Shape ``[N]``, 0 or 1.
    persons
        Number of the group of patients and identical bytes that may not be divided, shape ``[N]``.
    scores
        How much the acquisition looks like that of the positive class, shape ``[N]``, 0 to 1.
    kinds
        Acquisition group of each, as `converter.experiments.shift.shortcut.acquisition_groups` names them.
    """

    stems: Sequence[str]
    labels: NDArray[np.int64]
    persons: NDArray[np.int64]
    scores: NDArray[np.float64]
    kinds: Sequence[str]

    @property
    def series(self) -> list[str]:
        """Of each picture."""
        return [series_of(stem) for stem in self.stems]

    def class_of(self, person: int) -> int:
        """Return the class of the user: the positive one where any picture is."""
        return int(self.labels[self.persons == person].max())


def mixed(pictures: Pictures) -> list[str]:
    """Name the group that holds each picture out, or `TRAINS`.

    Drawn in this order, each from who is left: at random, so that this group is a fair sample of all; then those
    whose acquisition looks most like the other class's; then the lowest numbers of each series.
    """
    group_of: dict[int, str] = {}
    persons = np.unique(pictures.persons).tolist()
    classes = {person: pictures.class_of(person) for person in persons}
    for label in (0, 1):
        own = [person for person in persons if classes[person] == label]
        drawn = np.random.default_rng([_SEED, label]).permutation(own).tolist()
        _take(group_of, RANDOM, drawn, _share(len(own)))
    for label in (0, 1):
        own = [person for person in persons if classes[person] == label]
        _take(group_of, AGAINST_THE_GRAIN, _most_like_others(pictures, own, label), _share(len(own)))
    for numbered in _by_number(pictures):
        _take(group_of, LOWEST_NUMBERS, numbered, _share(len(numbered)))
    return [group_of.get(person, TRAINS) for person in pictures.persons.tolist()]


def _share(count: int) -> int:
    return max(1, round(SHARE * count))


def _take(group_of: dict[int, str], name: str, persons: Iterable[int], wanted: int) -> None:
    free = [person for person in persons if person not in group_of]
    group_of.update(dict.fromkeys(free[:wanted], name))


def _most_like_others(pictures: Pictures, persons: Sequence[int], label: int) -> list[int]:
    sign = 1.0 if label else -1.0
    return sorted(
        persons, key=lambda person: (sign * float(pictures.scores[pictures.persons == person].mean()), person)
    )


def _by_number(pictures: Pictures) -> list[list[int]]:
    """Return the persons of each series, from the lowest number."""
    found = []
    for name in SERIES:
        lowest: dict[int, int] = {}
        for stem, series, person in zip(pictures.stems, pictures.series, pictures.persons.tolist(), strict=True):
            number = number_of(stem)
            if series == name and number is not None:
                lowest[person] = min(number, lowest.get(person, number))
        found.append(sorted(lowest, key=lambda person: (lowest[person], person)))
    return [persons for persons in found if persons]


def by_series(pictures: Pictures, held_out: Sequence[str], name: str) -> list[str]:
    """Hold two series out, and leave out of them who may also be in the others.

    The numbers of ``IM-`` and ``NORMAL2-IM-``, and those of bacteria and virus, overlap as much as chance would have
    it; nothing says that one number is one child, and nothing that it is not. So a number that trains is not tested on.
    """
    sides: list[str] = [name if series in held_out else TRAINS for series in pictures.series]
    marks = [
        {("person", person), ("number", "normal" if series.endswith("IM") else "pneumonia", number_of(stem))}
        for stem, series, person in zip(pictures.stems, pictures.series, pictures.persons.tolist(), strict=True)
    ]
    known = [bool(series) for series in pictures.series]
    return _without_crossing([side if named else LEFT_OUT for side, named in zip(sides, known, strict=True)], marks)


def by_acquisition(pictures: Pictures, kind: str, name: str) -> list[str]:
    """Hold one acquisition group out, and leave out of it who also trains."""
    sides = [name if own == kind else TRAINS for own in pictures.kinds]
    return _without_crossing(sides, [{("person", person)} for person in pictures.persons.tolist()])


def _without_crossing(sides: Sequence[str], marks: Sequence[set[Any]]) -> list[str]:
    trained = {mark for side, own in zip(sides, marks, strict=True) if side == TRAINS for mark in own}
    return [LEFT_OUT if side and own & trained else side for side, own in zip(sides, marks, strict=True)]


def all_validations(pictures: Pictures) -> dict[str, list[str]]:
    """Return the group of each picture in each validation; those whose sides lack a class are not offered.

    Raises
    ------
    ValueError
        Never for pictures of both classes.
    """
    found = {"mixed": mixed(pictures)}
    found |= {name: by_series(pictures, held_out, name) for name, held_out in SERIES_PAIRS.items()}
    for kind in sorted(set(pictures.kinds)):
        name = f"acquisition-{kind}"
        found[name] = by_acquisition(pictures, kind, name)
    return {name: sides for name, sides in found.items() if name == "mixed" or _worth_it(pictures.labels, sides)}


def _worth_it(labels: NDArray[np.int64], sides: Sequence[str]) -> bool:
    def enough(held: bool) -> bool:
        inside = np.array([side != LEFT_OUT and bool(side) == held for side in sides])
        return all(int((inside & (labels == label)).sum()) >= FEWEST for label in (0, 1))

    return enough(held=True) and enough(held=False)
