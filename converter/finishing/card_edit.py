"""The user changes what the user may say in a model card; what was measured stays as it was measured."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import onnx
from pydantic import ValidationError

from converter.errors import RecipeError
from converter.export.write import write_content
from converter.finishing.save import derived, with_card
from xray_desktop.model_file.card import ModelCard
from xray_desktop.model_file.checks import check_model_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

EDITABLE = (
    "model_id",
    "model_version",
    "title",
    "summary",
    "intended_use",
    "limitations",
    "licence",
    "default_operating_point",
    "training.dataset",
    "training.attribution",
    "training.data_licence",
    "training.population",
)
"""What the user may change: names, texts, and which operating point the viewer starts with."""

_LIST = "limitations"
_FORMS = {
    "model_id": "is made of small letters, digits, '.', '+', '_' and '-', for instance ped-pneumonia",
    "model_version": "is three numbers, for instance 1.0.1",
}


def edit_card(file: Path, changes: Sequence[str], output: Path) -> ModelCard:
    """Change fields of a model file's card.

    Parameters
    ----------
    file
        A ``.onnx`` file with a card.
    changes
        Items of the form ``key=value`` with a key of `EDITABLE`. ``limitations`` takes a TOML list of texts, or one
        text; every other key takes the text as it stands.
    output
        What is written; may be `file`.

    Returns
    -------
    ModelCard
        The card that was written.

    Raises
    ------
    RecipeError
        No change, a key that cannot be edited by hand, or a value that does not fit.
    ModelError
        The file cannot be used or written.
    """
    if not changes:
        raise RecipeError("Say what to change: --set key=value, for instance --set title='Pneumonia in children'.")
    pairs = [_pair(change) for change in changes]
    checked = check_model_file(file)
    fields = checked.card.model_dump()
    for key, value in pairs:
        *sections, field = key.split(".")
        place = fields
        for section in sections:
            place = place[section]
        place[field] = value
    card = _validated(fields)
    sentence = f"Edited by hand: {', '.join(dict.fromkeys(key for key, _ in pairs))}."
    card = derived(card, checked, "card edit", sentence)
    write_content(with_card(onnx.load_model_from_string(checked.content), card), output)
    return card


def _pair(change: str) -> tuple[str, Any]:
    key, equals, text = change.partition("=")
    key = key.strip()
    if not equals or not key:
        raise RecipeError("Each --set needs the form key=value, for instance --set licence=MIT.")
    known = ", ".join(EDITABLE)
    if key in EDITABLE:
        return key, _texts(text) if key == _LIST else text.strip()
    if key.partition(".")[0] in ModelCard.model_fields:
        raise RecipeError(
            f"'{key}' is measured or follows from the network, so it cannot be edited by hand. What can be: {known}."
        )
    raise RecipeError(f"A card has no field '{key}'. What can be edited: {known}.")


def _texts(text: str) -> list[str]:
    if not text.strip().startswith("["):
        return [text.strip()]
    try:
        value = tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError as error:
        raise RecipeError('limitations takes a list of texts, for instance: limitations=["One.", "Two."]') from error
    return list(value)


def _validated(fields: dict[str, Any]) -> ModelCard:
    empty = [key for key in EDITABLE if "." not in key and fields[key] in ("", [""])]
    if empty:
        raise RecipeError(f"A card does not go without its {empty[0]}.")
    try:
        return ModelCard.model_validate(fields)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in problem["loc"])
        if place in _FORMS:
            raise RecipeError(f"{place} {_FORMS[place]}.") from error
        message = problem["msg"].removeprefix("Value error, ")
        raise RecipeError(f"The card cannot be changed so: {f'{place}: ' if place else ''}{message}.") from error
