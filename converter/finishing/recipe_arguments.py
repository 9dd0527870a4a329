"""The arguments of `train` that ask for a recipe: its name, and a `--set` for each field that differs from it."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from converter.recipe import load_recipe, recipe_names, to_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from converter.recipe import Recipe

_FILES = ("weights.path", "training.teacher")
"""Fields that name a file; a card has the file's name alone."""


def recipe_arguments(recipe: Recipe, files: Mapping[str, str]) -> list[str]:
    """Return ``--recipe`` and ``--set`` for a recipe.

    Parameters
    ----------
    recipe
        As a card has it. Where no recipe of its name comes with the program, every field is set on the first one that
        does.
    files
        Where the files lie that it names, by their names.
    """
    base = recipe.name if recipe.name in recipe_names() else recipe_names()[0]
    known = dict(_fields(load_recipe(base).model_dump(mode="json")))
    arguments = ["--recipe", base]
    for key, value in _fields(recipe.model_dump(mode="json")):
        wanted = files.get(PurePosixPath(value).name, value) if key in _FILES and value else value
        if known.get(key) != wanted:
            arguments += ["--set", f"{key}={to_toml(wanted)}"]
    return arguments


def _fields(recipe: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in recipe.items():
        if isinstance(value, dict):
            yield from _fields(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value
