"""Hanging protocols: which image each pane of the large view shows. Needs no Qt."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xray_desktop.imaging.image import ImageKey

PaneImages = tuple["ImageKey | None", ...]
"""What each pane shows, in reading order."""


class HangingProtocol(StrEnum):
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
        return {HangingProtocol.ONE: 1, HangingProtocol.FOUR: 4}.get(self, 2)

    @property
    def is_free(self) -> bool:
        """Whether each pane goes through the images on its own."""
        return self in (HangingProtocol.TWO, HangingProtocol.FOUR)

    @property
    def repeats(self) -> bool:
        """Whether all panes show the same image, so that they always move together."""
        return self in (HangingProtocol.HEAT_MAP, HangingProtocol.MODELS)


def assign_images(
    protocol: HangingProtocol,
    lead: ImageKey,
    following: Callable[[ImageKey, int], ImageKey | None],
    priors: Callable[[ImageKey], Sequence[ImageKey]],
) -> PaneImages:
    """Decide what each pane shows.

    Parameters
    ----------
    protocol
        The arrangement.
    lead
        The image in the first pane.
    following
        Returns the image so many places after another one; None past the end.
    priors
        Returns earlier images of the same patient, the latest first.
    """
    if protocol.repeats:
        return (lead, lead)
    if protocol is HangingProtocol.PRIOR:
        return (lead, next(iter(priors(lead)), None))
    return (lead, *(following(lead, places) for places in range(1, protocol.panes)))


def step_in_pane(
    protocol: HangingProtocol,
    panes: PaneImages,
    active: int,
    target: ImageKey,
    pane_images: Callable[[ImageKey], PaneImages],
) -> PaneImages:
    """Go to another image in the active pane; the others follow where the protocol binds them.

    Parameters
    ----------
    protocol
        The arrangement.
    panes
        What is shown now.
    active
        Number of the pane that the user works in.
    target
        The image that it is to show.
    pane_images
        Decides anew which images the panes show, given the one in the first pane.
    """
    if protocol.is_free or (protocol is HangingProtocol.PRIOR and active > 0):
        return (*panes[:active], target, *panes[active + 1 :])
    return pane_images(target)
