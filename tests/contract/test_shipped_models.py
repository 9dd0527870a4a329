"""The models that the program ships with: whole, small, tested against Keras, and giving their known answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from xray_desktop.services.models.loading import load_model
from xray_desktop.settings.paths import shipped_models_dir

if TYPE_CHECKING:
    from pathlib import Path

MODELS = sorted(shipped_models_dir().glob("*.onnx"))


def test_there_is_a_model() -> None:
    assert MODELS


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.name)
def test_a_shipped_model(path: Path) -> None:
    model = load_model(path, "cpu")
    card = model.card
    assert path.stat().st_size <= 15_000_000
    assert {parity.batch_size for parity in card.parity} >= {1, 3}
    for parity in card.parity:
        assert parity.max_probability_difference <= parity.probability_tolerance <= 1e-4
        assert parity.max_heatmap_difference <= parity.heatmap_tolerance <= 1e-3
    assert "auc" in card.validation[0].figures
    assert "patient" in card.validation[0].split
    assert any("phantom: maximum inside" in validation.figures for validation in card.validation)
    assert card.input.patient_age_years == (1.0, 5.0)
    assert "Not for diagnosis" in card.intended_use
    assert "CC BY 4.0" in card.training.data_licence + card.training.attribution
    assert path.name in (shipped_models_dir() / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.name)
def test_the_points_and_the_gate_keep_their_promises(path: Path) -> None:
    card = load_model(path, "cpu").card
    points = {point.name: point for point in card.operating_points}
    assert card.default_operating_point == "balanced"
    assert points["high-sensitivity"].sensitivity.value >= 0.98
    assert points["high-specificity"].specificity.value >= 0.95
    assert all("shifted validation" in point.chosen_on for point in points.values())
    assert card.gate is not None
    assert card.gate.false_refusal.value <= 0.02
    kinds = {"colour photograph", "text page", "CT or MR slice", "leg radiograph", "drawn hand", "blank plate", "noise"}
    assert kinds | {"upside-down chest", "chest on its side", "inverted chest"} <= set(card.gate.false_acceptance)
