"""Which layer a gate looks at, and where its line lies."""

from __future__ import annotations

import numpy as np
import pytest

from converter.errors import FinishingError
from converter.gating.choice import candidates, farthest_of
from converter.gating.features import Features
from converter.gating.tensors import FeatureTensor

FEW, MANY = (Features(FeatureTensor(name, channels, 4, 4), 2) for name, channels in (("few", 4), ("many", 40)))
RNG = np.random.default_rng(5)
FITTED, CHESTS = RNG.normal(0.0, 1.0, (2, 400, 16)).astype(np.float32)
NEAR, FAR = (RNG.normal(distance, 1.0, (100, 16)).astype(np.float32) for distance in (6.0, 30.0))


def test_the_line_lies_halfway_between_chests_and_the_nearest_kind() -> None:
    (found,) = candidates({FEW: FITTED}, {FEW: CHESTS}, {"near": {FEW: NEAR}, "far": {FEW: FAR}})
    farthest_chest = farthest_of(found.distance.measure(CHESTS))
    nearest = float(np.percentile(found.distance.measure(NEAR), 5.0))
    assert farthest_chest < found.threshold < nearest
    assert found.threshold / farthest_chest == pytest.approx(nearest / found.threshold)
    assert found.margin == found.nearest["near"] < found.nearest["far"]


def test_a_kind_among_the_chests_does_not_draw_the_line_into_them() -> None:
    (found,) = candidates({FEW: FITTED}, {FEW: CHESTS}, {"chests": {FEW: FITTED}})
    assert found.threshold == pytest.approx(farthest_of(found.distance.measure(CHESTS)))


def test_of_layers_that_are_as_good_the_one_with_fewer_numbers_is_looked_at() -> None:
    both = {MANY: FITTED, FEW: FITTED}
    chests = {MANY: CHESTS, FEW: CHESTS}
    assert [one.features for one in candidates(both, chests, {"near": {MANY: NEAR, FEW: NEAR}})] == [FEW, MANY]
    assert [one.features for one in candidates(both, chests, {"near": {MANY: FAR, FEW: NEAR}})] == [MANY, FEW]


def test_no_layer_no_gate() -> None:
    with pytest.raises(FinishingError, match="no gate"):
        candidates({}, {}, {})
