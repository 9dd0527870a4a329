"""Writes ``resources/model-card.schema.json`` from the model card's definition; a test holds the two together."""

from __future__ import annotations

import json
from pathlib import Path

from xray_desktop.model_file.card import ModelCard

SCHEMA_FILE = Path(__file__).resolve().parent.parent / "resources" / "model-card.schema.json"


def card_schema() -> str:
    """Return the JSON schema (draft 2020-12) of the card as it stands in a model file."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **ModelCard.model_json_schema(),
    }
    return json.dumps(schema, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(card_schema(), encoding="utf-8")
