"""The published schema is that of the cards which the viewer reads."""

from __future__ import annotations

import json

from scripts.write_card_schema import SCHEMA_FILE, card_schema
from tests.support.tiny_model import tiny_card


def test_the_schema_file_is_up_to_date() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == card_schema(), "run scripts/write_card_schema.py"


def test_a_card_has_exactly_the_fields_of_the_schema() -> None:
    schema = json.loads(card_schema())
    assert set(json.loads(tiny_card().to_json())) == set(schema["properties"])
    assert set(schema["required"]) <= set(schema["properties"])
    assert schema["additionalProperties"] is False
