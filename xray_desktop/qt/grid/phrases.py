"""A row in words, for tool tips and screen readers."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from xray_desktop.qt import identity
from xray_desktop.qt.grid.row import RowState

if TYPE_CHECKING:
    from xray_desktop.qt.grid.row import GridRow

_WITHOUT_SENTENCE = {RowState.WAITING: "Not scored yet", RowState.CANCELLED: "Stopped before it was scored"}


def state_in_words(row: GridRow, threshold: float) -> str:
    """Say how far an image came.

    Parameters
    ----------
    threshold
        The first model's line, 0 to 1.
    """
    if row.state is RowState.SCORED and row.probability is not None:
        return ". ".join((_scores_in_words(row, threshold), *(remark.removesuffix(".") for remark in row.remarks)))
    return row.sentence or _WITHOUT_SENTENCE.get(row.state, "")


def _scores_in_words(row: GridRow, threshold: float) -> str:
    if row.second is None:
        return f"Probability {row.probability:.2f}"
    verdict = "The models disagree" if row.disagrees(threshold) else "The models agree"
    return f"{verdict}: probability {row.probability:.2f}, second model {row.second.probability:.2f}"


def spoken(row: GridRow, threshold: float) -> str:
    """Say which image this is and how far it came."""
    return f"{identity.image_name(row)}: {state_in_words(row, threshold)}"


def tool_tip(row: GridRow, threshold: float) -> str:
    """Write the whole path within the study and the state.

    Qt guesses whether a tool tip is HTML; a name that looks like it must appear as it is.
    """
    return f"<qt>{escape(identity.image_place(row))}<br>{escape(state_in_words(row, threshold))}</qt>"
