"""The page of a report: one HTML file that needs nothing beside it."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = {
    "accuracy": "Accuracy",
    "sensitivity": "Sensitivity (recall)",
    "specificity": "Specificity",
    "precision": "Precision (positive predictive value)",
    "f1": "F1",
    "auc": "AUC (area under the ROC curve)",
    "average_precision": "Average precision",
    "brier": "Brier score",
    "expected_calibration_error": "Expected calibration error",
}
"""What a reader calls each figure of `converter.evaluation.metrics.FIGURES`."""

_TEMPLATE = "report.html"


def render_page(content: Mapping[str, Any], pictures: Mapping[str, bytes], classification_report: str) -> str:
    """Render a report as one HTML page.

    Parameters
    ----------
    content
        What ``metrics.json`` holds.
    pictures
        PNG files by their names without the ending; what is absent is not shown.
    classification_report
        scikit-learn's table.
    """
    environment = Environment(
        loader=PackageLoader("converter.evaluation"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    embedded = {name: f"data:image/png;base64,{base64.b64encode(png).decode()}" for name, png in pictures.items()}
    return environment.get_template(_TEMPLATE).render(
        report=content, pictures=embedded, classification_report=classification_report, names=NAMES
    )
