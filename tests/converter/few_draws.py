"""A bootstrap of few draws, for tests that do not look at its intervals."""

from __future__ import annotations

import pytest

from converter.evaluation import calibration, metrics, shifted_figures
from converter.export import card
from converter.finishing import int8_loss

DRAWS = 40


def draw_few(patch: pytest.MonkeyPatch) -> None:
    """Let every figure of a card draw a few times only."""
    for module in (calibration, metrics, shifted_figures, card, int8_loss):
        patch.setattr(module, "DRAWS", DRAWS)
    patch.setattr(metrics.measure, "__defaults__", (DRAWS,))


@pytest.fixture
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    draw_few(monkeypatch)
