"""The model card, assembled from the recipe, the held-out scores and what was measured at export."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from sklearn.metrics import roc_auc_score

from converter.datasets.labelled import LABELS
from converter.errors import ExportError
from converter.evaluation.calibration import settled_temperature
from converter.evaluation.metrics import DRAWS, bootstrap, measure
from converter.evaluation.operating_points import BALANCED, choose_operating_points
from converter.networks.head import sigmoid
from converter.recipe import Dataset
from xray_desktop.imaging.heatmap import is_blank, normalise
from xray_desktop.imaging.phantom import Opacity, draw_chest
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

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from converter.evaluation.held_out import HeldOut
    from converter.export.source import ExportSource

    Run = Callable[[NDArray[np.float32]], tuple[NDArray[np.float32], NDArray[np.float32]]]

_CHOSEN_ON_THEM = "temperature and thresholds were chosen on these patients too"
_PHANTOM_SEEDS = range(1, 9)
_PHANTOM_SIDE = 512
_PHANTOM_OPACITY = Opacity(column=0.34, row=0.6, radius_columns=0.14, radius_rows=0.16)


def temperature_of(source: ExportSource) -> float:
    """Fit the calibration temperature on what the recipe chooses operating points on; 1 where nothing settles it."""
    held_out = source.held_out
    labels, logits = held_out.labels, held_out.logits
    if source.recipe.card.operating_points_on == "stressed":
        labels, logits, _ = held_out.pooled()
    return settled_temperature(logits, labels)


def known_answer(rows: int, columns: int, run: Run) -> KnownAnswer:
    """Let the network judge a drawn radiograph; a drawing with a blank map would test nothing of it.

    Parameters
    ----------
    rows, columns
        Of the network's input.
    run
        Gives probabilities ``[N]`` and heat maps ``[N, h, w]`` of images ``[N, rows, columns, 1]``.
    """
    for seed in _PHANTOM_SEEDS:
        picture = _drawing(seed, rows, columns)
        probability, heatmap = run(picture.astype(np.float32)[None, :, :, None])
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
    recipe, held_out = source.recipe, source.held_out
    points = _operating_points(source, temperature)
    threshold = next(point.threshold for point in points if point.name == BALANCED)
    probabilities = sigmoid(held_out.logits / temperature)
    figures = measure(held_out.labels, probabilities, held_out.patients, threshold)
    return ModelCard(
        **recipe.card.model_dump(exclude={"operating_points_on"}),
        labels=LABELS,
        input=InputContract(**recipe.input.model_dump(exclude={"intensity"})),
        heatmap=heatmap,
        operating_points=points,
        default_operating_point=BALANCED,
        calibration=Calibration(
            method="none" if temperature == 1.0 else "temperature",
            temperature=temperature,
            expected_calibration_error=figures["expected_calibration_error"],
        ),
        training=_training(source),
        validation=(
            _validation(source, f"{source.held_out_words}; {_CHOSEN_ON_THEM}", figures),
            _validation(
                source,
                f"the same images under {len(held_out.stressed)} changes",
                _stressed_figures(held_out, threshold, temperature),
            ),
        ),
        parity=parity,
        known_answer=answer,
        created_at=datetime.now(UTC).replace(microsecond=0),
    )


def _training(source: ExportSource) -> Training:
    dataset = source.recipe.dataset
    if not source.training_images:
        dataset = Dataset(title="Not known: the model was trained elsewhere")
    recipe = source.recipe.model_dump(mode="json")
    # The folders of the machine that it was trained on are nobody's business.
    recipe["weights"]["path"] = Path(recipe["weights"]["path"]).name
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


def _validation(source: ExportSource, split: str, figures: dict[str, Figure]) -> Validation:
    held_out = source.held_out
    return Validation(
        dataset=source.recipe.dataset.title if source.training_images else "The labelled folder given at export",
        split=split,
        images=len(held_out.labels),
        patients=len(np.unique(held_out.patients)),
        figures=figures,
    )


def _operating_points(source: ExportSource, temperature: float) -> tuple[OperatingPoint, ...]:
    held_out = source.held_out
    probabilities = sigmoid(held_out.logits / temperature)
    copies, chosen_on = probabilities[None], source.held_out_words
    if source.recipe.card.operating_points_on == "stressed":
        copies = np.concatenate([copies, sigmoid(held_out.stressed / temperature)])
        chosen_on += f", as they are and under {len(held_out.stressed)} changes"
    return choose_operating_points(held_out.labels, probabilities, copies, f"{chosen_on}; measured as they are")


def _stressed_figures(held_out: HeldOut, threshold: float, temperature: float) -> dict[str, Figure]:
    """Measure all stressed copies together, and the one on which specificity is lowest."""
    copies = len(held_out.stressed)
    probabilities = sigmoid(held_out.stressed / temperature)
    labels, patients = np.tile(held_out.labels, copies), np.tile(held_out.patients, copies)
    scores: dict[str, Any] = {
        "auc": lambda truth, score: float(roc_auc_score(truth, score)),
        "sensitivity": lambda truth, score: float((score[truth == 1] >= threshold).mean()),
        "specificity": lambda truth, score: float((score[truth == 0] < threshold).mean()),
    }
    together = {
        # Copies of an image are no further images.
        name: figure.model_copy(update={"n": len(held_out.labels)})
        for name, figure in bootstrap(scores, labels, probabilities.reshape(-1), patients, DRAWS).items()
    }
    cleared = (probabilities[:, held_out.labels == 0] < threshold).mean(axis=1)
    worst = int(np.argmin(cleared))
    specificity = {"specificity": scores["specificity"]}
    lowest = bootstrap(specificity, held_out.labels, probabilities[worst], held_out.patients, DRAWS)["specificity"]
    return together | {f"lowest specificity ({held_out.stress_names[worst]})": lowest}
