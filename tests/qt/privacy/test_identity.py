"""What an image is called: by its file and frame, or by its place where names are hidden."""

from __future__ import annotations

import pytest

from tests.support.rows import row
from xray_desktop.qt.privacy import identity

FIRST, FRAME = row(4, folder="ward"), row(4, folder="ward", frame=2)


@pytest.fixture
def hidden():
    identity.set_hidden(True)
    yield
    identity.set_hidden(False)


def test_a_later_frame_has_its_number_behind_the_name_of_the_file():
    assert FIRST.name == FRAME.name == "film-4.jpeg"
    assert [identity.image_name(each) for each in (FIRST, FRAME)] == ["film-4.jpeg", "film-4.jpeg · frame 3"]
    assert identity.image_place(FRAME) == "ward/film-4.jpeg · frame 3"
    assert identity.suggested_picture_name(FIRST) == "film-4"
    assert identity.suggested_picture_name(FRAME) == "film-4-·-frame-3"


def test_hidden_it_is_known_by_its_place_in_scan_order(hidden):
    assert identity.image_name(FRAME) == identity.image_place(FRAME) == "Image 5 · frame 3"
    assert identity.suggested_picture_name(FRAME) == "image-5-·-frame-3"
