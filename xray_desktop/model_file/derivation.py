"""What was done to a model file after its export, as its card tells it."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - pydantic reads the annotation at run time
from typing import Annotated

from pydantic import Field

from xray_desktop.model_file.figure import Figure, Frozen, Probability

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Quantisation(Frozen):
    """How 32-bit floats became 8-bit integers, and what that cost against the file it was made of."""

    from_sha256: Sha256
    scheme: str
    calibration: str
    calibration_images: Annotated[int, Field(ge=1)]
    evaluated_on: str
    figures: dict[str, Figure]
    """``auc_before``, ``auc_after``, ``auc_loss``: before less after on the same draws of patients."""
    max_probability_difference: Probability
    mean_probability_difference: Probability
    median_heatmap_difference: Probability
    """Of each image's largest, the maps divided by their maxima."""
    max_heatmap_difference: Probability
    mean_heatmap_correlation: Annotated[float, Field(ge=-1.0, le=1.0)] | None
    bytes_before: Annotated[int, Field(ge=1)]
    bytes_after: Annotated[int, Field(ge=1)]
    time_ratio: Annotated[float, Field(gt=0.0)]


class Derivation(Frozen):
    """One step by which a finished model file became this one."""

    step: str
    from_sha256: Sha256
    sentence: str
    at: datetime
