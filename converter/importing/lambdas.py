"""Code inside model files: found before anything is loaded, refused unless the user names it."""

from __future__ import annotations

import base64
import binascii
import marshal
from types import FunctionType
from typing import TYPE_CHECKING, Any

import keras
import numpy as np
import tensorflow as tf

from converter.errors import ImportingError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

LAMBDA = "Lambda"
_STORED_CODE = "__lambda__"
_NAMES = {"K": keras.backend, "keras": keras, "np": np, "numpy": np, "ops": keras.ops, "tf": tf, "tensorflow": tf}
"""What the code of others usually calls; it is stored without its imports."""


def require_no_code(config: dict[str, Any], allowed: Collection[str]) -> None:
    """Refuse a description that holds code other than the layers named.

    Raises
    ------
    ImportingError
        It does, or a layer is named that is not there.
    """
    found = sorted(set(_code_layers(config, "")))
    refused = [name for name in found if name not in allowed]
    if refused:
        ways = " ".join(f"--allow-code {name}" for name in refused)
        layers = "a layer" if len(refused) == 1 else "layers"
        raise ImportingError(
            f"The model holds code of its author in {layers}: {', '.join(refused)}. "
            f"Loading runs it with all your rights. Whoever knows and trusts it writes: {ways}"
        )
    unknown = sorted(set(allowed) - set(found))
    if unknown:
        raise ImportingError(f"The model has no layer with code named {', '.join(unknown)}.")


def _code_layers(value: Any, owner: str) -> Iterator[str]:
    """Find the names of the layers whose descriptions hold code, however deep."""
    if isinstance(value, dict):
        config = value.get("config")
        name = value.get("name") or (config.get("name") if isinstance(config, dict) else "") or owner
        if value.get("class_name") in (LAMBDA, _STORED_CODE):
            yield str(name)
        for part in value.values():
            yield from _code_layers(part, str(name))
    elif isinstance(value, list):
        for part in value:
            yield from _code_layers(part, owner)


def lambda_layer(name: str, config: dict[str, Any]) -> Any:
    """Make a layer from stored code that the user has allowed.

    The code is byte code of the Python that stored it; another Python may refuse it.

    Raises
    ------
    ImportingError
        It is no byte code of this Python, or a function that is not in the file.
    """
    stored = config.get("function")
    if isinstance(stored, dict) and stored.get("class_name") == _STORED_CODE:
        stored = [stored["config"][key] for key in ("code", "defaults", "closure")]
    if not (isinstance(stored, list) and stored and isinstance(stored[0], str)) or stored[2]:
        raise ImportingError(f"The code of the layer '{name}' is not in the file, so it cannot be rebuilt.")
    try:
        code = marshal.loads(base64.b64decode(stored[0]))  # noqa: S302 - allowed by name; see `require_no_code`
        function = FunctionType(code, dict(_NAMES), name, tuple(stored[1] or ()))
    except (binascii.Error, EOFError, TypeError, ValueError) as error:
        raise ImportingError(
            f"The code of the layer '{name}' is byte code of another Python version. Its author can replace it by "
            "layers, for instance Rescaling."
        ) from error
    return keras.layers.Lambda(function, arguments=config.get("arguments") or {}, dtype="float32")
