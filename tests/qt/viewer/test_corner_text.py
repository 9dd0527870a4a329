"""What stands in the corners, and what must not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.pictures import image_of, noise
from xray_desktop.imaging.image import ImageKey, InstanceInfo, VoiWindow
from xray_desktop.qt.viewer.corner_text import (
    IDENTITY_HIDDEN,
    DisplayValues,
    corner_text,
    file_line,
    person_name,
    printable,
    voi_name,
)

INSTANCE = InstanceInfo(
    modality="DX",
    body_part_examined="CHEST",
    view_position="PA",
    laterality="L",
    bits_stored=12,
    patient_name="DOE^JANE^MARIA",
    patient_id="4711",
    patient_birth_date="19620304",
    patient_sex="F",
    study_date="20240826",
    study_description="Chest, two views",
)
DISPLAY = DisplayValues(VoiWindow(40.0, 400.0, explanation="Lung"), inverted=False, zoom=0.5)


def text_of(image, display=DISPLAY, **options):
    return corner_text(image, display, lambda day: day.isoformat(), **options)


@pytest.fixture
def image():
    return image_of(noise(30, 40), instance=INSTANCE, frame_count=3, key=ImageKey(Path("/s/smith_john.dcm"), 1))


def test_who(image):
    assert text_of(image).top_left == (
        "DOE, JANE MARIA",
        "4711 · female · born 1962-03-04",
        "smith_john.dcm",
    )


def test_what(image):
    assert text_of(image).top_right == ("Chest, two views", "DX · Chest · PA · left", "2024-08-26")


def test_the_picture(image):
    assert text_of(image).bottom_left == ("Frame 2 of 3", "40 × 30 · 12 bit")


def test_the_display(image):
    assert text_of(image).bottom_right == ("Lung", "C 40  W 400", "Zoom 50 %")
    inverted = DisplayValues(VoiWindow(0.5, 1.25), inverted=True, zoom=1.0)
    assert text_of(image, inverted).bottom_right == ("C 0.5  W 1.25", "Zoom 100 % · inverted")


def test_hidden_identity_leaves_nothing_of_the_person(image):
    text = text_of(image, identity_hidden=True)
    assert text.top_left == (IDENTITY_HIDDEN,)
    everything = " ".join((*text.top_left, *text.top_right, *text.bottom_left, *text.bottom_right)).lower()
    for secret in ("doe", "jane", "4711", "1962", "2024", "smith", "female"):
        assert secret not in everything


def test_a_raster_has_its_file_and_its_size_only():
    text = text_of(image_of(noise(30, 40), key=ImageKey(Path("/s/a.jpeg"))))
    assert text.top_left == ("a.jpeg",)
    assert text.top_right == ()
    assert len(text.bottom_left) == 1


def test_notes_stand_above_the_size():
    text = text_of(image_of(noise(3, 4), notes=("The window is repaired.",)))
    assert text.bottom_left[0] == "The window is repaired."


def test_a_date_that_is_none_is_shown_as_it_stands():
    image = image_of(noise(3, 4), instance=InstanceInfo(study_date="sometime"))
    assert "sometime" in text_of(image).top_right


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("DOE^JANE", "DOE, JANE"),
        ("Yamada^Tarou=山田^太郎", "Yamada, Tarou"),
        ("^^^", ""),
        ("Adams^John Robert Quincy^^Rev.^B.A.", "Adams, John Robert Quincy Rev. B.A."),
    ],
)
def test_person_names(name, shown):
    assert person_name(name) == shown


def test_signs_that_rearrange_what_is_read_are_left_out():
    assert printable("a\u202eb\u0000c\nd") == "a b c d"


def test_a_file_name_that_is_no_text_is_escaped():
    name = os.fsdecode(b"film-\xff\xfe.dcm")
    assert file_line(ImageKey(Path("/s") / name)) == "film-\\xff\\xfe.dcm"


def test_windows_are_named_for_menus():
    assert voi_name(VoiWindow(1.0, 2.0, explanation="Bone")) == "Bone"
    assert voi_name(VoiWindow(40.4, 400.0)) == "Center 40, width 400"
