"""What a model file must be before anything in it runs.

A model file comes from somebody else. Everything here holds for the very bytes that are run afterwards: they are read
once, checked, hashed and handed on.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xray_desktop.errors import ContractMismatch, ModelError
from xray_desktop.model_file.metadata import choose_card

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import onnx

    from xray_desktop.model_file.card import ModelCard

MAX_MODEL_BYTES = 1 << 30
"""The largest published chest network exported so far takes a tenth of it; protobuf ends at twice."""

ALLOWED_DOMAINS = frozenset({"", "ai.onnx", "ai.onnx.ml"})
CONTROL_FLOW = frozenset({"If", "Loop", "Scan", "SequenceMap"})
"""A graph inside a node can run for ever, and nothing that the converter writes needs one."""

INPUT, PROBABILITY, HEATMAP, ATYPICALITY = "image", "probability", "heatmap", "atypicality"


@dataclass(frozen=True, slots=True, eq=False)
class CheckedModel:
    """A model file that passed.

    Attributes
    ----------
    path
        Where it was read from.
    content
        The bytes that were checked; what runs is made from these, not from the file again.
    sha256
        Of `content`, in hexadecimal.
    card
        The card inside.
    """

    path: Path
    content: bytes
    sha256: str
    card: ModelCard


def check_model_file(path: Path) -> CheckedModel:
    """Check a model file and its card without running it.

    Raises
    ------
    CardError
        There is no card, or one that cannot be used.
    ContractMismatch
        The graph is not what the card promises, or holds what no model of ours needs.
    ModelError
        The file cannot be read, is too large, or is no valid ONNX model.
    """
    content = _read(path)
    model = _parse(content)
    card = choose_card((prop.key, prop.value) for prop in model.metadata_props)
    _check_contents(model)
    _check_validity(model)
    _check_interface(model.graph, card)
    return CheckedModel(path, content, hashlib.sha256(content).hexdigest(), card)


def _read(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise ModelError("There is no model file of that name.")
        if path.stat().st_size > MAX_MODEL_BYTES:
            raise ModelError(f"This model file is larger than {MAX_MODEL_BYTES >> 20} MB, so it is not loaded.")
        content = path.read_bytes()
    except OSError as error:
        raise ModelError("This model file cannot be opened. Check that it exists and may be read.") from error
    if not content:
        raise ModelError("This model file is empty.")
    return content


def _parse(content: bytes) -> onnx.ModelProto:
    import onnx

    try:
        return onnx.load_model_from_string(content)
    except Exception as error:  # protobuf's DecodeError; protobuf is no dependency of ours
        raise ModelError("This file is damaged or is no ONNX model.") from error


def _check_contents(model: onnx.ModelProto) -> None:
    domains = {opset.domain for opset in model.opset_import} | {node.domain for node in model.graph.node}
    if domains - ALLOWED_DOMAINS:
        raise ContractMismatch("This model uses operators from outside the ONNX standard, so it is not loaded.")
    if model.functions or model.training_info:
        raise ContractMismatch("This model brings functions or training steps of its own, so it is not loaded.")
    for node in model.graph.node:
        if node.op_type in CONTROL_FLOW or any(_holds_graph(attribute) for attribute in node.attribute):
            raise ContractMismatch("This model contains loops or branches, which may never end, so it is not loaded.")
    if any(_is_external(tensor) for tensor in _tensors(model.graph)):
        raise ContractMismatch(
            "This model keeps its weights in other files. Save it as a single file and open it again."
        )


def _holds_graph(attribute: onnx.AttributeProto) -> bool:
    return attribute.HasField("g") or len(attribute.graphs) > 0


def _is_external(tensor: onnx.TensorProto) -> bool:
    return tensor.data_location == tensor.EXTERNAL or len(tensor.external_data) > 0


def _tensors(graph: onnx.GraphProto) -> Iterator[onnx.TensorProto]:
    yield from graph.initializer
    for node in graph.node:
        for attribute in node.attribute:
            yield attribute.t
            yield from attribute.tensors
            yield from _dense_parts([attribute.sparse_tensor, *attribute.sparse_tensors])
    yield from _dense_parts(graph.sparse_initializer)


def _dense_parts(tensors: Iterable[onnx.SparseTensorProto]) -> Iterator[onnx.TensorProto]:
    for tensor in tensors:
        yield tensor.values
        yield tensor.indices


def _check_validity(model: onnx.ModelProto) -> None:
    import onnx

    try:
        onnx.checker.check_model(model, full_check=True)
    except Exception as error:  # ValidationError, InferenceError and bare RuntimeError, from C++
        raise ModelError("The network inside this model file is not valid ONNX, so it is not loaded.") from error


def _check_interface(graph: onnx.GraphProto, card: ModelCard) -> None:
    constants = {tensor.name for tensor in graph.initializer}
    inputs = [value for value in graph.input if value.name not in constants]
    if [value.name for value in inputs] != [INPUT]:
        raise ContractMismatch(f"This model does not take the single input '{INPUT}'.")
    _check_value(inputs[0], (card.input.rows, card.input.columns, 1))
    outputs = {value.name: value for value in graph.output}
    for name, shape in ((PROBABILITY, (1,)), (HEATMAP, (card.heatmap.rows, card.heatmap.columns))):
        if name not in outputs:
            raise ContractMismatch(f"This model has no output '{name}'.")
        _check_value(outputs[name], shape)
    _check_gate(outputs, card)


def _check_gate(outputs: Mapping[str, onnx.ValueInfoProto], card: ModelCard) -> None:
    if card.gate is None and ATYPICALITY in outputs:
        raise ContractMismatch(f"This model has an output '{ATYPICALITY}', but its card says nothing of a gate.")
    if card.gate is not None:
        if ATYPICALITY not in outputs:
            raise ContractMismatch(f"The card of this model tells of a gate, but it has no output '{ATYPICALITY}'.")
        _check_value(outputs[ATYPICALITY], ())


def _check_value(value: onnx.ValueInfoProto, shape: tuple[int, ...]) -> None:
    """Hold a value to ``[N, *shape]`` float32 with N open; a size that the file leaves open is found when it runs."""
    tensor = value.type.tensor_type
    if tensor.elem_type != 1:  # TensorProto.FLOAT
        raise ContractMismatch(f"The model's '{value.name}' is not of 32-bit floating point numbers.")
    declared = [dimension.dim_value or None for dimension in tensor.shape.dim]
    if len(declared) != len(shape) + 1 or any(
        size is not None and size != promised for size, promised in zip(declared[1:], shape, strict=True)
    ):
        raise ContractMismatch(
            f"The model's '{value.name}' is {_words(declared)}, but its card says {_words([None, *shape])}."
        )
    if declared[0] is not None:
        raise ContractMismatch(f"The model's '{value.name}' is for batches of {declared[0]} only, not for any number.")


def _words(shape: Iterable[int | None]) -> str:
    return " x ".join("N" if size is None else str(size) for size in shape)
