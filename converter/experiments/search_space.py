"""Which fields of a recipe a search changes, and within which bounds: a TOML file.

::

    "training.learning_rate" = { low = 1e-5, high = 1e-2, log = true }
    "training.batch_size" = [16, 32]
    "augmentation.rotation_degrees" = { low = 0, high = 20 }
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from converter.errors import RecipeError
from converter.recipe import Recipe, parse_recipe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import optuna

_SEARCHED = ("input", "network", "weights", "training", "augmentation")
_FIXED = ("training.seed", "training.validation_share", "training.monitor", "training.devices")
"""What decides which trial wins, and on what; a search over it would only find luck."""


class Range(BaseModel):
    """All values between two, evenly or, with `log`, evenly over powers of ten."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    low: int | float
    high: int | float
    log: bool = False
    step: int | float | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.low < self.high:
            raise ValueError("low has to be below high")
        if self.log and (self.low <= 0 or self.step is not None):
            raise ValueError("log = true needs low above zero, and no step")
        return self


Choices = Annotated[tuple[bool | int | float | str, ...], Field(min_length=1)]
_Axis: TypeAdapter[Range | Choices] = TypeAdapter(Range | Choices)


@dataclass(frozen=True, slots=True)
class SearchSpace:
    """Fields of a recipe, each with the values that it may take.

    Attributes
    ----------
    axes
        By ``section.field``.
    """

    axes: dict[str, Range | Choices]

    def suggest(self, trial: optuna.Trial, recipe: Recipe) -> dict[str, Any]:
        """Let a trial choose a value for each field."""
        return {place: _suggest(trial, place, axis, _value(recipe, place)) for place, axis in self.axes.items()}

    def described(self) -> dict[str, Any]:
        """Return the space as plain values, to be written down and compared."""
        return {
            place: axis.model_dump() if isinstance(axis, Range) else list(axis) for place, axis in self.axes.items()
        }


def load_search_space(file: Path | None, recipe: Recipe) -> SearchSpace:
    """Read a search space and hold it against the recipe.

    Parameters
    ----------
    file
        A TOML file; the one that comes with the program where None.
    recipe
        Whose fields are searched.

    Raises
    ------
    RecipeError
        It is not readable, names a field that the recipe does not have or that has to stay, or a value that the recipe
        does not take.
    """
    try:
        text = (file or resources.files("converter.experiments") / "search.toml").read_text(encoding="utf-8")
        entries = dict(_entries(tomllib.loads(text)))
    except (OSError, UnicodeDecodeError) as error:
        raise RecipeError("The search file cannot be read as text.") from error
    except tomllib.TOMLDecodeError as error:
        raise RecipeError(f"The search file is not readable as TOML: {error}.") from error
    if not entries:
        raise RecipeError("The search file names no field of the recipe, so there is nothing to search.")
    space = SearchSpace({place: _axis(place, entry) for place, entry in entries.items()})
    for place, axis in space.axes.items():
        _value(recipe, place)
        for value in (axis.low, axis.high) if isinstance(axis, Range) else axis:
            with_values(recipe, {place: value})
    return space


def with_values(recipe: Recipe, values: dict[str, Any]) -> Recipe:
    """Return a recipe with some fields changed.

    Parameters
    ----------
    values
        By ``section.field``.

    Raises
    ------
    RecipeError
        A value does not fit, or not together with the others.
    """
    fields = recipe.model_dump(mode="json")
    for place, value in values.items():
        section, _, field = place.partition(".")
        fields[section][field] = value
    return parse_recipe(fields)


def _entries(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Return the entries by ``section.field``, whether the name is quoted, dotted, or under a ``[section]``."""
    for name, entry in table.items():
        if isinstance(entry, dict) and not any(key in entry for key in ("low", "high")):
            yield from _entries(entry, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", entry


def _axis(place: str, entry: Any) -> Range | Choices:
    try:
        return _Axis.validate_python(tuple(entry) if isinstance(entry, list) else entry)
    except ValidationError as error:
        problem = next(iter(error.errors(include_url=False, include_input=False)))["msg"]
        raise RecipeError(
            f"The search file gives no usable values for '{place}': it has to be a list of numbers or words, or a "
            f"range {{ low = ..., high = ... }}. {problem}."
        ) from error


def _value(recipe: Recipe, place: str) -> Any:
    """Look up what the recipe has at a place that may be searched."""
    section, _, field = place.partition(".")
    if place in _FIXED:
        raise RecipeError(f"'{place}' cannot be searched: it has to be the same for all trials.")
    if section not in _SEARCHED:
        raise RecipeError(
            f"'{place}' of the search file is nothing that can be searched. Sections are {', '.join(_SEARCHED)}."
        )
    fields = getattr(recipe, section).model_dump()
    if field not in fields:
        raise RecipeError(
            f"The recipe has no field '{place}', which the search file names. In this section there are: "
            f"{', '.join(fields)}."
        )
    return fields[field]


def _suggest(trial: optuna.Trial, place: str, axis: Range | Choices, now: Any) -> Any:
    if not isinstance(axis, Range):
        return trial.suggest_categorical(place, axis)
    whole = all(isinstance(bound, int) for bound in (axis.low, axis.high, now)) and not isinstance(now, bool)
    if whole:
        return trial.suggest_int(place, int(axis.low), int(axis.high), step=int(axis.step or 1), log=axis.log)
    return trial.suggest_float(place, axis.low, axis.high, step=axis.step, log=axis.log)
