"""How a model file came about, step by step, as its card tells it."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - pydantic reads the annotation at run time
from typing import Annotated, Literal

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


class StepInput(Frozen):
    """Something that a step was given besides the model.

    Attributes
    ----------
    path
        As it was typed, where that is relative; of an absolute path the last part alone.
    kind
        One file, labelled images, or run folders.
    sha256
        Of the file; of the images' digests and labels; of the splits of the runs.
    images
        How many, where it is images.
    runs
        Each run folder below the path, where it is run folders.
    """

    path: str
    kind: Literal["file", "images", "runs"]
    sha256: Sha256
    images: int = 0
    runs: tuple[str, ...] = ()


class Derivation(Frozen):
    """One step by which a model file came about.

    Attributes
    ----------
    step
        Name of the command.
    from_sha256
        Of the file that the step changed; None where it made the first one.
    sentence
        What it did.
    command
        The arguments of ``xray-converter``, with ``{run}``, ``{model}``, ``{member1}`` for what earlier steps made;
        empty in older cards.
    inputs
        What else it was given.
    versions
        Of the libraries that decide what the step makes.
    """

    step: str
    from_sha256: Sha256 | None = None
    sentence: str
    at: datetime
    command: tuple[str, ...] = ()
    inputs: tuple[StepInput, ...] = ()
    versions: dict[str, str] = Field(default_factory=dict)
