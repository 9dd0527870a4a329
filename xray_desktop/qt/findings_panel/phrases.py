"""Findings, figures and names of a card as text. Needs no Qt."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from xray_desktop.qt.i18n.language import said, tr

if TYPE_CHECKING:
    from xray_desktop.findings.finding import Finding, Threshold
    from xray_desktop.model_file.card import Figure, OperatingPoint

_LONGEST_SHOWN = 140
"""Characters of what stands beside the figures; the whole is in the tip."""


def probability_title(positive_label: str) -> str:
    """Say what the large number is: ``Probability of pneumonia``."""
    return tr("Probability of {finding}", finding=said(class_name(positive_label)))


def class_name(label: str) -> str:
    """Write a class label inside a sentence; abbreviations of up to three letters keep their capitals."""
    return label.lower() if label.isupper() and len(label) > 3 else label


def percentages(probability: float) -> tuple[str, str]:
    """Return the percentages of the positive and the negative class; they add up to 100."""
    positive = round(probability * 100.0)
    return f"{positive} %", f"{100 - positive} %"


def comparison(finding: Finding) -> str:
    """Say on which side of the line a probability lies."""
    line = f"{finding.threshold.probability:.2f}"
    if finding.positive:
        return tr("At or above the threshold of {probability}", probability=line)
    return tr("Below the threshold of {probability}", probability=line)


def line(threshold: Threshold) -> str:
    """Name a model's line: ``0.62, Balanced``."""
    return f"{threshold.probability:.2f}, {as_title(threshold.operating_point)}"


def as_title(name: str) -> str:
    """Write a name of the card for a list: ``high-sensitivity`` becomes ``High sensitivity``."""
    return said(sentence_case(name.replace("-", " ").replace("_", " ")))


def sentence_case(text: str) -> str:
    """Begin with a capital and leave the rest."""
    return text[:1].upper() + text[1:]


def figure(measured: Figure) -> str:
    """Write a share with its interval and the images behind it: ``96 % [94 to 98], n 390``."""
    value, low, high = (f"{share * 100.0:.0f}" for share in (measured.value, measured.low, measured.high))
    return tr("{value} % [{low} to {high}], n {n}", value=value, low=low, high=high, n=f"{measured.n:,}")


def provenance(point: OperatingPoint) -> str:
    """Say how an operating point came about."""
    return tr(
        "{point}, 95 % intervals in brackets: chosen on {chosen_on}; by {chosen_by}.",
        point=as_title(point.name),
        chosen_on=point.chosen_on,
        chosen_by=point.chosen_by,
    )


def shortened(text: str) -> str:
    """Cut a long sentence after a word, and show that there is more."""
    return textwrap.shorten(text, _LONGEST_SHOWN, placeholder=" …")
