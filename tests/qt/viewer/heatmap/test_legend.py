"""What the legend says: the scale in words, what is cut off, the contours, and why there is nothing to see."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from tests.qt.viewer.screen import grab, show_heatmap
from tests.support.pictures import hot_cell, image_of, scored
from xray_desktop.imaging.heatmap.overlay import line_colour
from xray_desktop.imaging.heatmap.style import CONTOUR_LEVELS, CommonScale, HeatmapMode, HeatmapScale, HeatmapStyle
from xray_desktop.qt.viewer.display_options import DisplayOptions
from xray_desktop.qt.viewer.heatmap import legend_text

GREY = image_of(np.full((400, 600), 128, np.uint8))
STUDY = DisplayOptions(True, HeatmapStyle(scale=HeatmapScale.STUDY), CommonScale(4.0, 1312))


@pytest.fixture
def bare(view):
    view.set_corners_visible(False)
    view.show_image(GREY, scored(GREY, hot_cell(3, 1)))
    return view


def test_the_scale_is_stated_in_words():
    assert legend_text.scale(DisplayOptions(True)) == "scale: this image"
    assert legend_text.scale(STUDY) == "scale: this study, maximum of 1,312 images"
    assert legend_text.scale(replace(STUDY, common=CommonScale(4.0, 1))) == "scale: this study, one image so far"


@pytest.mark.parametrize("common", [None, CommonScale(0.0, 3)])
def test_where_a_study_has_no_scale_yet_the_images_own_is_used_and_said(common):
    display_options = replace(STUDY, common=common)
    assert display_options.shared_scale is None
    assert legend_text.scale(display_options) == "scale: this image"
    assert legend_text.reach(display_options, 3.0) == ""


def test_on_a_scale_of_the_study_an_image_says_how_far_it_comes():
    assert legend_text.reach(STUDY, 3.0) == "this image reaches 0.75"
    # One that the user had scored against the gate may reach further.
    assert legend_text.reach(STUDY, 6.0) == "this image reaches 1.50"
    assert legend_text.reach(DisplayOptions(True), 3.0) == legend_text.reach(STUDY, 0.0) == ""


def test_nothing_to_see_has_its_reason():
    high = replace(STUDY, style=replace(STUDY.style, threshold=0.8))
    assert legend_text.absence(STUDY, 0.0) == "No positive evidence to show"
    assert legend_text.absence(high, 3.0) == "Nothing at or above 0.80 of the scale"
    assert legend_text.absence(high, 3.2) == ""
    # On its own scale every image reaches 1.
    assert legend_text.absence(DisplayOptions(True, HeatmapStyle(threshold=1.0)), 3.0) == ""


@pytest.mark.parametrize("threshold", np.linspace(0, 1, 21))
@pytest.mark.parametrize("mode", list(HeatmapMode))
@pytest.mark.parametrize("room", [0.05, 0.16, 0.25])
def test_no_figure_is_written_over_another_and_the_limit_is_always_there(mode, threshold, room):
    display_options = DisplayOptions(True, HeatmapStyle(mode=mode, threshold=round(float(threshold), 2)))
    ticks = legend_text.ticks(display_options, room)
    shares = sorted(share for share, _ in ticks)
    assert all(after - before >= room for before, after in pairwise(shares))
    if threshold > 0.0:
        assert ticks[0][0] == display_options.style.threshold
    assert set(display_options.style.levels) <= {
        level for level in CONTOUR_LEVELS if level >= display_options.style.threshold
    }


def test_the_legend_of_contours_shows_their_colours_and_no_others(bare):
    show_heatmap(bare, mode=HeatmapMode.CONTOURS, opacity=1.0)
    corner = grab(bare)[200:, 550:].astype(int)
    for level in CONTOUR_LEVELS:
        assert np.abs(corner - line_colour(bare.display_options.style.colour_map, level)).max(axis=2).min() < 40
    coloured = np.ptp(corner, axis=2) > 30
    assert 0 < coloured.sum() < 300


def test_what_is_cut_off_is_black_in_the_bar(bare):
    show_heatmap(bare, opacity=1.0)
    whole = np.ptp(grab(bare)[:, 560:].astype(int), axis=2) > 30
    show_heatmap(bare, threshold=0.6)
    cut = np.ptp(grab(bare)[:, 560:].astype(int), axis=2) > 30
    assert cut.sum() < 0.6 * whole.sum()


def test_where_nothing_reaches_the_threshold_the_picture_is_bare_and_says_why(bare):
    plain = grab(bare)
    bare.set_display_options(replace(STUDY, style=replace(STUDY.style, threshold=0.8, mode=HeatmapMode.BOTH)))
    shown = grab(bare)
    changed = (shown != plain).any(axis=2)
    rows, columns = np.nonzero(changed)
    assert rows.min() > 300
    assert columns.min() > 300
    assert np.ptp(shown.astype(int), axis=2).max() < 10


def test_the_study_maximum_weakens_an_image_and_its_own_scale_does_not(bare):
    place = (round(400 * 3.5 / 7), round(600 * 1.5 / 7))
    show_heatmap(bare, opacity=1.0)
    own = grab(bare)[place].astype(int)
    bare.set_display_options(replace(bare.display_options, common=CommonScale(12.0, 5)))
    assert (grab(bare)[place] == own).all()
    show_heatmap(bare, scale=HeatmapScale.STUDY)
    weaker = grab(bare)[place].astype(int)
    assert np.abs(weaker - 128).sum() < np.abs(own - 128).sum() / 2


def test_the_same_look_again_paints_nothing(bare, qtbot):
    show_heatmap(bare)
    qtbot.wait(20)
    painted = []
    bare.update = lambda: painted.append(1)
    bare.set_display_options(replace(bare.display_options))
    assert painted == []
    bare.set_display_options(replace(bare.display_options, common=CommonScale(1.0, 1)))
    assert painted == [1]
