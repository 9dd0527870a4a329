"""A row as text, for tool tips and screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xray_desktop.qt.i18n.language import said, sentence, tr
from xray_desktop.qt.privacy import identity
from xray_desktop.qt.widgets.tool_tip import plain_tip
from xray_desktop.study.row import RowState

if TYPE_CHECKING:
    from xray_desktop.findings.finding import Threshold
    from xray_desktop.study.row import Row

_WITHOUT_SENTENCE = {
    RowState.WAITING: sentence("Not scored yet"),
    RowState.CANCELLED: sentence("Stopped before it was scored"),
}


def state_in_words(row: Row, threshold: Threshold) -> str:
    """Say how far an image came.

    Parameters
    ----------
    threshold
        The first model's line.
    """
    if row.state is RowState.SCORED and row.probability is not None:
        return ". ".join(
            (_scores_in_words(row, threshold), *(said(remark).removesuffix(".") for remark in row.remarks))
        )
    return said(row.sentence) or tr(_WITHOUT_SENTENCE.get(row.state, ""))


def _scores_in_words(row: Row, threshold: Threshold) -> str:
    if row.second is None:
        return tr("Probability {probability}", probability=f"{row.probability:.2f}")
    first, second = f"{row.probability:.2f}", f"{row.second.probability:.2f}"
    if row.disagrees(threshold):
        return tr("The models disagree: probability {first}, second model {second}", first=first, second=second)
    return tr("The models agree: probability {first}, second model {second}", first=first, second=second)


def image_count(images: int) -> str:
    """Count images: ``1 image``, ``1,204 images``."""
    return tr("1 image") if images == 1 else tr("{images} images", images=f"{images:,}")


def spoken(row: Row, threshold: Threshold) -> str:
    """Say which image this is and how far it came."""
    return f"{identity.image_name(row)}: {state_in_words(row, threshold)}"


def tool_tip(row: Row, threshold: Threshold) -> str:
    """Write the whole path within the study and the state.

    Qt guesses whether a tool tip is HTML; a name that looks like it must appear as it is.
    """
    return plain_tip((identity.image_place(row), state_in_words(row, threshold)))
