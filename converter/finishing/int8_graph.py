"""A network of 32-bit floats becomes one of 8-bit integers, its head and its heat-map branch excepted.

onnxruntime's static quantisation in QDQ form: the file keeps standard operators between pairs of ``QuantizeLinear`` and
``DequantizeLinear``, which a runtime fuses into integer arithmetic where it can.
"""

from __future__ import annotations

import contextlib
import io
import logging
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
from onnxruntime.quantization import CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from converter.errors import QuantisationError
from xray_desktop.model_file.checks import INPUT, PROBABILITY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

METHODS = {
    "minmax": CalibrationMethod.MinMax,
    "percentile": CalibrationMethod.Percentile,
    "entropy": CalibrationMethod.Entropy,
}
"""How the range of each tensor is taken from the calibration images."""

_AFTER_A_CONVOLUTION = frozenset({"Relu", "Clip", "Add"})
_PERCENTILE = 99.99
_BATCH = 8


def quantise_graph(
    model: onnx.ModelProto, images: NDArray[np.floating], method: str = "minmax", *, seven_bits: bool = False
) -> onnx.ModelProto:
    """Quantise the convolutions of a network and what lies between them.

    Left in float: what prepares the image, the head, and the branch that makes the heat map, whose gradients are small
    differences. Weights are signed, symmetric, one scale for each channel; activations unsigned with a zero point.

    Parameters
    ----------
    model
        A model file's network; not changed.
    images
        Shape ``[N, rows, columns, 1]``, 0 to 255: what the ranges of the activations are taken from.
    method
        One of `METHODS`.
    seven_bits
        Weights of 7 bits: processors of before about 2019 (without VNNI) add pairs of products in 16 bits, which
        overflow with full ones.

    Raises
    ------
    QuantisationError
        The network has no convolution, or onnxruntime cannot quantise it.
    """
    with tempfile.TemporaryDirectory() as folder, _quiet():
        source, prepared, quantised = (Path(folder) / name for name in ("source", "prepared", "quantised"))
        source.write_bytes(_named(model).SerializeToString())
        try:
            # Batch norms and constants are folded first: quantised one by one they lose more.
            quant_pre_process(source, prepared, skip_symbolic_shape=True)
            nodes = _nodes_to_quantise(onnx.load(prepared).graph)
            quantize_static(
                prepared,
                quantised,
                _Reader(images),
                quant_format=QuantFormat.QDQ,
                per_channel=True,
                reduce_range=seven_bits,
                activation_type=QuantType.QUInt8,
                weight_type=QuantType.QInt8,
                nodes_to_quantize=nodes,
                calibrate_method=METHODS[method],
                extra_options={"CalibPercentile": _PERCENTILE} if method == "percentile" else {},
            )
        except QuantisationError:
            raise
        except Exception as error:  # onnxruntime's C++ and Python raise whatever they like
            raise QuantisationError(
                f"onnxruntime cannot turn this network into 8-bit integers ({type(error).__name__})."
            ) from error
        return _tidy(onnx.load(quantised), model)


def _named(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return every node a name, by which it can be chosen, and take the card out."""
    named = onnx.ModelProto()
    named.CopyFrom(model)
    del named.metadata_props[:]
    for number, node in enumerate(named.graph.node):
        node.name = node.name or f"{node.op_type}_{number}"
    return named


def _nodes_to_quantise(graph: onnx.GraphProto) -> list[str]:
    producers = {name: node for node in graph.node for name in node.output}
    network = _behind(producers, [PROBABILITY])
    convolutions = [node for node in graph.node if node.op_type == "Conv" and node.name in network]
    if not convolutions:
        raise QuantisationError("This network has no convolution, so there is nothing to turn into integers.")
    between = _behind(producers, [name for node in convolutions for name in node.input])
    # The graph is in the order of computation, so one pass follows every path from the first convolution on.
    chosen = {node.name for node in convolutions}
    for node in graph.node:
        follows = any(name in producers and producers[name].name in chosen for name in node.input)
        ends = node.name in network and node.op_type in _AFTER_A_CONVOLUTION
        if follows and (node.name in between or ends):
            chosen.add(node.name)
    return sorted(chosen)


def _behind(producers: dict[str, onnx.NodeProto], names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    open_names = list(names)
    while open_names:
        node = producers.get(open_names.pop())
        if node is not None and node.name not in found:
            found.add(node.name)
            open_names.extend(node.input)
    return found


def _tidy(quantised: onnx.ModelProto, source: onnx.ModelProto) -> onnx.ModelProto:
    """Take out what the tools leave in the file: their marks, and operator sets that nothing uses."""
    used = {node.domain for node in quantised.graph.node}
    kept = [entry for entry in quantised.opset_import if entry.domain in used]
    del quantised.opset_import[:]
    quantised.opset_import.extend(kept)
    del quantised.metadata_props[:]
    quantised.metadata_props.extend(source.metadata_props)
    del quantised.graph.value_info[:]
    quantised.graph.name = source.graph.name
    quantised.producer_name = "xray-converter"
    return quantised


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep onnxruntime's tools from printing tables of their own."""
    logger = logging.getLogger()
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        logger.setLevel(before)


class _Reader:
    """Returns the calibration images, ``[N, rows, columns, 1]``, 0 to 255, in batches, as onnxruntime asks for them."""

    def __init__(self, images: NDArray[np.floating]) -> None:
        self._images = images
        self._start = 0

    def get_next(self) -> dict[str, NDArray[np.float32]] | None:
        batch = self._images[self._start : self._start + _BATCH]
        self._start += _BATCH
        return {INPUT: np.asarray(batch, np.float32)} if len(batch) else None

    def set_range(self, start_index: int, end_index: int) -> None:
        """Asked for by striding alone, which is not used."""
        raise NotImplementedError

    def __len__(self) -> int:
        return -(-len(self._images) // _BATCH)
