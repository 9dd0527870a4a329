"""Reading and writing the model card inside an ONNX file.

An ONNX file is one protobuf message whose weights lie in field 7. The card lies in field 14, so reading it steps over
the weights without loading them; the field numbers are those of ``ModelProto`` in ``onnx/onnx.proto``.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, BinaryIO

from xray_desktop.atomic_file import atomic_file
from xray_desktop.errors import CardError, ModelError
from xray_desktop.model_file.card import METADATA_KEY, ModelCard, parse_card

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_CARD_BYTES = 8 << 20

_METADATA_PROPS = 14
_KEY, _VALUE = 1, 2
_VARINT, _FIXED64, _LENGTH_DELIMITED, _FIXED32 = 0, 1, 2, 5
_FIXED_BYTES = {_FIXED64: 8, _FIXED32: 4}

_UNREADABLE = "This model file cannot be opened. Check that it exists and may be read."
_DAMAGED = "This file is damaged or is no ONNX model."
_NO_CARD = (
    "This model file has no model card, so the viewer does not know what it expects. "
    "Export it with xray-converter, which writes the card."
)


def read_card(path: Path) -> ModelCard:
    """Read the card of a model file without loading its weights.

    Raises
    ------
    CardError
        There is no card, more than one, or one that cannot be used.
    ModelError
        The file cannot be read or is no ONNX file.
    """
    if not path.is_file():
        raise ModelError("There is no model file of that name.")
    try:
        with path.open("rb") as stream:
            return choose_card(_metadata(stream))
    except OSError as error:
        raise ModelError(_UNREADABLE) from error


def choose_card(metadata: Iterator[tuple[str, str]]) -> ModelCard:
    """Find and parse the one card among a model file's key-value pairs.

    Raises
    ------
    CardError
        There is no card, more than one, or one that cannot be used.
    """
    cards = [value for key, value in metadata if key == METADATA_KEY]
    if not cards:
        raise CardError(_NO_CARD)
    if len(cards) > 1:
        raise CardError("This model file has more than one model card, so it is not clear which one holds.")
    return parse_card(cards[0])


def write_card(path: Path, card: ModelCard) -> None:
    """Put a card into a model file, in place of the one it has; the file is replaced at once or not at all.

    Raises
    ------
    ModelError
        The file is no ONNX file, or cannot be read or written.
    """
    import onnx

    try:
        model = onnx.load_model_from_string(path.read_bytes())
    except OSError as error:
        raise ModelError(_UNREADABLE) from error
    except Exception as error:  # protobuf's DecodeError; protobuf is no dependency of ours
        raise ModelError(_DAMAGED) from error
    others = {prop.key: prop.value for prop in model.metadata_props if prop.key != METADATA_KEY}
    del model.metadata_props[:]
    onnx.helper.set_model_props(model, {**others, METADATA_KEY: card.to_json()})
    try:
        with atomic_file(path) as stream:
            stream.write(model.SerializeToString())
    except OSError as error:
        raise ModelError("The model file cannot be written. Check the free space and the permissions.") from error


def _metadata(stream: BinaryIO) -> Iterator[tuple[str, str]]:
    end = os.fstat(stream.fileno()).st_size
    if end == 0:
        raise ModelError("This model file is empty.")
    while stream.tell() < end:
        field, length = _step(stream, end)
        if field != _METADATA_PROPS:
            stream.seek(length, os.SEEK_CUR)
        elif length > MAX_CARD_BYTES:
            raise CardError("The model card is larger than any real one, so it is not read.")
        else:
            yield _pair(stream, stream.tell() + length)


def _pair(stream: BinaryIO, end: int) -> tuple[str, str]:
    texts = {_KEY: "", _VALUE: ""}
    while stream.tell() < end:
        field, length = _step(stream, end)
        content = stream.read(length)
        if field in texts:
            texts[field] = _text(content)
    return texts[_KEY], texts[_VALUE]


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise ModelError(_DAMAGED) from error


def _step(stream: BinaryIO, end: int) -> tuple[int, int]:
    """Read a field's tag; return its number and how many bytes of content follow, all before `end`.

    A varint's content is read at once, so none follows.
    """
    tag = _varint(stream)
    field, wire_type = tag >> 3, tag & 7
    if wire_type == _VARINT:
        _varint(stream)
        length = 0
    elif wire_type == _LENGTH_DELIMITED:
        length = _varint(stream)
    else:
        length = _FIXED_BYTES.get(wire_type, -1)
    if field == 0 or length < 0 or stream.tell() + length > end:
        raise ModelError(_DAMAGED)
    return field, length


def _varint(stream: BinaryIO) -> int:
    value = 0
    for shift in range(0, 70, 7):
        byte = stream.read(1)
        if not byte:
            break
        value |= (byte[0] & 0x7F) << shift
        if byte[0] < 0x80:
            return value
    raise ModelError(_DAMAGED)
