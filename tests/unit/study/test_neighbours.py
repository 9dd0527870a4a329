"""From series to series in the order of the grid."""

from __future__ import annotations

import pytest

from tests.support.rows import row
from xray_desktop.imaging.series_info import SeriesInfo
from xray_desktop.study.arrangement import series_neighbour
from xray_desktop.study.branch import place_branch


def film(number, series):
    place = SeriesInfo(patient_id="1", study_instance_uid="1", series_instance_uid=str(series))
    return row(number, place=place, branch=place_branch(place))


# Series at 0 to 2, 3, and 4 to 5; then two folders, at 6 to 7 and at 8.
SHOWN = [
    *(film(number, series) for number, series in enumerate((1, 1, 1, 2, 3, 3))),
    *(row(number, folder=folder) for number, folder in ((6, "a"), (7, "a"), (8, "b"))),
]


@pytest.mark.parametrize(
    ("place", "series", "expected"),
    [
        (0, 1, 3),
        (2, 1, 3),
        (3, 1, 4),
        (5, 1, 6),
        (7, 1, 8),
        (8, 1, None),
        (0, -1, None),
        (2, -1, None),
        (3, -1, 0),
        (5, -1, 3),
        (4, -1, 3),
        (8, -1, 6),
        (0, 2, 4),
        (8, -3, 3),
        (5, 5, None),
    ],
)
def test_the_first_image_of_the_neighbouring_series(place, series, expected):
    assert series_neighbour(SHOWN.__getitem__, len(SHOWN), place, series) == expected


def test_while_headers_are_unread_folders_stand_for_series():
    unread = [row(number, folder=folder, branch=()) for number, folder in enumerate("aabb")]
    assert series_neighbour(unread.__getitem__, 4, 0, 1) == 2
