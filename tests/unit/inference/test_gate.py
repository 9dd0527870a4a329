"""Which pictures a model may judge, by their header alone."""

from __future__ import annotations

import pytest

from xray_desktop.imaging.image import InstanceInfo
from xray_desktop.inference.gate import refusal

ACCEPTED = ("CR", "DX")


@pytest.mark.parametrize(
    "sop_class_uid",
    [
        "1.2.840.10008.5.1.4.1.1.1",  # CR
        "1.2.840.10008.5.1.4.1.1.1.1",  # DX for presentation
        "1.2.840.10008.5.1.4.1.1.7",  # Secondary Capture
    ],
)
@pytest.mark.parametrize("modality", ACCEPTED)
def test_radiographs_pass_whatever_their_class(sop_class_uid: str, modality: str) -> None:
    assert refusal(InstanceInfo(sop_class_uid=sop_class_uid, modality=modality), ACCEPTED) == ""


def test_pictures_without_a_header_pass() -> None:
    assert refusal(InstanceInfo(), ACCEPTED) == ""


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
    assert refusal(InstanceInfo(sop_class_uid="1.2.3", modality=modality), ACCEPTED) == words


def test_a_header_without_a_modality_is_refused() -> None:
    sentence = refusal(InstanceInfo(sop_class_uid="1.2.840.10008.5.1.4.1.1.7"), ACCEPTED)
    assert sentence == "Its header does not say how this picture was made; the model judges CR and DX only."


def test_the_card_decides() -> None:
    assert refusal(InstanceInfo(sop_class_uid="1.2.3", modality="MG"), ("MG",)) == ""
    assert refusal(InstanceInfo(sop_class_uid="1.2.3", modality="CR"), ("MG",)).endswith("the model judges MG only.")
