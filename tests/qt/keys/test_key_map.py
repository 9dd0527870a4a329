"""The user's keys over those that the program ships with."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xray_desktop.qt.keys.key_map import KeyMap

DEFAULTS = {"open": ("Ctrl+O",), "flip": ("V",), "zoom_in": ("+", "="), "bare": ()}
commands = st.sampled_from(sorted(DEFAULTS))
keys = st.lists(st.sampled_from(["Ctrl+O", "V", "+", "=", "Q", "F2"]), max_size=3).map(tuple)


def test_a_key_that_is_given_away_is_lost_to_the_one_that_had_it():
    changed = KeyMap(DEFAULTS).with_keys("flip", ("=",))
    assert changed.keys("flip") == ("=",)
    assert changed.keys("zoom_in") == ("+",)
    assert changed.owner("=", besides="zoom_in") == "flip"
    assert changed.owner("V") is None


def test_only_what_differs_is_remembered():
    changed = KeyMap(DEFAULTS).with_keys("bare", ("Q",))
    assert changed.own == {"bare": ("Q",)}
    assert changed.with_default("bare").own == {}


def test_keys_of_another_version_are_kept():
    changed = KeyMap(DEFAULTS, {"of_tomorrow": ("F2",)}).with_keys("bare", ("Q",))
    assert changed.own == {"of_tomorrow": ("F2",), "bare": ("Q",)}


@given(st.lists(st.tuples(commands, keys), max_size=8))
def test_no_key_ever_asks_for_two_things(changes):
    held = KeyMap(DEFAULTS)
    for command, chosen in changes:
        held = held.with_keys(command, chosen)
        assert held.keys(command) == tuple(dict.fromkeys(chosen))
    given_away = [key for command in held for key in held.keys(command)]
    assert len(given_away) == len(set(given_away))
    assert all(held.with_defaults().keys(command) == DEFAULTS[command] for command in DEFAULTS)
