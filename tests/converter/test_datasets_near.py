"""The same plate is found under other bytes; two children's plates are not taken for one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from converter.console import Console
from converter.datasets.labelled import find_labelled
from converter.datasets.near_duplicates import SIDE, find_near
from converter.datasets.survey import survey

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


def _encoded(grey: NDArray[np.uint8], quality: int) -> NDArray[np.uint8]:
    return np.asarray(cv2.imdecode(cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], 0), np.uint8)


def _gamma(grey: NDArray[np.uint8], power: float) -> NDArray[np.uint8]:
    return np.rint(255 * (grey / 255.0) ** power).astype(np.uint8)


CHANGES: dict[str, Callable[[NDArray[np.uint8]], NDArray[np.uint8]]] = {
    "JPEG quality 50": lambda grey: _encoded(grey, 50),
    "JPEG quality 10": lambda grey: _encoded(grey, 10),
    "half the size": lambda grey: np.asarray(cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)),
    "three times the size": lambda grey: np.asarray(cv2.resize(grey, None, fx=3, fy=3)),
    "another aspect": lambda grey: np.asarray(cv2.resize(grey, (300, 200))),
    "lower contrast": lambda grey: (0.6 * grey + 30).astype(np.uint8),
    "gamma 0.6": lambda grey: _gamma(grey, 0.6),
    "gamma 1.6": lambda grey: _gamma(grey, 1.6),
    "noise": lambda grey: np.clip(grey + np.random.default_rng(0).normal(0, 10, grey.shape), 0, 255).astype(np.uint8),
}


def _thumbnails(pictures: list[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    return np.stack([cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_AREA) for picture in pictures])


@pytest.mark.real_data
def test_what_is_done_to_plates_does_not_hide_them(real_data: Path) -> None:
    files = find_labelled(real_data / "chest_xray" / "train")[::70]
    plates = [cv2.imread(str(file.path), cv2.IMREAD_GRAYSCALE) for file in files]
    for name, change in CHANGES.items():
        pairs = find_near(_thumbnails([*plates, *(change(plate) for plate in plates)]))
        found = {(pair.first, pair.second) for pair in pairs}
        assert found == {(number, number + len(plates)) for number in range(len(plates))}, name


@pytest.mark.real_data
def test_native_plates_and_their_small_twins(real_data: Path, tmp_path: Path) -> None:
    (tmp_path / "native").symlink_to(real_data.resolve() / "native")
    for file in find_labelled(real_data / "native"):
        twin = tmp_path / "train" / file.relative
        twin.parent.mkdir(parents=True, exist_ok=True)
        twin.symlink_to(real_data.resolve() / "chest_xray" / "train" / file.relative)
    seen = survey(tmp_path, Console())
    named = {
        tuple(Path(seen.files[position].relative).name for position in (pair.first, pair.second))
        for pair in find_near(seen.thumbnails)
    }
    assert named == {(file.path.name, file.path.name) for file in find_labelled(real_data / "native")}


@pytest.mark.slow
@pytest.mark.real_data
def test_two_plates_are_never_taken_for_one(real_data: Path) -> None:
    seen = survey(real_data / "chest_xray", Console())
    pairs = find_near(seen.thumbnails)
    assert {seen.sha256[pair.first] == seen.sha256[pair.second] for pair in pairs} == {True}


def test_the_same_picture_twice_and_blank_ones() -> None:
    noise = np.random.default_rng(0).integers(0, 255, (3, SIDE, SIDE), np.uint8)
    blank = np.full((2, SIDE, SIDE), 80, np.uint8)
    (pair,) = find_near(np.concatenate([noise, noise[1:2], blank]))
    assert (pair.first, pair.second) == (1, 3)
    assert pair.correlation == pytest.approx(1.0, abs=2e-3)
    assert find_near(noise[:0]) == []


def test_pairs_across_blocks_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("converter.datasets.near_duplicates._ROWS_AT_A_TIME", 3)
    monkeypatch.setattr("converter.datasets.near_duplicates._PAIRS_AT_A_TIME", 2)
    noise = np.random.default_rng(0).integers(0, 255, (5, SIDE, SIDE), np.uint8)
    pairs = find_near(np.concatenate([noise, noise]))
    assert sorted((pair.first, pair.second) for pair in pairs) == [(number, number + 5) for number in range(5)]
