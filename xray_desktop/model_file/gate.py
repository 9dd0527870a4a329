"""What a model file promises of its own gate: how it tells pictures that it may score from all others."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from xray_desktop.model_file.figure import Figure, Frozen


class Gate(Frozen):
    """The output ``atypicality``, float32 ``[N]``: how far a picture lies from those that the model knows.

    Attributes
    ----------
    method
        What is computed, in words.
    layer
        Whose features are looked at: the names of the tensors in the graph.
    threshold
        A picture above it is not scored.
    false_refusal
        Share of held-out chest radiographs that the whole gate refuses, rules of the viewer included.
    false_acceptance
        By kind of picture, the share that the whole gate lets through; of pictures that it was not fitted on.
    fitted_on
        The pictures that the distance and its threshold come from.
    measured_on
        The pictures that the two figures come from.
    """

    method: str
    layer: str
    threshold: Annotated[float, Field(ge=0.0)]
    false_refusal: Figure
    false_acceptance: dict[str, Figure]
    fitted_on: str
    measured_on: str
