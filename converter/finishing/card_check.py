"""Whether a model file keeps what its card promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import onnx

from converter.errors import FinishingError
from converter.export.write import examine
from converter.finishing.output_head import find_output_head
from xray_desktop.errors import XrayError
from xray_desktop.inference.session import ModelSession
from xray_desktop.model_file.checks import check_model_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xray_desktop.model_file.card import Figure, ModelCard

_INTEGER_OPERATORS = frozenset({"QuantizeLinear", "QLinearConv", "QLinearMatMul", "ConvInteger", "MatMulInteger"})


def problems_of(file: Path) -> list[str]:
    """Check a model file as the viewer does, let it give its known answer, and hold card and network together.

    Returns
    -------
    list
        One sentence for each problem; empty where there is none.
    """
    try:
        checked = check_model_file(file)
        model = onnx.load_model_from_string(checked.content)
        answer = examine(ModelSession.open(file, "cpu"))
    except XrayError as error:
        return [error.sentence]
    return [*([answer] if answer else []), *_inconsistencies(checked.card, model)]


def _inconsistencies(card: ModelCard, model: onnx.ModelProto) -> Iterator[str]:
    if not card.members:
        try:
            find_output_head(model, card.calibration.temperature)
        except FinishingError as error:
            yield error.sentence
    if card.calibration.method == "none" and card.calibration.temperature != 1.0:
        yield "The card states a temperature and says that there is no calibration."
    integers = any(node.op_type in _INTEGER_OPERATORS for node in model.graph.node)
    if integers and card.quantisation is None:
        yield "The network computes with 8-bit integers, and the card does not say so."
    if card.quantisation is not None and not integers:
        yield "The card says that the network computes with 8-bit integers, but it does not."
    for parity in card.parity:
        if (
            parity.max_probability_difference > parity.probability_tolerance
            or parity.max_heatmap_difference > parity.heatmap_tolerance
        ):
            yield f"Keras and onnxruntime differ by more than is allowed at batch size {parity.batch_size}."
    yield from _impossible_figures(card)


def _impossible_figures(card: ModelCard) -> Iterator[str]:
    for point in card.operating_points:
        for name, figure in (("sensitivity", point.sensitivity), ("specificity", point.specificity)):
            if not _is_share(figure):
                yield f"The {name} of the operating point '{point.name}' is no share between 0 and 1."
    for validation in card.validation:
        if validation.patients > validation.images:
            yield f"The validation on {validation.dataset} counts more patients than images."
        if any(figure.n > validation.images for figure in validation.figures.values()):
            yield f"The validation on {validation.dataset} has a figure of more images than it counts."


def _is_share(figure: Figure) -> bool:
    return figure.low >= 0.0 and figure.high <= 1.0
