"""A recipe as the TOML file that `converter.recipe.load_recipe` reads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from converter.recipe import Recipe


def recipe_toml(recipe: Recipe, comment: str) -> str:
    """Write a recipe with all its fields.

    Parameters
    ----------
    comment
        One line at the top.
    """
    fields = recipe.model_dump(mode="json")
    sections = {name: value for name, value in fields.items() if isinstance(value, dict)}
    lines = [f"# {comment}", ""]
    lines += [f"{name} = {_toml(value)}" for name, value in fields.items() if name not in sections]
    for section, entries in sections.items():
        lines += ["", f"[{section}]", *(f"{name} = {_toml(value)}" for name, value in entries.items())]
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    """Write a text, number, truth value or list: JSON writes these as TOML does."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
