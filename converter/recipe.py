"""A recipe: everything that decides what a training run makes, as one readable TOML file.

The user copies one of ``converter/recipes``, changes it, and names the copy on the command line; single fields are
changed with ``--set training.epochs=5``.
"""

from __future__ import annotations

import json
import tomllib
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from converter.errors import RecipeError
from xray_desktop.imaging.geometry import AspectPolicy
from xray_desktop.imaging.preprocess import InputSpec, ResizeKernel

Share = Annotated[float, Field(ge=0.0, le=1.0)]
NotNegative = Annotated[float, Field(ge=0.0)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Input(_Frozen):
    """What the network sees: grey 0 to 255, bone bright, resized as the viewer will resize it."""

    rows: Annotated[int, Field(ge=8, le=4096)]
    columns: Annotated[int, Field(ge=8, le=4096)]
    kernel: ResizeKernel = ResizeKernel.AREA
    aspect: AspectPolicy = AspectPolicy.STRETCH
    intensity: Literal["raw", "unit", "symmetric", "standardise", "equalise", "local", "caffe", "torch"] = "unit"
    """In the graph: as it is, 0 to 1, -1 to 1; each image to zero mean and the same spread, to evenly spread greys, or
    each neighbourhood to zero mean and the same spread; or the channel figures of ImageNet as the modes ``caffe`` (VGG,
    ResNet) and ``torch`` (DenseNet) of `keras.applications` take them off."""
    pool: Annotated[int, Field(ge=1, le=8)] = 1
    """Side of the squares that are averaged first, in the graph: the network works on a coarser picture than it is
    given, so that networks of several resolutions share one input."""
    frame: Annotated[float, Field(ge=0.0, lt=0.4)] = 0.0
    """Share of each side that is set to zero in the graph, after the intensities: there stand collimation, markers and
    text, and hardly any lung."""

    @model_validator(mode="after")
    def _whole_squares(self) -> Self:
        if self.rows % self.pool or self.columns % self.pool:
            raise ValueError("pool has to divide rows and columns")
        return self

    def spec(self) -> InputSpec:
        """Return the terms in which `xray_desktop.imaging` speaks."""
        return InputSpec(self.rows, self.columns, self.kernel, self.aspect)


class Network(_Frozen):
    """Which network, by the name under which `converter.networks` builds it."""

    architecture: str
    width: Annotated[float, Field(gt=0.0)] = 1.0
    """Multiplier of the channel counts, where the architecture has one."""
    dropout: Share = 0.0
    """In the head, where the architecture leaves it open."""
    cut_after: str = ""
    """Last layer of the backbone that is kept; empty keeps all. Earlier maps are finer, and the file is smaller."""
    frozen_through: str = ""
    """Layers up to this one keep their first weights and batch statistics; empty trains all."""


class Weights(_Frozen):
    """Where the first weights come from."""

    source: Literal["imagenet", "file", "none"] = "none"
    path: str = ""
    """For ``source = "file"``: an ``.h5`` file of the backbone without its top, as Keras publishes or saves it; or a
    whole network of the same shape that was trained before, as a ``.keras`` file or a run folder."""

    @model_validator(mode="after")
    def _file_has_a_path(self) -> Self:
        if self.source == "file" and not self.path:
            raise ValueError('source = "file" needs weights.path')
        return self

    @property
    def of_network(self) -> bool:
        """Whether they are those of a whole network."""
        return self.source == "file" and Path(self.path).suffix != ".h5"

    @property
    def of_backbone(self) -> bool:
        """Whether they are those of the backbone alone."""
        return self.source != "none" and not self.of_network


class Augmentation(_Frozen):
    """How far training images are changed at random; zero leaves a change out. See `converter.training.augmentation`.

    Attributes
    ----------
    share
        Chance of each kind of change for an image; the rest stays as it is, so that untouched images are seen too.
    rotation_degrees, shear, zoom, stretch, shift
        Reach to both sides. Zoom and stretch are logarithms: 0.2 is a factor of 0.82 to 1.22. Shift is a share of the
        side.
    flip_horizontal, flip_vertical
        Mirror every second image, or turn it upside down.
    fill_maximum
        What lies outside the moved picture gets one grey between black and this share of white.
    sharpness, local_contrast
        Gain on fine detail (negative gains blur) and on broad structure.
    coarseness
        Brought to a smaller size and back: a logarithm, 0.7 is half the size. How sharp a file is tells which
        machine made it, not what the child has.
    gamma, contrast
        Logarithms of the exponent and of the gain, to both sides.
    tone_curve
        Share of an S-shaped grey-scale mixed in.
    brightness, noise, shading
        Shares of the full range; shading is a smooth field over the picture.
    collimation
        A dark frame, up to this share of the side, for half of the changed images.
    erase_probability, erase_size
        A rectangle painted grey, up to this share of the side.
    corner_erase_probability
        For each corner: painted over, so that lateral markers and text teach nothing.
    other_surroundings
        Share of the images whose surroundings, all outside the hull of the lungs, come from another image, so that
        they tell nothing.
    """

    share: Share = 1.0
    rotation_degrees: NotNegative = 0.0
    shear: NotNegative = 0.0
    zoom: NotNegative = 0.0
    stretch: NotNegative = 0.0
    shift: Share = 0.0
    flip_horizontal: bool = False
    flip_vertical: bool = False
    fill_maximum: Share = 0.0
    sharpness: NotNegative = 0.0
    local_contrast: NotNegative = 0.0
    coarseness: Annotated[float, Field(ge=0.0, le=1.4)] = 0.0
    gamma: NotNegative = 0.0
    tone_curve: Share = 0.0
    contrast: NotNegative = 0.0
    brightness: Share = 0.0
    shading: NotNegative = 0.0
    noise: Share = 0.0
    collimation: Annotated[float, Field(ge=0.0, lt=0.5)] = 0.0
    erase_probability: Share = 0.0
    erase_size: Annotated[float, Field(gt=0.08, le=1.0)] = 0.35
    corner_erase_probability: Share = 0.0
    other_surroundings: Share = 0.0

    @property
    def moves(self) -> bool:
        """Whether the picture is resampled at all."""
        reaches = (self.rotation_degrees, self.shear, self.zoom, self.stretch, self.shift)
        return any(reaches) or self.flip_horizontal or self.flip_vertical

    @property
    def active(self) -> bool:
        """Whether anything is changed at all."""
        return self != Augmentation()


class TrainingSettings(_Frozen):
    """How the weights are found.

    Attributes
    ----------
    steps_per_epoch
        Batches in an epoch; 0 for one pass over the images. Figures are taken and weights kept once for each epoch.
    class_weights
        One weight for each class, "balanced" (from the counts), "none", or "acquisition": balanced, and within each
        class more for images whose frame, sharpness and use of the greys speak for the other class, so that these tell
        nothing.
    schedule
        "constant", or "cosine": up over the first half epoch, then down to a hundredth over the run.
    plateau_patience, early_stopping_patience
        Epochs without a better `monitor` until the rate is multiplied by `plateau_factor`, and until training stops; 0
        switches either off.
    keep
        Which weights are kept: the best by `monitor`, or the last.
    validation_share
        Share of the patients of each class that is held out; 0 trains on all, and leaves nothing to measure on.
    mix_up
        Images are blended in pairs with their labels, by a share from Beta(mix_up, mix_up) (Zhang et al., mixup, ICLR
        2018); 0 blends none.
    weight_averaging
        The kept weights are the running mean of all, with this momentum (Polyak and Juditsky, SIAM J. Control and
        Optimization 30, 1992); 0 keeps the weights as they stand.
    auxiliary
        "pathogen": while training, a second head tells normal, bacterial and viral apart by what the file names say;
        the kept network does not have it.
    teacher
        A model file whose answers, on the images as they are changed, are mixed into the labels by `teacher_share`
        (Hinton et al., Distilling the Knowledge in a Neural Network, 2015); empty for none.
    precision
        Of the arithmetic while training; the kept network is float32 whatever it was.
    devices
        "one", or "all": each batch is shared among all GPUs of the machine (`tf.distribute.MirroredStrategy`).
    """

    optimiser: Literal["adam", "adamw", "sgd"] = "adam"
    learning_rate: Annotated[float, Field(gt=0.0)] = 1e-3
    weight_decay: NotNegative = 0.0
    schedule: Literal["constant", "cosine"] = "constant"
    batch_size: Annotated[int, Field(ge=1)] = 32
    epochs: Annotated[int, Field(ge=1)] = 20
    steps_per_epoch: Annotated[int, Field(ge=0)] = 0
    class_weights: Literal["balanced", "acquisition", "none"] | tuple[NotNegative, NotNegative] = "balanced"
    label_smoothing: Annotated[float, Field(ge=0.0, lt=1.0)] = 0.0
    mix_up: NotNegative = 0.0
    weight_averaging: Annotated[float, Field(ge=0.0, lt=1.0)] = 0.0
    auxiliary: Literal["none", "pathogen"] = "none"
    teacher: str = ""
    teacher_share: Share = 0.0
    monitor: Literal["validation_auc", "validation_loss"] = "validation_auc"
    early_stopping_patience: Annotated[int, Field(ge=0)] = 0
    plateau_patience: Annotated[int, Field(ge=0)] = 0
    plateau_factor: Annotated[float, Field(gt=0.0, lt=1.0)] = 0.3
    keep: Literal["best", "last"] = "best"
    validation_share: Annotated[float, Field(ge=0.0, lt=1.0)] = 0.1
    precision: Literal["float32", "mixed_bfloat16", "mixed_float16"] = "float32"
    devices: Literal["one", "all"] = "one"
    seed: Annotated[int, Field(ge=0)] = 1

    @model_validator(mode="after")
    def _one_hand_on_the_rate(self) -> Self:
        if self.schedule == "cosine" and self.plateau_patience:
            raise ValueError("a cosine schedule and a plateau cannot both move the rate: set plateau_patience = 0")
        return self

    @model_validator(mode="after")
    def _mean_of_all(self) -> Self:
        if self.weight_averaging and self.keep == "best":
            raise ValueError('weight_averaging keeps the mean of all weights: set keep = "last"')
        return self

    @model_validator(mode="after")
    def _nothing_to_watch(self) -> Self:
        watching = self.keep == "best" or self.plateau_patience or self.early_stopping_patience
        if not self.validation_share and watching:
            raise ValueError(
                'with validation_share = 0 no images are left to watch: set keep = "last", plateau_patience = 0 and '
                "early_stopping_patience = 0"
            )
        return self


class Dataset(_Frozen):
    """What the card says of the images; it is for the user who trains to keep it true."""

    title: str = "Not stated"
    attribution: str = "Not stated"
    licence: str = "Not stated"
    population: str = "Not stated"
    patient_age_years: tuple[NotNegative, NotNegative] | None = None
    """Youngest and oldest; None where it is not known."""


class Card(_Frozen):
    """What the card says of the model beyond what is measured."""

    model_id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.+_-]*$")]
    model_version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")] = "0.1.0"
    title: str
    summary: str
    intended_use: str = "Research and teaching. Not for diagnosis."
    limitations: Annotated[tuple[str, ...], Field(min_length=1)] = ("Not examined on images from elsewhere.",)
    licence: str = "Not stated"
    operating_points_on: Literal["held-out", "stressed"] = "held-out"
    """Choose thresholds on the held-out images as they are, or on their stressed copies too."""


class Recipe(_Frozen):
    """Everything that decides what a training run makes."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    input: Input
    network: Network
    weights: Weights = Weights()
    training: TrainingSettings = TrainingSettings()
    augmentation: Augmentation = Augmentation()
    dataset: Dataset = Dataset()
    card: Card


def recipe_names() -> list[str]:
    """Return the names of the recipes that come with the program."""
    folder = resources.files("converter") / "recipes"
    return sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


def load_recipe(name_or_file: str, overrides: list[str] | None = None) -> Recipe:
    """Read a recipe by its name or from a file.

    Parameters
    ----------
    name_or_file
        One of `recipe_names`, or the path of a TOML file.
    overrides
        Items of the form ``section.key=value``; the value is read as TOML, or as text where it is none.

    Raises
    ------
    RecipeError
        Unknown name, no TOML, or a field that does not fit.
    """
    try:
        fields = tomllib.loads(_recipe_text(name_or_file))
    except tomllib.TOMLDecodeError as error:
        raise RecipeError(f"The recipe is not readable as TOML: {error}.") from error
    return parse_recipe(fields, overrides)


def parse_recipe(fields: dict[str, Any], overrides: list[str] | None = None) -> Recipe:
    """Check the fields of a recipe, after changing some.

    Parameters
    ----------
    fields
        As they stand in the file; changed in place.
    overrides
        As for `load_recipe`.

    Raises
    ------
    RecipeError
        A field is missing, unknown or does not fit.
    """
    for item in overrides or []:
        _override(fields, item)
    try:
        return Recipe.model_validate(fields)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in problem["loc"])
        raise RecipeError(f"The recipe cannot be used: {place}: {problem['msg']}.") from error


def _recipe_text(name_or_file: str) -> str:
    if name_or_file in recipe_names():
        return (resources.files("converter") / "recipes" / f"{name_or_file}.toml").read_text(encoding="utf-8")
    file = Path(name_or_file)
    if not file.is_file():
        raise RecipeError(f"There is no recipe of that name and no such file. Known recipes: {_listed()}.")
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RecipeError("The recipe file cannot be read as text.") from error


def _listed() -> str:
    return ", ".join(recipe_names())


def _override(fields: dict[str, Any], item: str) -> None:
    key, equals, text = item.partition("=")
    if not equals or not key:
        raise RecipeError("Each --set needs the form section.key=value, for instance training.epochs=5.")
    *sections, field = key.strip().split(".")
    place = fields
    for section in sections:
        place = place.setdefault(section, {})
        if not isinstance(place, dict):
            raise RecipeError(f"The recipe has no section '{section}'.")
    place[field] = _value_of(text.strip())


def _value_of(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def to_toml(value: Any) -> str:
    """Write a text, number, truth value or list: JSON writes these as TOML does."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
