"""All figures of a model's heat map: on drawn chests, and on real radiographs that did not train it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from converter.datasets.lungs import lung_masks
from converter.evaluation.calibration import logit
from converter.evaluation.heatmaps import insertion_deletion
from converter.evaluation.heatmaps.attribution import place_on_pictures
from converter.evaluation.heatmaps.averages import mean_of, share_of
from converter.evaluation.heatmaps.inserted_opacity import insert_opacities
from converter.evaluation.heatmaps.occlusion import WAYS, log_odds_drops
from converter.evaluation.heatmaps.phantoms import draw_phantoms
from converter.evaluation.heatmaps.pointing_game import pointing_game
from xray_desktop.findings.finding import at_or_above

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from converter.console import Console
    from converter.datasets.decode import ImageSet
    from converter.evaluation.heatmaps.pointing_game import PointingGame
    from converter.onnx_model import OnnxModel, Scores
    from xray_desktop.model_file.figure import Figure

    Pictures = NDArray[np.float32]

_SEED = 5
ORDERS = ("heat map", "random map", "middle map")
"""In which order the curves take the pixels."""
TESTS = ("deletion", "insertion", "transplant")
"""The curves of `converter.evaluation.heatmaps.insertion_deletion`."""


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """Pictures with what is drawn on them.

    Attributes
    ----------
    pictures, placed
        What the model saw, 0 to 255, and the heat map placed on it, 0 to 1; shape ``[n, rows, columns]``, float32.
    targets, lungs
        Masks of the same shape, bool; no target where none is known.
    probabilities
        Of the positive class, shape ``[n]``, float64, 0 to 1.
    """

    pictures: Pictures
    placed: Pictures
    targets: NDArray[np.bool_]
    lungs: NDArray[np.bool_]
    probabilities: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Tested:
    """What one test gave.

    Attributes
    ----------
    figures
        By name; only what could be measured.
    images, patients
        How many went in.
    shown
        For the sheet of pictures.
    curves
        Mean curves by name, of the deletion and insertion test.
    """

    figures: dict[str, Figure]
    images: int
    patients: int
    shown: Shown
    curves: dict[str, NDArray[np.float64]]


def on_phantoms(model: OnnxModel, count: int, console: Console) -> Tested:
    """Play the pointing game on drawn chests with an opacity at a known place, and on the same chests without."""
    with console.counting("drawing chests", count) as done:
        drawn = draw_phantoms(count, model.spec, done)
    ill, well, people = model.score(drawn.ill[..., None]), model.score(drawn.well[..., None]), np.arange(count)
    placed = place_on_pictures(ill.heatmaps, *drawn.ill.shape[1:])
    game = pointing_game(placed, drawn.targets, drawn.lungs, model.cells)
    figures = _pointing_game_figures("phantom", model, game, ill, well, people)
    return Tested(figures, count, count, Shown(drawn.ill, placed, drawn.targets, drawn.lungs, ill.probabilities), {})


def on_inserted_opacities(model: OnnxModel, images: ImageSet, most: int) -> Tested:
    """Play the pointing game on real healthy chests into which an opacity was put."""
    chosen = _choose(np.flatnonzero(images.labels == 0), most)
    before, people = images.batch(chosen)[..., 0], images.patients[chosen]
    inserted = insert_opacities(before)
    ill, well = model.score(inserted.pictures[..., None]), model.score(before[..., None])
    placed = place_on_pictures(ill.heatmaps, *before.shape[1:])
    game = pointing_game(placed, inserted.targets, inserted.lungs, model.cells)
    risen = np.maximum(ill.heatmaps - well.heatmaps, 0.0)
    difference = pointing_game(
        place_on_pictures(risen, *before.shape[1:]), inserted.targets, inserted.lungs, model.cells
    )
    figures = _pointing_game_figures("inserted", model, game, ill, well, people)
    figures["inserted: maximum of the difference inside"] = share_of(difference.inside, people)
    shown = Shown(inserted.pictures, placed, inserted.targets, inserted.lungs, ill.probabilities)
    return Tested(figures, len(chosen), len(np.unique(people)), shown, {})


def on_ill(model: OnnxModel, images: ImageSet, most: int, console: Console) -> Tested:
    """Ask of real ill chests that the model finds: heat outside the lungs, occlusion, deletion and insertion.

    Pictures that it misses are left out: nothing speaks for an answer that was not given.
    """
    chosen = _choose(np.flatnonzero(images.labels == 1), most)
    pictures, people = images.batch(chosen)[..., 0], images.patients[chosen]
    scores = model.score(pictures[..., None])
    found = at_or_above(scores.probabilities, model.threshold()) & (scores.heatmaps.max(axis=(1, 2)) > 0.0)
    masks = lung_masks(pictures)
    placed = place_on_pictures(scores.heatmaps, *pictures.shape[1:])
    figures: dict[str, Figure] = {"ill: found, with a map that is not blank": share_of(found, people)}
    drawn: dict[str, NDArray[np.float64]] = {}
    if found.any():
        of_found, heat, people_found = pictures[found], placed[found], people[found]
        figures |= _outside(heat, masks[found], people_found)
        figures |= _occlusion(model, of_found, heat, logit(scores.probabilities[found]), people_found)
        healthy = images.batch(_choose(np.flatnonzero(images.labels == 0), most))[..., 0]
        drawn, measured = _curves(model, of_found, heat, healthy, people_found, console)
        figures |= measured
    shown = Shown(pictures, placed, np.zeros_like(masks), masks, scores.probabilities)
    return Tested(figures, len(pictures), len(np.unique(people)), shown, drawn)


def _choose(positions: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    drawn = np.random.default_rng(_SEED).permutation(positions)[:most]
    return np.sort(drawn)


def _pointing_game_figures(
    name: str, model: OnnxModel, game: PointingGame, ill: Scores, well: Scores, people: NDArray[Any]
) -> dict[str, Figure]:
    called = at_or_above(ill.probabilities, model.threshold())
    rise = logit(ill.probabilities) - logit(well.probabilities)
    figures = {
        "called positive with opacity": share_of(called, people),
        "called positive without": share_of(at_or_above(well.probabilities, model.threshold()), people),
        "rise of the log-odds": mean_of(rise, people),
        "probability rises": share_of(rise > 0.0, people),
        **game.figures(np.ones(len(people), np.bool_), people),
    }
    of_called = game.figures(called, people)
    figures |= {f"{what}, called positive": figure for what, figure in of_called.items() if "chance" not in what}
    return {f"{name}: {what}": figure for what, figure in figures.items()}


def _outside(placed: Pictures, lungs: NDArray[np.bool_], people: NDArray[Any]) -> dict[str, Figure]:
    highest = placed.reshape(len(placed), -1).argmax(axis=1)
    within = lungs.reshape(len(lungs), -1)[np.arange(len(placed)), highest]
    share = heat_outside(placed, lungs)
    return {
        "ill: heat outside the lungs": mean_of(share, people),
        "ill: outside the lungs of an even map": mean_of((~lungs).mean(axis=(1, 2)), people),
        "ill: maximum within the lungs": share_of(within, people),
    }


def heat_outside(placed: Pictures, lungs: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the share of each map's sum that lies outside the masks.

    Parameters
    ----------
    placed
        Shape ``[N, rows, columns]``, float32, zero or more; no map is blank.
    lungs
        Of the same shape, bool.

    Returns
    -------
    ndarray
        Shape ``[N]``, float64, 0 to 1.
    """
    outside = (placed * ~lungs).sum(axis=(1, 2), dtype=np.float64)
    return np.asarray(outside / placed.sum(axis=(1, 2), dtype=np.float64), np.float64)


def _occlusion(
    model: OnnxModel, pictures: Pictures, placed: Pictures, log_odds: NDArray[np.float64], people: NDArray[Any]
) -> dict[str, Figure]:
    figures = {}
    for way in WAYS:
        hottest, elsewhere = log_odds_drops(model, pictures, placed, log_odds, way)
        figures[f"ill: log-odds lost, hottest place {way}"] = mean_of(hottest, people)
        figures[f"ill: log-odds lost, elsewhere in the lungs {way}"] = mean_of(elsewhere, people)
        figures[f"ill: log-odds lost, hottest less elsewhere, {way}"] = mean_of(hottest - elsewhere, people)
    return figures


def _curves(
    model: OnnxModel, pictures: Pictures, placed: Pictures, healthy: Pictures, people: NDArray[Any], console: Console
) -> tuple[dict[str, NDArray[np.float64]], dict[str, Figure]]:
    def judge(copies: Pictures) -> NDArray[np.float64]:
        return model.probabilities(copies[..., None])

    rows, columns = pictures.shape[1:]
    middle = insertion_deletion.middle_map(rows, columns)
    gathered: dict[str, list[NDArray[np.float64]]] = {}
    with console.counting("deletion and insertion", len(pictures)) as done:
        for number, (picture, heat) in enumerate(zip(pictures, placed, strict=True)):
            orders = (heat, insertion_deletion.random_map(number, model.cells, rows, columns), middle)
            for name, order in zip(ORDERS, orders, strict=True):
                drawn = (
                    insertion_deletion.deletion(judge, picture, order),
                    insertion_deletion.insertion(judge, picture, order),
                    insertion_deletion.transplant(judge, picture, order, healthy[number % len(healthy)]),
                )
                for test, curve in zip(TESTS, drawn, strict=True):
                    gathered.setdefault(f"{test}, {name}", []).append(curve)
            done()
    areas = {
        name: np.array([insertion_deletion.area_under(curve) for curve in drawn]) for name, drawn in gathered.items()
    }
    figures = {f"ill: {name}: area": mean_of(area, people) for name, area in areas.items()}
    figures["ill: probability of the even grey"] = mean_of(_ends(gathered, TESTS[0], -1), people)
    figures["ill: probability of the blurred picture"] = mean_of(_ends(gathered, TESTS[1], 0), people)
    figures["ill: probability of the healthy picture"] = mean_of(_ends(gathered, TESTS[2], 0), people)
    for test in TESTS:
        for other in ORDERS[1:]:
            difference = areas[f"{test}, {ORDERS[0]}"] - areas[f"{test}, {other}"]
            figures[f"ill: {test}, {ORDERS[0]} less {other}"] = mean_of(difference, people)
    return {name: np.mean(drawn, axis=0) for name, drawn in gathered.items()}, figures


def _ends(gathered: dict[str, list[NDArray[np.float64]]], test: str, place: int) -> NDArray[np.float64]:
    return np.array([curve[place] for curve in gathered[f"{test}, {ORDERS[0]}"]])
