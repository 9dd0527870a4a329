"""How findings are put into words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xray_desktop.findings.finding import Threshold, judge
from xray_desktop.model_file.card import Figure
from xray_desktop.qt.findings_panel import phrases


@pytest.mark.parametrize(
    ("label", "title"),
    [
        ("PNEUMONIA", "Probability of pneumonia"),
        ("Pleural effusion", "Probability of Pleural effusion"),
        ("TB", "Probability of TB"),
    ],
)
def test_the_title_names_the_class(label, title):
    assert phrases.probability_title(label) == title


@given(probability=st.floats(0.0, 1.0))
def test_percentages_add_up(probability):
    positive, negative = (int(text.removesuffix(" %")) for text in phrases.percentages(probability))
    assert positive + negative == 100
    assert abs(positive - probability * 100) <= 0.5


def test_at_the_line_is_at_or_above():
    at = judge(0.62, Threshold(0.62), "NORMAL", "PNEUMONIA")
    assert phrases.comparison(at) == "At or above the threshold of 0.62"
    below = judge(0.619, Threshold(0.62), "NORMAL", "PNEUMONIA")
    assert phrases.comparison(below) == "Below the threshold of 0.62"


def test_figures_bring_interval_and_number():
    measured = Figure(value=0.957, low=0.93, high=0.975, n=3883, method="Clopper-Pearson")
    assert phrases.figure(measured) == "96 % [93 to 98], n 3,883"


def test_names_become_titles():
    assert phrases.as_title("high-sensitivity") == "High sensitivity"
    assert phrases.sentence_case("") == ""
