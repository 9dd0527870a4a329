"""A model card says after writing and reading what it said before, to the last digit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.tiny_model import tiny_card
from xray_desktop.errors import CardError
from xray_desktop.model_file.card import Figure, ModelCard, parse_card

if TYPE_CHECKING:
    from collections.abc import Callable

CARD = tiny_card()
PROBABILITY = st.floats(0.0, 1.0)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@st.composite
def figures(draw: Callable[[st.SearchStrategy[float]], float]) -> Figure:
    low, value, high = sorted(draw(PROBABILITY) for _ in range(3))
    return Figure(value=value, low=low, high=high, n=7, method="bootstrap")


@st.composite
def cards(draw: Callable[[st.SearchStrategy[object]], object]) -> ModelCard:
    point = CARD.operating_points[0].model_copy(
        update={"threshold": draw(PROBABILITY), "sensitivity": draw(figures()), "specificity": draw(figures())}
    )
    heatmap = tuple(draw(st.lists(PROBABILITY, min_size=64, max_size=64)))  # type: ignore[arg-type, var-annotated]
    known = CARD.known_answer.model_copy(update={"probability": draw(PROBABILITY), "heatmap": heatmap})
    return CARD.model_copy(
        update={
            "title": draw(TEXT),
            "summary": draw(TEXT),
            "labels": (draw(TEXT), "POSITIVE \N{LUNGS}"),
            "operating_points": (point,),
            "known_answer": known,
            "created_at": draw(st.datetimes(timezones=st.just(CARD.created_at.tzinfo))),
        }
    )


@given(cards())
def test_round_trip(card: ModelCard) -> None:
    assert parse_card(card.to_json()) == card


@given(st.text())
def test_no_text_but_a_cards_is_a_card(text: str) -> None:
    with pytest.raises(CardError, match=r"The model card cannot be used: "):
        parse_card(text)


@given(PROBABILITY, PROBABILITY, PROBABILITY)
def test_an_interval_that_does_not_hold_its_estimate_is_refused(value: float, low: float, high: float) -> None:
    honest = low <= value <= high
    text = f'{{"value": {value!r}, "low": {low!r}, "high": {high!r}, "n": 1, "method": ""}}'
    try:
        assert math.isclose(Figure.model_validate_json(text).value, value)
        assert honest
    except ValueError:
        assert not honest
