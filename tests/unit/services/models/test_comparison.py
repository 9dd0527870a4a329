"""Two models on one study, without a window."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from tests.support.studies import small_study
from tests.support.threads import no_thread_left
from tests.support.tiny_model import TinyNetwork, write_tiny_model
from xray_desktop.findings.agreement import Agreement
from xray_desktop.findings.finding import Threshold, judge
from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.scan.scan import ScannedFile
from xray_desktop.imaging.workers.pool import PooledReader
from xray_desktop.inference.session import ModelSession
from xray_desktop.services.cancellation import CancellationToken
from xray_desktop.services.models.comparison import COLUMNS, ComparedImage, Comparer, Comparison, export_comparison
from xray_desktop.services.scoring.analysis import Analysis

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LINE = Threshold(0.5, "balanced")


@pytest.fixture(scope="module")
def reader() -> Iterator[PooledReader]:
    with PooledReader() as opened:
        yield opened


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> tuple[ModelSession, ModelSession]:
    folder = tmp_path_factory.mktemp("models")
    dark = write_tiny_model(folder / "dark.onnx", TinyNetwork(gain=-20.0), model_id="tiny-dark")
    return ModelSession.open(write_tiny_model(folder / "tiny.onnx"), "cpu"), ModelSession.open(dark, "cpu")


def image(folder: Path, name: str, *probabilities: float | None) -> ComparedImage:
    first, second = (None if p is None else judge(p, LINE, "NORMAL", "PNEUMONIA") for p in probabilities)
    return ComparedImage(ImageKey(folder / name), name, first, second)


def starter(reader: PooledReader) -> Callable[..., Analysis]:
    return lambda model, on_result, token: Analysis(reader, model, on_result, token)


def test_two_models_over_real_files(tmp_path: Path, reader: PooledReader, models) -> None:
    files = [ScannedFile(path, path.name, None) for path in small_study(tmp_path / "study", 4)]
    steps: list[tuple[int, int]] = []
    comparer = Comparer(files, starter(reader), lambda done, of: steps.append((done, of)))
    with no_thread_left():
        comparison = comparer.compare((models[0], {}), (models[1], {}), CancellationToken())
    assert {one.key.path for one in comparison.images} == {file.path for file in files}
    assert comparison.counts == {Agreement.DISAGREE: 4}
    # The second is the first turned round.
    assert comparison.correlation == pytest.approx(-1.0, abs=1e-4)
    assert steps[-1] == (8, 8)
    differences = [abs(one.difference or 0.0) for one in comparison.images]
    assert differences == sorted(differences, reverse=True)


def test_known_answers_are_not_asked_for_again(tmp_path: Path, reader: PooledReader, models) -> None:
    files = [ScannedFile(path, path.name, None) for path in small_study(tmp_path / "study", 2)]
    ran: list[ModelSession] = []

    def start(model, on_result, token):
        ran.append(model)
        return Analysis(reader, model, on_result, token)

    known: dict = {}
    analysis = Analysis(reader, models[0], lambda result: known.update({result.key: result}), CancellationToken())
    analysis.add(files)
    analysis.close_input()
    analysis.future.result()
    Comparer(files, start, lambda *_: None).compare((models[0], known), (models[1], {}), CancellationToken())
    assert ran == [models[1]]


def test_a_stopped_comparison_says_so(tmp_path: Path, reader: PooledReader, models) -> None:
    files = [ScannedFile(path, path.name, None) for path in small_study(tmp_path / "study", 2)]
    token = CancellationToken()
    token.cancel()
    comparison = Comparer(files, starter(reader), lambda *_: None).compare((models[0], {}), (models[1], {}), token)
    assert comparison.cancelled
    assert comparison.counts == {None: 2}
    assert comparison.correlation is None


def test_a_model_that_never_varies_has_no_correlation(tmp_path: Path, models) -> None:
    images = tuple(image(tmp_path, str(number), 0.4, 0.1 * number) for number in range(5))
    assert Comparison(models[0].card, models[1].card, images).correlation is None


def test_the_table_as_a_file(tmp_path: Path, models) -> None:
    images = (image(tmp_path, "=apart.jpg", 0.9, 0.2), image(tmp_path, "half.jpg", 0.9, None))
    export_comparison(tmp_path / "out.csv", Comparison(models[0].card, models[1].card, images))
    with (tmp_path / "out.csv").open(newline="", encoding="utf-8") as stream:
        apart, half = csv.DictReader(stream)
    assert tuple(apart) == COLUMNS
    # A name must not run as a formula in a spreadsheet.
    assert apart["file"] == "'=apart.jpg"
    assert (apart["first_label"], apart["second_label"], apart["agreement"]) == ("PNEUMONIA", "NORMAL", "disagree")
    assert float(apart["difference"]) == pytest.approx(-0.7)
    assert (half["second_probability"], half["difference"], half["agreement"]) == ("", "", "")
