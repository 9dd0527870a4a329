"""A bootstrap of few draws, for tests that do not look at its intervals."""

from __future__ import annotations

import pytest

from converter.evaluation import calibration, metrics
from converter.finishing import int8_loss

DRAWS = 40


@pytest.fixture
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibration, "DRAWS", DRAWS)
    monkeypatch.setattr(int8_loss, "DRAWS", DRAWS)
    monkeypatch.setattr(metrics.measure, "__defaults__", (DRAWS,))
