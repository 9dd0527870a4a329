"""Hanging protocols: which image each pane of the large view shows. Needs no Qt."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xray_desktop.imaging.image import ImageKey

Hung = tuple["ImageKey | None", ...]
"""What each pane shows, in reading order."""


class Hanging(StrEnum):
    """An arrangement of panes."""

    ONE = "one"
    """One image."""
    TWO = "two"
    """Two images side by side, each chosen on its own."""
    FOUR = "four"
    """Four images, each chosen on its own."""
    PRIOR = "prior"
    """The image beside the one before it of the same patient."""
    HEAT_MAP = "heat_map"
    """The image without its heat map beside the same image with it."""
    MODELS = "models"
    """The image with the first model's heat map beside the same image with the second one's."""

    @property
    def panes(self) -> int:
        """How many panes there are: 1, 2 or 4."""
        return {Hanging.ONE: 1, Hanging.FOUR: 4}.get(self, 2)

    @property
    def is_free(self) -> bool:
        """Whether each pane goes through the images on its own."""
        return self in (Hanging.TWO, Hanging.FOUR)

    @property
    def repeats(self) -> bool:
        """Whether all panes show the same image, so that they always move together."""
        return self in (Hanging.HEAT_MAP, Hanging.MODELS)


def hang(
    hanging: Hanging,
    lead: ImageKey,
    following: Callable[[ImageKey, int], ImageKey | None],
    priors: Callable[[ImageKey], Sequence[ImageKey]],
) -> Hung:
    """Decide what each pane shows.

    Parameters
    ----------
    hanging
        The arrangement.
    lead
        The image in the first pane.
    following
        Returns the image so many places after another one; None past the end.
    priors
        Returns earlier images of the same patient, the latest first.
    """
    if hanging.repeats:
        return (lead, lead)
    if hanging is Hanging.PRIOR:
        return (lead, next(iter(priors(lead)), None))
    return (lead, *(following(lead, places) for places in range(1, hanging.panes)))


def step_in(
    hanging: Hanging,
    panes: Hung,
    active: int,
    target: ImageKey,
    hung: Callable[[ImageKey], Hung],
) -> Hung:
    """Go to another image in the active pane; the others follow where the protocol binds them.

    Parameters
    ----------
    hanging
        The arrangement.
    panes
        What is shown now.
    active
        Number of the pane that the user works in.
    target
        The image that it is to show.
    hung
        Decides anew which images the panes show, given the one in the first pane.
    """
    if hanging.is_free or (hanging is Hanging.PRIOR and active > 0):
        return (*panes[:active], target, *panes[active + 1 :])
    return hung(target)
