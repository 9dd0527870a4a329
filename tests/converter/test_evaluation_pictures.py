"""Pictures show what was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from matplotlib.image import AxesImage
from matplotlib.text import Text

from converter.errors import ExportError
from converter.evaluation.curves import draw_history, draw_precision_recall, draw_reliability, draw_roc
from converter.evaluation.examples import OUTCOMES, PER_OUTCOME, Source, examples_of, explain, of_outcome, random_sample
from converter.evaluation.history import read_history
from converter.evaluation.metrics import measure
from converter.evaluation.optimal import youden
from converter.evaluation.pictures import BLUE, GREEN, VERMILION, draw_confusion, png
from converter.evaluation.scored import Scored
from converter.evaluation.sheets import draw_gradcam, draw_samples
from tests.converter.test_evaluation_metrics import NAMES, scores
from xray_desktop.imaging.geometry import AspectPolicy, plan_geometry
from xray_desktop.imaging.heatmap.render import blend, normalise, place_heatmap
from xray_desktop.imaging.heatmap.style import ColourMap

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.figure import Figure as Picture

SIDE = 32


def scored(count: int = 60, threshold: float = 0.5) -> Scored:
    """Draw a set with all four outcomes."""
    labels, probabilities, patients = scores(count, seed=29)
    files = [f"{NAMES[label]}/{number}.png" for number, label in enumerate(labels)]
    return Scored(labels, probabilities, patients, threshold, NAMES, files)


def source(of: Scored, *, blank: bool = False) -> Source:
    """Draw images, and heat maps that are brightest where the image is, or blank."""
    generator = np.random.default_rng(5)
    images = generator.uniform(20, 230, (len(of.labels), SIDE, SIDE, 1)).astype(np.float16)

    def heatmaps(chosen: np.ndarray) -> np.ndarray:
        small = np.stack([cv2.resize(image[..., 0].astype(np.float32), (4, 4)) for image in chosen])
        return np.zeros_like(small) if blank else small

    return Source(images, heatmaps)


def _drawn(picture: Picture) -> np.ndarray:
    decoded = cv2.imdecode(np.frombuffer(png(picture), np.uint8), cv2.IMREAD_COLOR)
    assert decoded.std() > 8, "the picture is blank"
    return decoded


def _pixels_of(drawn: np.ndarray, colour: str) -> int:
    wanted = np.array([int(colour[start : start + 2], 16) for start in (5, 3, 1)])
    return int((np.abs(drawn.astype(int) - wanted).max(axis=-1) < 12).sum())


def _texts(picture: Picture) -> str:
    return "\n".join(text.get_text() for text in picture.findobj(Text))


def _figures(of: Scored) -> dict:
    return measure(of.labels, of.probabilities, of.patients, of.threshold, draws=50)


def test_the_roc_curve_shows_the_curve_the_chosen_and_the_optimal_point() -> None:
    example = scored(threshold=0.8)
    figures, optimal = _figures(example), youden(example)
    picture = draw_roc(example, figures, optimal, "A model")
    drawn = _drawn(picture)
    for colour in (BLUE, VERMILION, GREEN):
        assert _pixels_of(drawn, colour) > 100
    texts = _texts(picture)
    assert "threshold 0.8000" in texts
    assert f"threshold {optimal.threshold:.4f}" in texts
    assert f"AUC {figures['auc'].value:.3f} ({figures['auc'].low:.3f} to {figures['auc'].high:.3f})" in texts
    assert "60 images of 20 patients: " in texts
    chosen = next(line for line in picture.axes[0].lines if line.get_marker() == "o")
    assert chosen.get_xdata()[0] == pytest.approx(1 - figures["specificity"].value)
    assert chosen.get_ydata()[0] == pytest.approx(figures["sensitivity"].value)


def test_precision_and_recall_end_at_the_share_of_positives() -> None:
    example = scored()
    picture = draw_precision_recall(example, _figures(example), "A model")
    assert _pixels_of(_drawn(picture), BLUE) > 100
    curve = next(line for line in picture.axes[0].lines if line.get_drawstyle() == "steps-post")
    assert curve.get_xdata()[0] == 1.0
    assert curve.get_ydata()[0] == pytest.approx(example.labels.mean())


def test_without_a_call_there_is_a_curve_without_a_point() -> None:
    example = scored(threshold=1.0)
    picture = draw_precision_recall(example, _figures(example), "A model")
    assert _pixels_of(_drawn(picture), VERMILION) == 0


def test_the_reliability_diagram_counts_the_images_of_each_bin() -> None:
    example = scored()
    picture = draw_reliability(example, _figures(example), "A model")
    _drawn(picture)
    counts = [int(text.get_text()) for text in picture.axes[1].texts]
    assert counts == np.histogram(example.probabilities, np.linspace(0, 1, 11))[0].tolist()


def test_the_confusion_matrix_has_its_counts_and_shares() -> None:
    example = scored()
    picture = draw_confusion(example, "A model")
    _drawn(picture)
    texts = _texts(picture)
    (negative, alarms), _ = example.confusion.tolist()
    assert f"{negative / (negative + alarms):.1%} of {negative + alarms}" in texts
    assert {str(count) for count in example.confusion.ravel()} <= set(texts.split("\n"))


def test_a_class_without_images_is_said_in_the_confusion_matrix() -> None:
    example = Scored(np.ones(5, np.int64), np.linspace(0, 1, 5), np.arange(5), 0.5, NAMES)
    assert _texts(draw_confusion(example, "A model")).count("no images") == 2


def test_a_name_with_signs_of_mathematics_or_another_script_is_drawn() -> None:
    _drawn(draw_confusion(scored(), "price$_{x}$ 肺炎 " + "long " * 40))


def test_the_history_has_a_panel_for_each_kind_of_figure(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(
        "epoch,loss,validation_auc,validation_loss,learning_rate\n1,0.7,0.8,0.6,0.001\n2,0.5,0.9,0.5,0.0005\n"
    )
    history = read_history(log)
    np.testing.assert_array_equal(history["validation_auc"], [0.8, 0.9])
    picture = draw_history(history, "A run")
    assert _pixels_of(_drawn(picture), BLUE) > 100
    assert len(picture.axes) == 3
    assert {line.get_label() for line in picture.axes[0].lines} == {"loss", "validation loss"}


@pytest.mark.parametrize("text", [None, "", "epoch,loss\n", "something else", "epoch,loss\n1,\n"])
def test_a_log_with_nothing_in_it_is_no_history(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "log.csv").write_text(text)
    assert read_history(tmp_path / "log.csv") == {}


def test_every_image_has_one_outcome() -> None:
    example = scored()
    every = [of_outcome(example, outcome) for outcome in OUTCOMES]
    assert min(len(positions) for positions in every) > 0
    together = np.concatenate(every)
    assert sorted(together.tolist()) == list(range(60))
    false_positive = examples_of(example, "false positive")
    assert (example.labels[false_positive] == 0).all()
    worst = np.sort(example.probabilities[of_outcome(example, "false positive")])[::-1][:PER_OUTCOME]
    np.testing.assert_array_equal(example.probabilities[false_positive], worst)


def test_samples_are_drawn_at_random_and_say_right_or_wrong() -> None:
    example = scored()
    chosen = random_sample(example)
    assert len(set(chosen.tolist())) == 24
    picture = draw_samples(example, source(example), "A model")
    _drawn(picture)
    texts = _texts(picture)
    wrong = int((example.called[chosen] != example.labels[chosen]).sum())
    assert texts.count(", wrong") == wrong
    assert texts.count(", right") == 24 - wrong
    assert "24 of 60 images" in texts
    assert len(picture.findobj(AxesImage)) == 24


def test_heat_maps_are_laid_on_by_the_viewers_own_code() -> None:
    example = scored()
    explained = explain(example, source(example))
    assert not isinstance(explained, str)
    picture = draw_gradcam(example, explained, "A model")
    _drawn(picture)
    position = int(explained.positions["true positive"][0])
    geometry = plan_geometry(SIDE, SIDE, SIDE, SIDE, AspectPolicy.STRETCH)
    placed = place_heatmap(normalise(explained.heatmaps[position]), geometry, SIDE, SIDE)
    expected = blend(explained.images[position], placed, ColourMap.INFERNO, 0.5)
    shown = picture.axes[0].images[0].get_array()
    np.testing.assert_array_equal(shown[:, -SIDE:], expected)
    np.testing.assert_array_equal(shown[:, :SIDE, 0], explained.images[position])
    assert (expected[..., 0] != expected[..., 2]).any()


def test_a_blank_map_is_said_in_words_and_leaves_the_picture_alone() -> None:
    example = scored()
    explained = explain(example, source(example, blank=True))
    assert not isinstance(explained, str)
    picture = draw_gradcam(example, explained, "A model")
    shown = len(picture.findobj(AxesImage)) - 1  # the colour bar is an image in some versions
    assert _texts(picture).count("evidence to show") >= shown
    assert "No positive" in _texts(picture)
    array = picture.axes[0].images[0].get_array()
    np.testing.assert_array_equal(array[:, :SIDE], array[:, -SIDE:])


def test_an_outcome_without_images_is_said() -> None:
    labels = np.repeat([0, 1], 5)
    example = Scored(labels, np.where(labels == 1, 0.9, 0.1), np.arange(10), 0.5, NAMES)
    explained = explain(example, source(example))
    assert not isinstance(explained, str)
    texts = _texts(draw_gradcam(example, explained, "A model"))
    assert "There is no false positive." in texts
    assert "There is no false negative." in texts
    assert "true positive\n5 images" in texts


def test_a_network_without_heat_maps_is_said() -> None:
    def refuse(images: np.ndarray) -> np.ndarray:
        raise ExportError("The network has no feature maps.")

    example = scored()
    assert explain(example, Source(source(example).images, refuse)) == "The network has no feature maps."
