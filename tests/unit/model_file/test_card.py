"""What a card says of itself in one line."""

from __future__ import annotations

import json

from tests.support.tiny_model import tiny_card
from xray_desktop.model_file.card import EnsembleMember


def test_a_model_is_named_by_its_id_and_version() -> None:
    assert tiny_card(model_id="ped-pneumonia", model_version="2.10.0").name == "ped-pneumonia 2.10.0"


def test_a_member_is_named_as_its_own_card_names_it() -> None:
    card = tiny_card()
    member = EnsembleMember(
        model_id=card.model_id, model_version=card.model_version, sha256="0" * 64, weight=1.0, parity=()
    )
    assert member.name == card.name


def test_the_name_is_no_field_of_the_file() -> None:
    assert "name" not in json.loads(tiny_card().to_json())
