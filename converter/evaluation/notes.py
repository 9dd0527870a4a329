"""What a reader of a report has to know before the figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from converter.evaluation.scored import Scored
    from xray_desktop.model_file.card import Figure

FEW_IMAGES = 50
"""Below it, an exact interval of a proportion of 0.9 is more than 0.17 wide."""


@dataclass(frozen=True, slots=True)
class ReportNote:
    """A sentence, and whether the figures cannot be taken as they stand because of it."""

    sentence: str
    loud: bool

    @classmethod
    def warning(cls, sentence: str) -> ReportNote:
        """Make a loud one."""
        return cls(sentence, loud=True)

    @classmethod
    def plain(cls, sentence: str) -> ReportNote:
        """Make a quiet one."""
        return cls(sentence, loud=False)


def notes_on(scored: Scored, figures: dict[str, Figure]) -> list[ReportNote]:
    """Say what the set of images itself limits."""
    notes = []
    for name, count in scored.class_counts.items():
        if not count:
            notes.append(
                ReportNote.warning(f"There are no images of the class {name}, so most figures cannot be measured.")
            )
        elif count < FEW_IMAGES:
            notes.append(
                ReportNote.warning(
                    f"Only {count} images are of the class {name}. Its figures are rough: look at the intervals."
                )
            )
    if scored.patient_count < len(scored.labels):
        notes.append(
            ReportNote.plain(
                f"{len(scored.labels):,} images are of {scored.patient_count:,} patients. Exact intervals count images "
                "as independent, which images of one patient are not: the interval by patient is the one to quote."
            )
        )
    if "auc" in figures and figures["auc"].value == 1.0:
        notes.append(
            ReportNote.plain(
                "Every positive image scores above every negative one. A bootstrap of such a figure has no width, "
                "which does not mean that it is certain."
            )
        )
    return notes
