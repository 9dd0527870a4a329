"""A comparison of two models as a CSV table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xray_desktop.reporting.csv_report import write_table

if TYPE_CHECKING:
    from pathlib import Path

    from xray_desktop.services.comparison import ComparedImage, Comparison

COLUMNS = (
    "file",
    "frame",
    *(f"{which}_{what}" for which in ("first", "second") for what in ("model", "probability", "threshold", "label")),
    "difference",
    "agreement",
)


def export_comparison(path: Path, comparison: Comparison) -> None:
    """Write a comparison, one row for each image, in its own order.

    Raises
    ------
    ReportError
        The disk is full, or the place cannot be written to.
    """
    write_table(path, COLUMNS, [_row(comparison, image) for image in comparison.images])


def _row(comparison: Comparison, image: ComparedImage) -> list[str | float | None]:
    cells: list[str | float | None] = [image.file, image.key.frame]
    for card, finding in ((comparison.first, image.first), (comparison.second, image.second)):
        cells.append(f"{card.model_id} {card.model_version}")
        cells += (
            [None, None, ""] if finding is None else [finding.probability, finding.threshold.probability, finding.label]
        )
    return [*cells, image.difference, image.agreement.value if image.agreement else ""]
