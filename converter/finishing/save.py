"""A changed model file: its card says what it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import onnx

from converter.export.derivation import step_of
from converter.export.write import write_model_file
from xray_desktop.model_file.card import METADATA_KEY

if TYPE_CHECKING:
    from pathlib import Path

    from xray_desktop.model_file.card import ModelCard
    from xray_desktop.model_file.checks import CheckedModel


def derived(card: ModelCard, source: CheckedModel, step: str, sentence: str) -> ModelCard:
    """Note in a card which file it came from and what was done."""
    entry = step_of(step, sentence, {source.path: "{model}"}, source.sha256)
    return card.model_copy(update={"derivation": (*card.derivation, entry)})


def write_finished(model: onnx.ModelProto, card: ModelCard, output: Path) -> None:
    """Write a model file with its card, or nothing; a file that is there stays until the new one has passed.

    Raises
    ------
    ModelError
        The viewer refuses the file, or it cannot be written.
    """
    write_model_file(with_card(model, card), output)


def with_card(model: onnx.ModelProto, card: ModelCard) -> bytes:
    """Serialise a model with this card in place of the one it has; other metadata stay."""
    others = {prop.key: prop.value for prop in model.metadata_props if prop.key != METADATA_KEY}
    del model.metadata_props[:]
    onnx.helper.set_model_props(model, {**others, METADATA_KEY: card.to_json()})
    content: bytes = model.SerializeToString()
    return content
