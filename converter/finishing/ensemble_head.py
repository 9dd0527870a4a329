"""The last steps of an ensemble's network: mean probability, temperature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import onnx
from onnx import helper, numpy_helper

from converter.errors import FinishingError
from converter.export.gradcam.graph import Graph
from converter.onnx_model import OnnxModel
from xray_desktop.model_file.checks import PROBABILITY

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NAMES = "calibration/"
_NO_ENSEMBLE = "This ensemble does not end in the mean of its members, so no temperature can be put into it."


@dataclass(frozen=True, slots=True, eq=False)
class EnsembleHead:
    """Where the temperature stands in an ensemble's graph.

    Attributes
    ----------
    output
        The node that gives the probability its name.
    mean
        Name of the tensor of the mean probability, before any temperature, shape ``[N, 1]``.
    tempering
        The nodes between the two; none where the temperature is 1.
    """

    output: onnx.NodeProto
    mean: str
    tempering: tuple[onnx.NodeProto, ...]


def find_ensemble_head(model: onnx.ModelProto) -> EnsembleHead:
    """Find the mean probability of an ensemble that `xray-converter ensemble` wrote.

    Raises
    ------
    FinishingError
        It ends in something else.
    """
    graph = Graph(model)
    output = graph.producer(PROBABILITY)
    last = graph.producer(output.input[0]) if output is not None and output.op_type == "Identity" else None
    if output is None or last is None:
        raise FinishingError(_NO_ENSEMBLE)
    if last.op_type == "Clip":
        return EnsembleHead(output, last.output[0], ())
    between: list[onnx.NodeProto] = []
    means = set()
    waiting = [last]
    while waiting:
        node = waiting.pop()
        if node.op_type == "Clip":
            means.add(node.output[0])
        elif node.op_type in {"Div", "Add", "Pow", "Sub"}:
            between += [] if node in between else [node]
            waiting += [found for name in node.input if (found := graph.producer(name)) is not None]
        else:
            raise FinishingError(_NO_ENSEMBLE)
    if len(means) != 1:
        raise FinishingError(_NO_ENSEMBLE)
    return EnsembleHead(output, means.pop(), tuple(between))


def set_ensemble_temperature(model: onnx.ModelProto, head: EnsembleHead, temperature: float) -> None:
    """Put a temperature into an ensemble's graph, in place of the one it has; nothing else changes.

    With the mean ``p`` the probability is ``p**(1/T) / (p**(1/T) + (1-p)**(1/T))``.

    Parameters
    ----------
    model
        Changed in place.
    head
        From `find_ensemble_head`, of the same model.
    temperature
        The logit of the mean is divided by it.
    """
    graph = model.graph
    one, power = f"{_NAMES}one", f"{_NAMES}inverse_temperature"
    constants = {one: 1.0, power: 1.0 / temperature}
    steps = [
        ("Pow", [head.mean, power], f"{_NAMES}positive"),
        ("Sub", [one, head.mean], f"{_NAMES}rest"),
        ("Pow", [f"{_NAMES}rest", power], f"{_NAMES}negative"),
        ("Add", [f"{_NAMES}positive", f"{_NAMES}negative"], f"{_NAMES}sum"),
        ("Div", [f"{_NAMES}positive", f"{_NAMES}sum"], f"{_NAMES}probability"),
    ]
    new = [helper.make_node(kind, inputs, [name], name=name) for kind, inputs, name in steps]
    output = helper.make_node("Identity", [f"{_NAMES}probability"], [PROBABILITY], name=PROBABILITY)
    kept = [node for node in graph.node if node not in head.tempering and node != head.output]
    del graph.node[:]
    graph.node.extend([*kept, *new, output])
    used = {name for node in graph.node for name in node.input}
    tensors = [tensor for tensor in graph.initializer if tensor.name in used and tensor.name not in constants]
    del graph.initializer[:]
    graph.initializer.extend(tensors)
    graph.initializer.extend(
        numpy_helper.from_array(np.array(value, np.float32), name) for name, value in constants.items()
    )


def mean_logits_of(content: bytes, images: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the logits of the mean probability before any temperature, shape ``[N]``; infinite where it is 0 or 1.

    Parameters
    ----------
    content
        An ensemble's bytes.
    images
        Shape ``[N, rows, columns, 1]``, 0 to 255.

    Raises
    ------
    FinishingError
        As `find_ensemble_head`.
    """
    mean = find_ensemble_head(onnx.load_model_from_string(content)).mean
    (means,) = OnnxModel(content, inner=[mean]).run(images, [mean])
    probabilities = means.reshape(-1).astype(np.float64)
    with np.errstate(divide="ignore"):
        logits: NDArray[np.float64] = np.log(probabilities) - np.log1p(-probabilities)
    return logits
