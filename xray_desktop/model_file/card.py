"""The model card: one JSON value inside every model file that says what the network expects and what is known of it.

Nothing about a model is hard-coded in the viewer: labels, sizes, thresholds and limits all come from here. The JSON
schema is kept in ``resources/model-card.schema.json``.
"""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - pydantic reads the annotation at run time
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, field_validator, model_validator

from xray_desktop.errors import CardError
from xray_desktop.imaging.geometry import AspectPolicy
from xray_desktop.imaging.preprocess import InputSpec, ResizeKernel
from xray_desktop.model_file.derivation import Derivation, Quantisation  # noqa: TC001 - pydantic reads them
from xray_desktop.model_file.figure import Figure as Figure
from xray_desktop.model_file.figure import Frozen, Probability
from xray_desktop.model_file.gate import Gate  # noqa: TC001 - pydantic reads the annotation at run time

METADATA_KEY = "xray_desktop.model_card"
"""The key in the ONNX file's ``metadata_props`` under which the card stands."""

SCHEMA_VERSION = "1.0"
_KNOWN_MAJOR_VERSION = "1"

Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[a-z0-9][a-z0-9.+_-]*$")]


class InputContract(Frozen):
    """What the input ``image`` is: float32 ``[N, rows, columns, 1]``, grey 0–255, bone bright."""

    rows: Annotated[int, Field(ge=8, le=4096)]
    columns: Annotated[int, Field(ge=8, le=4096)]
    kernel: ResizeKernel = ResizeKernel.AREA
    aspect: AspectPolicy = AspectPolicy.STRETCH
    accepted_modalities: tuple[str, ...] = ("CR", "DX")
    """Modality (0008,0060) of DICOM files that the model may score; pictures without a header are not held to it."""
    accepted_body_parts: tuple[str, ...] = ("CHEST", "THORAX", "TORAX", "LUNG")
    """Body Part Examined (0018,0015), in capitals: a header that names a part has to contain one of these words."""
    accepted_views: tuple[str, ...] = ("PA", "AP")
    """View Position (0018,5101), in capitals: a header that names a view has to contain one of these words."""
    patient_age_years: tuple[float, float] | None = None
    """Youngest and oldest of the patients that trained the model; None where it is not known."""

    @field_validator("patient_age_years")
    @classmethod
    def _ordered_ages(cls, ages: tuple[float, float] | None) -> tuple[float, float] | None:
        if ages is not None and not 0.0 <= ages[0] <= ages[1]:
            raise ValueError("the youngest patient is older than the oldest")
        return ages

    def spec(self) -> InputSpec:
        """Return the terms in which `xray_desktop.imaging` speaks."""
        return InputSpec(self.rows, self.columns, self.kernel, self.aspect)


class HeatmapContract(Frozen):
    """What the output ``heatmap`` is: float32 ``[N, rows, columns]``, not normalised, zero or more."""

    method: Literal["grad-cam"] = "grad-cam"
    layer: str
    rows: Annotated[int, Field(ge=1)]
    columns: Annotated[int, Field(ge=1)]


class OperatingPoint(Frozen):
    """A named threshold and what it does.

    Attributes
    ----------
    chosen_by
        The rule, for instance "Youden's index".
    chosen_on
        The images, for instance "held-out patients of the training hospital".
    """

    name: Name
    threshold: Probability
    sensitivity: Figure
    specificity: Figure
    chosen_by: str
    chosen_on: str


class Calibration(Frozen):
    """How the probability was made to mean what it says; ``temperature`` is already applied inside the graph.

    Attributes
    ----------
    expected_calibration_error, expected_calibration_error_before
        With the temperature and without it; None where it was not measured.
    fitted_on
        The images, in words; empty in older cards.
    """

    method: Literal["none", "temperature"] = "none"
    temperature: Annotated[float, Field(gt=0.0)] = 1.0
    expected_calibration_error: Figure | None = None
    expected_calibration_error_before: Figure | None = None
    fitted_on: str = ""


class Validation(Frozen):
    """What was measured, on what, and how the images were kept apart from training.

    Attributes
    ----------
    images_sha256
        Of the list of the images' own digests and labels, sorted; empty where it was not noted.
    """

    dataset: str
    split: str
    images: int
    patients: int
    figures: dict[str, Figure]
    images_sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""


class Training(Frozen):
    """Where the weights come from."""

    dataset: str
    attribution: str
    data_licence: str
    population: str
    images: int
    patients: int
    recipe: dict[str, Any]
    manifest_sha256: str
    seed: int
    versions: dict[str, str]


class Parity(Frozen):
    """Keras against onnxruntime on the same inputs, measured when the file was written."""

    batch_size: Annotated[int, Field(ge=1)]
    images: Annotated[int, Field(ge=1)]
    inputs: str
    max_probability_difference: Annotated[float, Field(ge=0.0)]
    max_heatmap_difference: Annotated[float, Field(ge=0.0)]
    probability_tolerance: Annotated[float, Field(gt=0.0)]
    heatmap_tolerance: Annotated[float, Field(gt=0.0)]


class EnsembleMember(Frozen):
    """One of the models whose answers an ensemble averages.

    Attributes
    ----------
    sha256
        Of the member's model file, in hexadecimal.
    weight
        Its share of the average; the shares of all members sum to 1.
    parity
        Keras against onnxruntime, as the member's own card has it.
    temperature
        That the member's probability is calibrated with, inside the graph; None in older cards.
    heatmap_layer
        Of the member's own card; empty in older ones.
    derivation
        How the member's file was made, as its own card has it.
    """

    model_id: Name
    model_version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    weight: Annotated[float, Field(gt=0.0, le=1.0)]
    parity: tuple[Parity, ...] = ()
    temperature: Annotated[float, Field(gt=0.0)] | None = None
    heatmap_layer: str = ""
    derivation: tuple[Derivation, ...] = ()

    @property
    def name(self) -> str:
        """What the user reads for the member, as `ModelCard.name`."""
        return f"{self.model_id} {self.model_version}"


class KnownAnswer(Frozen):
    """A reference input and what the model says of it, run by the viewer at start.

    Attributes
    ----------
    image_png
        A synthetic picture of the model's input size: 8-bit grey PNG, base64.
    probability
        The reference probability of the positive class.
    heatmap
        The reference heat map divided by its maximum, row by row; all zero where it is blank.
    probability_tolerance, heatmap_tolerance
        Largest differences that pass.
    """

    image_png: str
    probability: Probability
    heatmap: tuple[float, ...]
    probability_tolerance: float = 1e-3
    heatmap_tolerance: float = 2e-2


class ModelCard(Frozen):
    """Everything that the viewer and a reader need to know about one model file.

    Attributes
    ----------
    labels
        Names of the negative and the positive class, in this order. The output ``probability`` is float32 ``[N, 1]``
        and gives the second.
    members
        Of an ensemble; empty for a single network.
    gate
        Of the output ``atypicality``; None where the file has none.
    """

    schema_version: str = SCHEMA_VERSION
    model_id: Name
    model_version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    title: str
    summary: str
    labels: tuple[str, str]
    input: InputContract
    heatmap: HeatmapContract
    operating_points: Annotated[tuple[OperatingPoint, ...], Field(min_length=1)]
    default_operating_point: str
    calibration: Calibration = Calibration()
    training: Training
    validation: tuple[Validation, ...] = ()
    parity: tuple[Parity, ...] = ()
    members: tuple[EnsembleMember, ...] = ()
    quantisation: Quantisation | None = None
    derivation: tuple[Derivation, ...] = ()
    gate: Gate | None = None
    known_answer: KnownAnswer
    intended_use: str
    limitations: Annotated[tuple[str, ...], Field(min_length=1)]
    licence: str
    created_at: datetime

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.schema_version.partition(".")[0] != _KNOWN_MAJOR_VERSION:
            raise ValueError(f"schema version {self.schema_version} is not known here")
        names = [point.name for point in self.operating_points]
        if len(set(names)) != len(names):
            raise ValueError("two operating points have the same name")
        if self.default_operating_point not in names:
            raise ValueError(f"the default operating point {self.default_operating_point} is not among them")
        if self.labels[0] == self.labels[1]:
            raise ValueError("the two classes have the same label")
        if len(self.known_answer.heatmap) != self.heatmap.rows * self.heatmap.columns:
            raise ValueError("the known answer's heat map has another size than the output")
        return self

    @property
    def name(self) -> str:
        """What the user reads for the model: ID and version, as in ``ped-pneumonia 1.0.0``."""
        return f"{self.model_id} {self.model_version}"

    @property
    def negative_label(self) -> str:
        """Name of the class that is not looked for."""
        return self.labels[0]

    @property
    def positive_label(self) -> str:
        """Name of the class that ``probability`` speaks of."""
        return self.labels[1]

    def operating_point(self, name: str) -> OperatingPoint:
        """Look an operating point up by its name.

        Raises
        ------
        CardError
            The card has none of that name.
        """
        for point in self.operating_points:
            if point.name == name:
                return point
        known = ", ".join(point.name for point in self.operating_points)
        raise CardError(f"This model has no operating point '{name}'. It has: {known}.")

    def to_json(self) -> str:
        """Write the card as the model file holds it."""
        return self.model_dump_json()


def parse_card(text: str) -> ModelCard:
    """Read a card from its JSON.

    Raises
    ------
    CardError
        Not JSON, not a card, or of an unknown major version.
    """
    try:
        return ModelCard.model_validate_json(text)
    except ValidationError as error:
        raise CardError(f"The model card cannot be used: {_first_problem(error)}.") from error


def _first_problem(error: ValidationError) -> str:
    problem = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in problem["loc"])
    return f"{place}: {problem['msg']}" if place else str(problem["msg"])
