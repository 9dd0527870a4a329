"""The model card, assembled from the recipe, the held-out scores and what was measured at export."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from converter.datasets.labelled import LABELS
from converter.errors import ExportError
from converter.evaluation.calibration import reliability, settled_temperature, sigmoid
from converter.evaluation.metrics import DRAWS, bootstrap, measure
from converter.evaluation.operating_points import BALANCED, at_each_point, choose_operating_points
from converter.evaluation.quick_scores import roc_area
from converter.evaluation.shifted_figures import calibration_on, shifted_validation
from converter.evaluation.shifted_points import choose_on_shifted
from converter.recipe import Dataset
from xray_desktop.findings.finding import at_or_above
from xray_desktop.imaging.heatmap.render import is_blank, normalise
from xray_desktop.model_file.card import (
    Calibration,
    Figure,
    HeatmapContract,
    InputContract,
    KnownAnswer,
    ModelCard,
    OperatingPoint,
    Parity,
    Training,
    Validation,
)
from xray_desktop.model_file.checks import INPUT
from xray_desktop.phantom import Opacity, draw_chest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from converter.evaluation.held_out import HeldOut
    from converter.export.source import ExportSource
    from converter.onnx_model import OnnxModel

_CHOSEN_ON_THEM = "temperature and thresholds were chosen on these patients too"
_PHANTOM_SEEDS = range(1, 9)
_PHANTOM_SIDE = 512
_PHANTOM_OPACITY = Opacity(column=0.34, row=0.6, radius_columns=0.14, radius_rows=0.16)


def temperature_of(source: ExportSource) -> float:
    """Fit the calibration temperature on what operating points are chosen on; 1 where nothing settles it."""
    if source.shifted:
        return source.shifted.temperature()
    held_out = _held_out(source)
    labels, logits = held_out.labels, held_out.logits
    if source.recipe.card.operating_points_on == "stressed":
        labels, logits, _ = held_out.pooled()
    return settled_temperature(logits, labels)


def known_answer(network: OnnxModel) -> KnownAnswer:
    """Let the network score a drawn radiograph; a drawing with a blank map would test nothing of it."""
    rows, columns = network.inputs[INPUT][1:3]
    for seed in _PHANTOM_SEEDS:
        picture = _drawing(seed, rows, columns)
        probability, heatmap = network.score(picture[None, :, :, None])
        if not is_blank(heatmap[0]):
            break
    written, png = cv2.imencode(".png", picture)
    if not written:
        raise ExportError("The reference picture of the card cannot be written.")
    return KnownAnswer(
        image_png=base64.b64encode(png.tobytes()).decode("ascii"),
        probability=float(probability[0]),
        heatmap=tuple(float(round(value, 6)) for value in normalise(heatmap[0]).reshape(-1).tolist()),
    )


def _drawing(seed: int, rows: int, columns: int) -> NDArray[np.uint8]:
    drawn = draw_chest(seed, _PHANTOM_SIDE, _PHANTOM_SIDE, _PHANTOM_OPACITY).pixels
    resized = cv2.resize(drawn.astype(np.float32) * 255.0, (columns, rows), interpolation=cv2.INTER_AREA)
    return np.clip(np.rint(resized), 0, 255).astype(np.uint8)


def assemble_card(
    source: ExportSource,
    heatmap: HeatmapContract,
    temperature: float,
    parity: tuple[Parity, ...],
    answer: KnownAnswer,
) -> ModelCard:
    """Write down everything that is known of an exported network."""
    recipe = source.recipe
    points = _operating_points(source, temperature)
    return ModelCard(
        **recipe.card.model_dump(exclude={"operating_points_on"}),
        labels=LABELS,
        input=InputContract(
            # The rest of it is done inside the graph.
            **recipe.input.model_dump(include={"rows", "columns", "kernel", "aspect"}),
            patient_age_years=recipe.dataset.patient_age_years,
        ),
        heatmap=heatmap,
        operating_points=points,
        default_operating_point=BALANCED,
        calibration=_calibration(source, temperature),
        training=_training(source),
        validation=tuple(_validations(source, points, temperature)),
        parity=parity,
        known_answer=answer,
        derivation=source.steps,
        created_at=datetime.now(UTC).replace(microsecond=0),
    )


def _training(source: ExportSource) -> Training:
    dataset = source.recipe.dataset
    if not source.training_images:
        dataset = Dataset(title="Not known: the model was trained elsewhere")
    recipe = source.recipe.model_dump(mode="json")
    # The folders of the machine that it was trained on are nobody's business.
    for section, field in (("weights", "path"), ("training", "teacher")):
        recipe[section][field] = Path(recipe[section][field]).name
    return Training(
        dataset=dataset.title,
        attribution=dataset.attribution,
        data_licence=dataset.licence,
        population=dataset.population,
        images=source.training_images,
        patients=source.training_patients,
        recipe=recipe if source.origin is None else source.origin,
        manifest_sha256=source.manifest_sha256,
        seed=source.recipe.training.seed if source.origin is None else 0,
        versions=source.versions,
    )


def _calibration(source: ExportSource, temperature: float) -> Calibration:
    if source.shifted:
        return calibration_on(source.shifted, temperature)
    held_out = _held_out(source)
    after, before = (
        reliability(held_out.labels, sigmoid(held_out.logits / at), held_out.patients)["expected_calibration_error"]
        for at in (temperature, 1.0)
    )
    return Calibration(
        method="none" if temperature == 1.0 else "temperature",
        temperature=temperature,
        expected_calibration_error=after,
        expected_calibration_error_before=before,
        fitted_on=_chosen_on(source),
    )


def _held_out(source: ExportSource) -> HeldOut:
    if source.held_out is None:
        raise ExportError("There are no scores of images that the network has not seen.")
    return source.held_out


def _validations(source: ExportSource, points: tuple[OperatingPoint, ...], temperature: float) -> Iterator[Validation]:
    threshold = next(point.threshold for point in points if point.name == BALANCED)
    if source.shifted:
        probabilities = sigmoid(source.shifted.scores.logits / temperature)
        yield shifted_validation(source.shifted, probabilities, threshold, _dataset(source))
    held_out = source.held_out
    if held_out is None:
        return
    chosen = "" if source.shifted else f"; {_CHOSEN_ON_THEM}"
    probabilities = sigmoid(held_out.logits / temperature)
    figures = measure(held_out.labels, probabilities, held_out.patients, threshold)
    figures |= at_each_point(points, held_out.labels, probabilities)
    yield _validation(source, held_out, f"{source.held_out_description}{chosen}", figures)
    stressed = _stressed_figures(held_out, threshold, temperature)
    yield _validation(source, held_out, f"the same images under {len(held_out.stressed)} changes", stressed)


def _dataset(source: ExportSource) -> str:
    return source.recipe.dataset.title if source.training_images else "The labelled folder given at export"


def _validation(source: ExportSource, held_out: HeldOut, split: str, figures: dict[str, Figure]) -> Validation:
    return Validation(
        dataset=_dataset(source),
        split=split,
        images=len(held_out.labels),
        patients=len(np.unique(held_out.patients)),
        figures=figures,
    )


def _chosen_on(source: ExportSource) -> str:
    if source.recipe.card.operating_points_on == "stressed":
        changes = len(_held_out(source).stressed)
        return f"{source.held_out_description}, as they are and under {changes} changes"
    return source.held_out_description


def _operating_points(source: ExportSource, temperature: float) -> tuple[OperatingPoint, ...]:
    if source.shifted:
        return choose_on_shifted(source.shifted, temperature)
    held_out = _held_out(source)
    probabilities = sigmoid(held_out.logits / temperature)
    copies = probabilities[None]
    if source.recipe.card.operating_points_on == "stressed":
        copies = np.concatenate([copies, sigmoid(held_out.stressed / temperature)])
    return choose_operating_points(
        held_out.labels, probabilities, copies, f"{_chosen_on(source)}; measured as they are"
    )


def _stressed_figures(held_out: HeldOut, threshold: float, temperature: float) -> dict[str, Figure]:
    """Measure all stressed copies together, and the one on which specificity is lowest."""
    copies = len(held_out.stressed)
    probabilities = sigmoid(held_out.stressed / temperature)
    labels, patients = np.tile(held_out.labels, copies), np.tile(held_out.patients, copies)
    scores: dict[str, Any] = {
        "auc": roc_area,
        "sensitivity": lambda truth, score: float(at_or_above(score[truth == 1], threshold).mean()),
        "specificity": lambda truth, score: float((~at_or_above(score[truth == 0], threshold)).mean()),
    }
    together = {
        # Copies of an image are no further images.
        name: figure.model_copy(update={"n": len(held_out.labels)})
        for name, figure in bootstrap(scores, labels, probabilities.reshape(-1), patients, DRAWS).items()
    }
    cleared = (~at_or_above(probabilities[:, held_out.labels == 0], threshold)).mean(axis=1)
    worst = int(np.argmin(cleared))
    specificity = {"specificity": scores["specificity"]}
    lowest = bootstrap(specificity, held_out.labels, probabilities[worst], held_out.patients, DRAWS)["specificity"]
    return together | {f"lowest specificity ({held_out.stress_names[worst]})": lowest}
