"""The tokens keep the promises of the design: contrast, multiples of 4, three text sizes."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from xray_desktop.qt import theme

BACKGROUNDS = ("window", "panel", "raised", "hover")
WORDS = ("text", "secondary")
STATES = ("positive", "negative", "disagree", "not_scored", "failed", "accent")
READABLE = 4.5
"""WCAG 2.2 level AA for text."""


@pytest.mark.parametrize("each", [theme.DARK, theme.LIGHT], ids=lambda one: one.name)
class TestContrast:
    @pytest.mark.parametrize("background", BACKGROUNDS)
    @pytest.mark.parametrize("word", WORDS)
    def test_words_are_readable_on_every_background(self, each, word, background):
        colours = asdict(each.palette)
        assert theme.contrast(colours[word], colours[background]) >= READABLE

    @pytest.mark.parametrize("background", ["window", "panel"])
    @pytest.mark.parametrize("state", STATES)
    def test_states_are_readable_as_text(self, each, state, background):
        colours = asdict(each.palette)
        assert theme.contrast(colours[state], colours[background]) >= READABLE

    def test_words_on_filled_surfaces_are_readable(self, each):
        palette = each.palette
        assert theme.contrast(palette.on_accent, palette.accent) >= READABLE
        assert theme.contrast(palette.on_pill, palette.positive) >= READABLE

    def test_words_on_the_picture_background_are_readable(self, each):
        palette = each.palette
        assert theme.contrast(palette.on_picture, palette.picture) >= READABLE
        assert theme.contrast(palette.on_picture_secondary, palette.picture) >= READABLE


def test_contrast_of_black_on_white_is_the_largest():
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert theme.contrast("#ffffff", "#ffffff") == pytest.approx(1.0)
    # The textbook example of a grey that just passes on white.
    assert theme.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_spacings_are_multiples_of_four():
    assert all(value % 4 == 0 for value in asdict(theme.SPACE).values())


def test_there_are_three_text_sizes():
    assert len({theme.TEXT.small, theme.TEXT.body, theme.TEXT.large}) == 3


def test_the_dark_palette_is_the_designs():
    palette = theme.DARK.palette
    assert (palette.window, palette.panel, palette.raised, palette.line) == ("#16181c", "#1e2126", "#272b31", "#343a42")
    assert (palette.positive, palette.negative, palette.not_scored, palette.failed) == (
        "#ff9f40",
        "#3fb6a8",
        "#8a94a0",
        "#e5566d",
    )
