"""What hangs beside what."""

from __future__ import annotations

from pathlib import Path

import pytest

from xray_desktop.imaging.image import ImageKey
from xray_desktop.qt.viewer.hanging_protocol import HangingProtocol, assign_images, step_in_pane

KEYS = [ImageKey(Path(f"/study/{number}.dcm")) for number in range(6)]
PRIORS = {KEYS[3]: [KEYS[1], KEYS[0]]}


def following(key, places):
    place = KEYS.index(key) + places
    return KEYS[place] if place < len(KEYS) else None


def pane_images(protocol, lead):
    return assign_images(protocol, lead, following, lambda key: PRIORS.get(key, ()))


@pytest.mark.parametrize("protocol", list(HangingProtocol))
def test_every_hanging_fills_its_panes_and_leads_with_the_image(protocol):
    panes = pane_images(protocol, KEYS[1])
    assert len(panes) == protocol.panes
    assert panes[0] == KEYS[1]


def test_those_that_follow_hang_beside_it_and_past_the_end_nothing():
    assert pane_images(HangingProtocol.FOUR, KEYS[1]) == tuple(KEYS[1:5])
    assert pane_images(HangingProtocol.FOUR, KEYS[4]) == (KEYS[4], KEYS[5], None, None)


def test_the_latest_prior_hangs_beside_it_or_nothing():
    assert pane_images(HangingProtocol.PRIOR, KEYS[3]) == (KEYS[3], KEYS[1])
    assert pane_images(HangingProtocol.PRIOR, KEYS[2]) == (KEYS[2], None)


@pytest.mark.parametrize("protocol", [HangingProtocol.HEAT_MAP, HangingProtocol.MODELS])
def test_the_same_image_hangs_twice(protocol):
    assert pane_images(protocol, KEYS[2]) == (KEYS[2], KEYS[2])


def test_a_free_pane_goes_on_alone():
    panes = pane_images(HangingProtocol.FOUR, KEYS[0])
    stepped = step_in_pane(HangingProtocol.FOUR, panes, 2, KEYS[5], lambda key: pane_images(HangingProtocol.FOUR, key))
    assert stepped == (KEYS[0], KEYS[1], KEYS[5], KEYS[3])


def test_bound_panes_go_on_together():
    panes = pane_images(HangingProtocol.HEAT_MAP, KEYS[0])
    stepped = step_in_pane(
        HangingProtocol.HEAT_MAP, panes, 1, KEYS[1], lambda key: pane_images(HangingProtocol.HEAT_MAP, key)
    )
    assert stepped == (KEYS[1], KEYS[1])


def test_the_prior_can_be_exchanged_and_follows_the_current_image():
    def anew(key):
        return pane_images(HangingProtocol.PRIOR, key)

    panes = anew(KEYS[3])
    assert step_in_pane(HangingProtocol.PRIOR, panes, 1, KEYS[0], anew) == (KEYS[3], KEYS[0])
    assert step_in_pane(HangingProtocol.PRIOR, panes, 0, KEYS[4], anew) == (KEYS[4], None)
