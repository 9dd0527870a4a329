"""What the gate refuses and what it lets through, counted by kind of picture."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from converter.evaluation.metrics import clopper_pearson
from converter.evaluation.stress import STRESSES, stressed
from converter.gating.pictures import DISTANCE, WholeGate, as_input

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xray_desktop.imaging.image import XrayImage
    from xray_desktop.imaging.preprocess import InputSpec
    from xray_desktop.model_file.figure import Figure

CHESTS = "chest radiograph"
_STRESSED = 200


@dataclass(frozen=True, slots=True)
class Count:
    """How pictures of one kind fared.

    Attributes
    ----------
    kind
        Of picture.
    may_be_judged
        Whether the gate should let them through.
    pictures
        How many.
    refused_by
        How many each rule refused; ``atypical`` is the distance.
    """

    kind: str
    may_be_judged: bool
    pictures: int
    refused_by: Mapping[str, int]

    @property
    def refused(self) -> int:
        """By any rule or the distance."""
        return sum(self.refused_by.values())

    @property
    def wrong(self) -> Figure:
        """The share that is treated wrongly: false refusals of chests, false acceptances of the others."""
        return clopper_pearson(self.refused if self.may_be_judged else self.pictures - self.refused, self.pictures)


def count(gate: WholeGate, kind: str, images: Sequence[XrayImage], *, may_be_judged: bool = False) -> Count:
    """Ask the whole gate about images of one kind."""
    rules = Counter(rule for rule in gate.judge(images) if rule)
    return Count(kind, may_be_judged, len(images), dict(rules.most_common()))


def count_stressed(gate: WholeGate, chests: Sequence[XrayImage], spec: InputSpec) -> list[Count]:
    """Ask the distance about stressed copies of chests: other equipment, other habits."""
    pictures = as_input(chests[:: max(1, len(chests) // _STRESSED)][:_STRESSED], spec)[:, :, :, 0]
    return [
        Count(f"{CHESTS}, {name}", True, len(pictures), {DISTANCE: int(np.count_nonzero(far))})
        for name in STRESSES
        for far in (gate.exceeds(stressed(pictures, name)[..., None]),)
    ]
