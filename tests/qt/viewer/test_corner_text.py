"""What stands in the corners, and what must not."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.pictures import image_of, noise
from xray_desktop.imaging.image import ImageKey, InstanceInfo, VoiWindow
from xray_desktop.imaging.turn import CLOCKWISE, FLIP, MIRROR, UPRIGHT, Turn
from xray_desktop.qt.viewer.corner_text import (
    DisplayValues,
    corner_text,
    file_line,
    person_name,
    printable,
    voi_name,
)
from xray_desktop.qt.viewer.header_text import age_text, moment_text, spacing_text, time_text

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
    patient_age="062Y",
    study_date="20240826",
    study_time="143205.123",
    study_description="Chest, two views",
    series_description="PA",
    series_number=2,
    instance_number=7,
    accession_number="ACC9",
    institution_name="General Hospital",
    patient_orientation=("L", "F"),
    kvp=125.0,
    exposure_mas=1.25,
    exposure_time_ms=8.0,
    distance_source_to_detector_mm=1800.0,
    imager_pixel_spacing_mm=(0.143, 0.143),
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
        "4711 · female · born 1962-03-04 · 62 years",
        "smith_john.dcm",
    )


def test_what(image):
    assert text_of(image).top_right == (
        "General Hospital",
        "Chest, two views · Accession ACC9",
        "Series 2 · PA · Image 7",
        "DX · Chest · PA · left",
        "2024-08-26 14:32:05",
    )


def test_the_picture(image):
    assert text_of(image).bottom_left == (
        "Frame 2 of 3",
        "125 kVp · 1.25 mAs · 8 ms · SID 180 cm",
        "Pixel 0.143 mm at the detector",
        "40 × 30 · 12 bit",
    )


def test_the_display(image):
    assert text_of(image).bottom_right == ("Lung", "C 40  W 400", "Zoom 50 %")
    inverted = DisplayValues(VoiWindow(0.5, 1.25), inverted=True, zoom=1.0)
    assert text_of(image, inverted).bottom_right == ("C 0.5  W 1.25", "inverted", "Zoom 100 %")


def test_hidden_identity_leaves_nothing_of_the_person(image):
    text = text_of(image, identity_hidden=True)
    assert text.top_left == ("Identity hidden",)
    assert text.top_right == ("Series 2 · Image 7", "DX · Chest · PA · left")
    everything = " ".join(text.lines).lower()
    for secret in (
        "doe",
        "jane",
        "4711",
        "1962",
        "2024",
        "14:32",
        "smith",
        "female",
        "62",
        "acc9",
        "hospital",
        "views",
    ):
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


def test_pixels_that_may_name_the_patient_are_told_with_the_identity_hidden():
    image = image_of(noise(3, 4), instance=InstanceInfo(burned_in_annotation="YES"))
    assert text_of(image, identity_hidden=True).top_left == ("Identity hidden", "The pixels may name the patient")
    assert "The pixels may name the patient" not in text_of(image).lines


@pytest.mark.parametrize(
    ("turn", "said", "right"),
    [
        (UPRIGHT, None, "L"),
        (MIRROR, "mirrored", "R"),
        (FLIP, "flipped", "L"),
        (CLOCKWISE, "turned 90°", "H"),
        (Turn(2), "turned 180°", "R"),
        (Turn(3, mirrored=True), "mirrored · turned 270°", "F"),
    ],
)
def test_a_turned_picture_says_so_and_its_letters_follow(image, turn, said, right):
    text = text_of(image, replace(DISPLAY, turn=turn))
    assert text.edges.right == right
    assert (said in text.bottom_right) if said else len(text.bottom_right) == 3


def test_a_silent_header_has_no_letters():
    assert text_of(image_of(noise(3, 4))).edges is None


@pytest.mark.parametrize(
    ("said", "shown"), [("045Y", "45 years"), ("003M", "3 months"), ("010D", "10 days"), ("old", "old"), ("", "")]
)
def test_ages(said, shown):
    assert age_text(said) == shown


@pytest.mark.parametrize(
    ("said", "shown"), [("143205.12", "14:32:05"), ("1432", "14:32"), ("14:32:05", "14:32:05"), ("noon", "noon")]
)
def test_times(said, shown):
    assert time_text(said) == shown


def test_the_acquisition_is_nearer_than_the_study():
    instance = InstanceInfo(study_date="20240101", study_time="0900", acquisition_date="20240102")
    assert moment_text(instance, lambda day: day.isoformat()) == "2024-01-02"


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({}, ""),
        ({"pixel_spacing_mm": (0.2, 0.2)}, "Pixel 0.2 mm, as the file states"),
        ({"pixel_spacing_mm": (0.2, 0.1)}, "Pixel 0.2 × 0.1 mm, as the file states"),
        ({"nominal_scanned_pixel_spacing_mm": (0.2, 0.2)}, "Pixel 0.2 mm on the film"),
    ],
)
def test_spacing_says_where_it_comes_from(fields, shown):
    assert spacing_text(InstanceInfo(**fields)) == shown
