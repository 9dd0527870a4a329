"""A validation that predicts shift: who is held out and why, and the figures of the report."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from sklearn.metrics import roc_auc_score, roc_curve

from converter.cli import main
from converter.datasets.acquisition import SIDE_PX, acquisition_features
from converter.datasets.manifest import given_split
from converter.datasets.series import SERIES, number_of, series_of
from converter.experiments.shift.figures import Curve, once, patient_draws
from converter.experiments.shift.groups import (
    AGAINST_THE_GRAIN,
    LEFT_OUT,
    LOWEST_NUMBERS,
    RANDOM,
    TRAINS,
    Pictures,
    by_series,
    mixed,
)
from converter.experiments.shift.shortcut import acquisition_groups, measure_shortcut

if TYPE_CHECKING:
    from pathlib import Path

_OF_EACH_SERIES = 40
NAMES = {
    "IM": "IM-{:04d}-0001",
    "NORMAL2-IM": "NORMAL2-IM-{:04d}-0001",
    "bacteria": "person{}_bacteria_1",
    "virus": "person{}_virus_1",
}


def write_set(root: Path) -> Path:
    """Write 40 pictures of each naming series; normals have black sides, as tight collimation leaves them."""
    generator = np.random.default_rng(4)
    for offset, (series, name) in enumerate(NAMES.items()):
        folder = root / ("NORMAL" if series.endswith("IM") else "PNEUMONIA")
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(_OF_EACH_SERIES):
            picture = cv2.resize(generator.uniform(40, 200, (6, 6)), (48, 48)) + generator.normal(0, 4, (48, 48))
            if series.endswith("IM") and number % 10:
                picture[:, :6] = picture[:, -6:] = 0.0
            if not series.endswith("IM"):
                picture[16:30, 10:24] += 40.0
            stem = name.format(100 * offset + number + 1)
            cv2.imwrite(str(folder / f"{stem}.png"), np.clip(picture, 0, 255).astype(np.uint8))
    return root


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A labelled folder, and its plan."""
    folder = tmp_path_factory.mktemp("shift")
    data = write_set(folder / "data")
    assert main(["shift", "plan", f"--data={data}", f"--output={folder / 'plan'}"]) == 0
    return data, folder / "plan"


def rows_of(file: Path) -> list[dict[str, str]]:
    """Read a CSV file."""
    with file.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize(
    ("stem", "series", "number"),
    [
        ("IM-0115-0001", "IM", 115),
        ("IM-0429-0001-0002", "IM", 429),
        ("NORMAL2-IM-0927-0001", "NORMAL2-IM", 927),
        ("person12_bacteria_47", "bacteria", 12),
        ("person447_virus_921_1", "virus", 447),
        ("holiday", "", None),
        ("person12_fungus_3", "", None),
    ],
)
def test_a_name_tells_its_series_and_number(stem: str, series: str, number: int | None) -> None:
    assert series_of(stem) == series
    assert number_of(stem) == number


def test_the_same_images_give_the_same_plan(planned: tuple[Path, Path], tmp_path: Path) -> None:
    data, plan = planned
    assert main(["shift", "plan", f"--data={data}", f"--output={tmp_path}"]) == 0
    names = sorted(file.name for file in plan.iterdir())
    assert names == sorted(file.name for file in tmp_path.iterdir())
    assert {"mixed.csv", "series-1.csv", "series-2.csv", "images.csv", "plan.json"} <= set(names)
    for name in names:
        assert (plan / name).read_bytes() == (tmp_path / name).read_bytes()


def test_the_manifests_train_nobody_that_they_hold_out(planned: tuple[Path, Path]) -> None:
    _data, plan = planned
    for name in ("mixed", "series-1", "series-2"):
        split = given_split(plan / f"{name}.csv")  # refuses a patient or bytes on both sides
        assert split is not None
        assert {file.label for file, held in zip(split.files, split.held_out, strict=True) if held} == {0, 1}


def test_a_series_that_is_held_out_does_not_train(planned: tuple[Path, Path]) -> None:
    _data, plan = planned
    rows = rows_of(plan / "series-1.csv")
    series = {(row["part"], series_of(row["file"].rpartition("/")[2])) for row in rows}
    assert series == {("train", "IM"), ("train", "bacteria"), ("held-out", "NORMAL2-IM"), ("held-out", "virus")}


def test_the_plan_tells_how_far_the_classes_differ_by_acquisition(planned: tuple[Path, Path]) -> None:
    shortcut = json.loads((planned[1] / "plan.json").read_text())["bait"]
    assert shortcut["frame alone"]["value"] > 0.9
    assert shortcut["frame alone"]["low"] <= shortcut["frame alone"]["value"] <= shortcut["frame alone"]["high"]


def _pictures(count: int = 50) -> Pictures:
    stems = [name.format(number + 1) for name in NAMES.values() for number in range(count)]
    labels = np.repeat([0, 0, 1, 1], count)
    scores = np.random.default_rng(0).uniform(0.0, 0.4, 4 * count) + 0.6 * labels
    persons = np.arange(4 * count)
    return Pictures(stems, labels, persons, scores, ["A"] * len(stems))


def test_against_the_grain_are_those_whose_acquisition_looks_like_the_other_class() -> None:
    pictures = _pictures()
    groups = np.array(mixed(pictures))
    left = (groups == TRAINS) | (groups == LOWEST_NUMBERS)
    for label, sign in ((0, -1.0), (1, 1.0)):
        own = pictures.labels == label
        chosen = sign * pictures.scores[own & (groups == AGAINST_THE_GRAIN)]
        assert len(chosen) == 8
        assert chosen.max() < (sign * pictures.scores[own & left]).min()
        assert (own & (groups == RANDOM)).sum() == 8


def test_the_lowest_numbers_of_each_series_are_those_left_with_lower_numbers_than_all_that_train() -> None:
    pictures = _pictures()
    groups = np.array(mixed(pictures))
    numbers = np.array([number_of(stem) for stem in pictures.stems])
    for series in SERIES:
        own = np.array(pictures.series) == series
        assert (own & (groups == LOWEST_NUMBERS)).sum() == 4
        assert numbers[own & (groups == LOWEST_NUMBERS)].max() < numbers[own & (groups == TRAINS)].min()


def test_a_number_that_trains_is_not_tested_on_in_another_series() -> None:
    pictures = _pictures()
    sides = by_series(pictures, ("NORMAL2-IM", "virus"), "series-1")
    # Every number occurs in all series here, so nobody is left to be held out.
    assert set(sides) == {TRAINS, LEFT_OUT}
    renumbered = Pictures(
        [stem if number < 50 else stem.replace("IM-00", "IM-77") for number, stem in enumerate(pictures.stems)],
        *(pictures.labels, pictures.persons, pictures.scores, pictures.kinds),
    )
    sides = by_series(renumbered, ("NORMAL2-IM", "virus"), "series-1")
    assert sides[50:100] == ["series-1"] * 50
    assert sides[150:] == [LEFT_OUT] * 50


def test_the_middle_of_a_picture_does_not_change_what_is_measured_of_its_frame() -> None:
    picture = cv2.resize(np.random.default_rng(1).uniform(40, 210, (9, 9)).astype(np.float32), (SIDE_PX, SIDE_PX))
    changed = picture.copy()
    changed[90:130, 90:130] = 250.0
    before, after = acquisition_features(picture), acquisition_features(changed)
    sides = [name for name in before if name.startswith(("left", "right", "top", "bottom", "upper", "lower"))]
    assert len(sides) == 24
    assert all(before[name] == pytest.approx(after[name]) for name in sides)
    assert before["white share"] < after["white share"]


def test_blur_noise_and_jpeg_show_in_what_is_measured() -> None:
    generator = np.random.default_rng(2)
    picture = np.clip(cv2.resize(generator.uniform(60, 190, (20, 20)), (SIDE_PX, SIDE_PX)), 0, 255).astype(np.float32)
    grainy = picture + generator.normal(0, 6, picture.shape).astype(np.float32)
    _, file = cv2.imencode(".jpg", grainy.astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 5])
    blocks = cv2.imdecode(file, cv2.IMREAD_GRAYSCALE).astype(np.float32)
    features = {name: acquisition_features(one) for name, one in {"": picture, "grain": grainy, "jpeg": blocks}.items()}
    assert features["grain"]["grain of the frame"] > features[""]["grain of the frame"]
    assert features["grain"]["finest detail"] > features[""]["finest detail"]
    assert features["jpeg"]["blockiness"] > 1.5 * features["grain"]["blockiness"]


def test_kinds_of_acquisition_are_found_and_named_by_their_size() -> None:
    generator = np.random.default_rng(3)
    centres = np.repeat([[0.0, 0.0], [20.0, 0.0], [0.0, 20.0]], (60, 40, 20), axis=0)
    kinds = acquisition_groups(centres + generator.normal(size=(120, 2)))
    assert kinds == ["A"] * 60 + ["B"] * 40 + ["C"] * 20


def test_acquisition_that_tells_nothing_is_no_bait() -> None:
    generator = np.random.default_rng(5)
    labels = np.arange(400) % 2
    values = generator.normal(size=(400, 2))
    values[:, 1] += 3.0 * labels
    shortcut = measure_shortcut(["left mean", "finest detail"], values, labels, np.arange(400))
    assert shortcut.auc["frame alone"].low < 0.5 < shortcut.auc["frame alone"].high
    assert shortcut.auc["all figures"].low > 0.95


def test_figures_agree_with_scikit_learn() -> None:
    generator = np.random.default_rng(7)
    labels = generator.integers(0, 2, 300)
    scores = np.round(generator.normal(size=300) + labels, 1)  # with ties
    curve = once(labels, scores)
    alarms, found, thresholds = roc_curve(labels, scores, drop_intermediate=False)
    first = int(np.argmax(found >= 0.97))
    assert curve.auc()[0] == pytest.approx(roc_auc_score(labels, scores))
    assert curve.specificity()[0] == pytest.approx(1.0 - alarms[first])
    assert curve.threshold()[0] == thresholds[first]


def test_a_draw_is_the_figure_of_the_images_that_it_repeats() -> None:
    generator = np.random.default_rng(8)
    labels, patients = generator.integers(0, 2, 120), np.arange(120) // 3
    scores = generator.normal(size=120) + labels
    weights = patient_draws(patients, labels, draws=5)
    curves = Curve.of(labels, scores, weights)
    for draw, times in enumerate(weights.astype(int)):
        repeated = np.repeat(np.arange(120), times)
        alone = once(labels[repeated], scores[repeated])
        assert curves.auc()[draw] == pytest.approx(alone.auc()[0])
        assert curves.specificity()[draw] == pytest.approx(alone.specificity()[0])
        assert len({tuple(own) for own in times.reshape(40, 3).tolist()} - {(n, n, n) for n in range(9)}) == 0


def test_a_plan_of_too_few_patients_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = write_set(tmp_path / "data")
    for file in list((data / "NORMAL").iterdir())[3:]:
        file.unlink()
    assert main(["shift", "plan", f"--data={data}", f"--output={tmp_path / 'plan'}"]) == 1
    assert "3 separate patients" in capsys.readouterr().err
