"""Which pictures a model may judge: the rules before inference, and the distance after it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.pictures import image_of, noise
from tests.support.tiny_model import tiny_card
from xray_desktop.imaging.image import InstanceInfo, VoiWindow, XrayImage
from xray_desktop.inference.gate import atypical, caveat, refusal
from xray_desktop.model_file.card import Figure, InputContract, ModelCard
from xray_desktop.model_file.gate import Gate

FIGURE = Figure(value=0.01, low=0.0, high=0.05, n=100, method="Clopper-Pearson")
GATE = Gate(
    method="distance",
    layer="features",
    threshold=1.5,
    false_refusal=FIGURE,
    false_acceptance={"noise": FIGURE},
    fitted_on="drawings",
    measured_on="other drawings",
)


def _card(**changes: Any) -> ModelCard:
    return tiny_card(input=InputContract(rows=64, columns=64, **changes))


CARD = _card()
FIVE_YEARS = _card(patient_age_years=(1.0, 5.0))


def _with_header(**words: Any) -> XrayImage:
    given_words: dict[str, Any] = {"sop_class_uid": "1.2.3", "modality": "DX"}
    return image_of(noise(80, 100), instance=InstanceInfo(**(given_words | words)))


def _sentence(image: XrayImage, card: ModelCard = CARD) -> str:
    refused = refusal(image, card)
    return refused.sentence if refused else ""


def _rule(image: XrayImage, card: ModelCard = CARD) -> str:
    refused = refusal(image, card)
    return refused.rule if refused else ""


@pytest.mark.parametrize(
    "sop_class_uid",
    [
        "1.2.840.10008.5.1.4.1.1.1",  # CR
        "1.2.840.10008.5.1.4.1.1.1.1",  # DX for presentation
        "1.2.840.10008.5.1.4.1.1.7",  # Secondary Capture
    ],
)
@pytest.mark.parametrize("modality", ["CR", "DX"])
def test_radiographs_pass_whatever_their_class(sop_class_uid: str, modality: str) -> None:
    assert refusal(_with_header(sop_class_uid=sop_class_uid, modality=modality), CARD) is None


def test_pictures_without_a_header_pass() -> None:
    assert refusal(image_of(noise(80, 100)), CARD) is None


@pytest.mark.parametrize(
    ("modality", "words"),
    [
        ("CT", "This picture is a computed tomography image (CT); the model judges CR and DX only."),
        ("US", "This picture is an ultrasound image (US); the model judges CR and DX only."),
        ("XA", "This picture is an X-ray angiography image (XA); the model judges CR and DX only."),
        ("OT", "This picture is of modality OT; the model judges CR and DX only."),
        ("ZZ", "This picture is of modality ZZ; the model judges CR and DX only."),
        ("<b>=1+1</b>", "This picture is of an unknown modality; the model judges CR and DX only."),
        ("A" * 17, "This picture is of an unknown modality; the model judges CR and DX only."),
    ],
)
def test_other_modalities_are_refused_in_words(modality: str, words: str) -> None:
    assert _sentence(_with_header(modality=modality)) == words
    assert _rule(_with_header(modality=modality)) == "modality"


def test_a_header_without_a_modality_is_refused() -> None:
    sentence = _sentence(_with_header(modality=""))
    assert sentence == "Its header does not say how this picture was made; the model judges CR and DX only."


def test_the_card_decides() -> None:
    mammography = _card(accepted_modalities=("MG",))
    assert refusal(_with_header(modality="MG"), mammography) is None
    assert _sentence(_with_header(modality="CR"), mammography).endswith("the model judges MG only.")


@pytest.mark.parametrize("part", ["", "CHEST", "chest", "PORT CHEST", "THORAX", "LUNG", "UNKNOWN", "CHESTABDOMEN"])
def test_chests_and_silent_headers_pass(part: str) -> None:
    assert refusal(_with_header(body_part_examined=part), CARD) is None


@pytest.mark.parametrize("part", ["EXTREMITY", "Hand", "HIP", "SKULL", "ABDOMEN", "=cmd|' /C calc'!A0"])
def test_other_body_parts_are_refused(part: str) -> None:
    image = _with_header(body_part_examined=part)
    assert _rule(image) == "body-part"
    assert "CHEST" in _sentence(image)
    assert "calc" not in _sentence(image).lower()


@pytest.mark.parametrize("position", ["", "PA", "AP", "ap", "AP ERECT", "AP_SUPINE"])
def test_frontal_views_pass(position: str) -> None:
    assert refusal(_with_header(view_position=position), CARD) is None


@pytest.mark.parametrize("position", ["LL", "RL", "LLD", "RLO", "LATERAL", "CAPITATE"])
def test_other_views_are_refused(position: str) -> None:
    assert _rule(_with_header(view_position=position)) == "view"
    assert position in _sentence(_with_header(view_position=position)).upper()


def test_body_parts_and_views_are_the_cards() -> None:
    hands = _card(accepted_body_parts=("HAND",), accepted_views=("LL",))
    assert refusal(_with_header(body_part_examined="HAND", view_position="LL"), hands) is None
    assert _rule(_with_header(body_part_examined="CHEST"), hands) == "body-part"
    assert _rule(_with_header(view_position="PA"), hands) == "view"


def test_colour_is_refused() -> None:
    assert _rule(image_of(noise(80, 100), colour=True)) == "colour"


@pytest.mark.parametrize(("rows", "columns"), [(31, 200), (200, 31), (8, 8), (64, 257), (401, 100)])
def test_small_pictures_and_strips_are_refused(rows: int, columns: int) -> None:
    image = image_of(noise(rows, columns))
    assert _rule(image) == "size"
    assert f"{columns} x {rows} pixels" in _sentence(image)


@pytest.mark.parametrize("level", [0, 127, 255])
def test_a_blank_plate_is_refused(level: int) -> None:
    plate = np.full((80, 100), level, np.uint8)
    plate[:2, :2] = 255 - level
    assert _rule(image_of(plate)) == "blank"


def test_a_window_that_shows_nothing_makes_a_blank_plate() -> None:
    assert _rule(image_of(noise(80, 100), vois=(VoiWindow(5000.0, 100.0),))) == "blank"


def test_the_distance_is_held_to_the_cards_threshold() -> None:
    card = tiny_card(gate=GATE)
    assert atypical(1.5, card) is None
    refused = atypical(1.5001, card)
    assert refused is not None
    assert refused.rule == "atypical"
    assert refused.sentence.startswith("The model has not learned from pictures like this one.")
    assert atypical(1e9, CARD) is None


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ({"patient_age": "064Y"}, "The patient is 64 years old; the model learned from patients aged 1 to 5 years"),
        ({"patient_age": "003M"}, "The patient is 3 months old"),
        ({"patient_age": "001M"}, "The patient is 1 month old"),
        ({"patient_age": "006Y"}, "The patient is 6 years old"),
        ({"patient_birth_date": "19400305", "study_date": "20040826"}, "The patient is 64 years old"),
        ({}, "The patient's age is not stated; the model learned from patients aged 1 to 5 years"),
        ({"patient_birth_date": "19400305"}, "The patient's age is not stated"),
        ({"patient_age": "old"}, "The patient's age is not stated"),
    ],
)
def test_an_age_that_was_not_learned_is_told(header: dict[str, str], words: str) -> None:
    assert caveat(_with_header(**header), FIVE_YEARS).startswith(words)
    assert caveat(_with_header(**header), CARD) == ""


@pytest.mark.parametrize("age", ["001Y", "005Y", "018M", "012M", "071M", "5"])
def test_ages_that_were_learned_need_no_words(age: str) -> None:
    assert caveat(_with_header(patient_age=age), FIVE_YEARS) == ""


def test_a_picture_without_a_header_has_no_age() -> None:
    assert caveat(image_of(noise(80, 100)), FIVE_YEARS) == ""


@given(age=st.text(max_size=8), born=st.text(max_size=10), studied=st.text(max_size=10), part=st.text(max_size=40))
def test_no_header_is_too_strange(age: str, born: str, studied: str, part: str) -> None:
    image = _with_header(patient_age=age, patient_birth_date=born, study_date=studied, body_part_examined=part)
    assert caveat(image, FIVE_YEARS) == "" or caveat(image, FIVE_YEARS).endswith("nothing is known of others.")
    refused = refusal(image, CARD)
    assert refused is None or refused.rule == "body-part"
