"""Every image that goes in comes back with an outcome, whatever happens on the way."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tests.support.broken_files import dicom_without_pixels, text, truncated_jpeg
from tests.support.dicom_files import write_dicom
from tests.support.studies import grey_8_bit, many_jpegs, multi_frame_dicom, small_picture, small_study, write_jpeg
from tests.support.threads import eventually, no_thread_left
from tests.support.tiny_model import write_tiny_model
from xray_desktop.errors import InferenceError
from xray_desktop.findings.finding import Threshold, judge
from xray_desktop.imaging.digest import file_sha256
from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.preprocess import preprocess
from xray_desktop.imaging.scan.scan import ScannedFile
from xray_desktop.imaging.workers.pool import PooledReader
from xray_desktop.inference.session import Interrupt, ModelOutput, ModelSession
from xray_desktop.services.cancellation import CancellationToken
from xray_desktop.services.scoring.analysis import UNEXPECTED, Analysis, usable_cores
from xray_desktop.study.result import ImageResult, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from xray_desktop.imaging.image import XrayImage


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> ModelSession:
    return ModelSession.open(write_tiny_model(tmp_path_factory.mktemp("model") / "tiny.onnx"), "cpu")


@pytest.fixture(scope="module")
def reader() -> Iterator[PooledReader]:
    with PooledReader(workers=1) as pooled:
        yield pooled


class HeldReader(PooledReader):
    """Reads as ever, but each picture only when it is let through."""

    def __init__(self) -> None:
        super().__init__(workers=1)
        self.gate = threading.Semaphore(0)
        self.asked: list[ImageKey] = []

    def read(self, path: Path, frame: int = 0) -> XrayImage:
        self.asked.append(ImageKey(path, frame))
        assert self.gate.acquire(timeout=30)
        return super().read(path, frame)


class HeldModel:
    """A model that is as slow as the test wants."""

    def __init__(self, model: ModelSession, *, on_cpu: bool = True) -> None:
        self._model = model
        self.on_cpu = on_cpu
        self.gate = threading.Semaphore(0)
        self.batches: list[int] = []
        self.interrupts: list[Interrupt | None] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    def run(self, tensor: np.ndarray, interrupt: Interrupt | None = None) -> ModelOutput:
        self.batches.append(len(tensor))
        self.interrupts.append(interrupt)
        assert self.gate.acquire(timeout=30)
        return self._model.run(tensor, interrupt)


def files(paths: Sequence[Path]) -> list[ScannedFile]:
    return [ScannedFile(path, path.name, None) for path in paths]


def analyse(paths: Sequence[Path], reader: PooledReader, model: Any) -> dict[ImageKey, ImageResult]:
    results: list[ImageResult] = []
    with no_thread_left():
        analysis = Analysis(reader, model, results.append, CancellationToken())
        analysis.add(files(paths))
        analysis.close_input()
        summary = analysis.future.result(60)
    assert summary.counts == Counter(result.status for result in results)
    keys = [result.key for result in results]
    assert len(keys) == len(set(keys)), "an image came back twice"
    return {result.key: result for result in results}


def test_scores_a_mixed_study(tmp_path: Path, reader: PooledReader, model: ModelSession) -> None:
    paths = small_study(tmp_path / "study")
    results = analyse(paths, reader, model)
    assert set(results) == {ImageKey(path) for path in paths}
    for path in paths:
        result = results[ImageKey(path)]
        assert (result.status, result.reason) == (Status.SCORED, "")
        image = reader.read(path)
        alone = model.run(preprocess(image, model.card.input.spec()).tensor)
        assert result.probability == pytest.approx(float(alone.probability[0]), abs=1e-6)
        np.testing.assert_allclose(result.heatmap, alone.heatmap[0], atol=1e-6)
        assert result.geometry is not None
        assert (result.geometry.source_rows, result.geometry.source_columns) == (image.rows, image.columns)
        assert result.image_sha256 == file_sha256(path)
        assert result.sop_instance_uid == image.instance.sop_instance_uid
        assert result.provider == "CPUExecutionProvider"
        assert result.scored_at is not None
        assert result.scored_at.utcoffset() is not None


class SevenTenths:
    """A model whose answer is 0.7 in 32 bits, which is a little less than 0.7."""

    def __init__(self, model: ModelSession) -> None:
        self._model = model

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    def run(self, tensor: np.ndarray, interrupt: Interrupt | None = None) -> ModelOutput:
        return replace(self._model.run(tensor, interrupt), probability=np.full(len(tensor), 0.7, np.float32))


def test_the_answer_that_is_shown_is_the_one_held_against_the_threshold(
    tmp_path: Path, reader: PooledReader, model: ModelSession
) -> None:
    (result,) = analyse(small_study(tmp_path / "study")[:1], reader, SevenTenths(model)).values()
    assert result.probability == 0.7
    assert judge(result.probability, Threshold(0.7), "NORMAL", "PNEUMONIA").positive


def test_one_bad_file_is_one_failed_row(tmp_path: Path, reader: PooledReader, model: ModelSession) -> None:
    good = small_study(tmp_path / "study", count=2)
    bad = [
        truncated_jpeg(tmp_path / "cut.jpg"),
        text(tmp_path / "text.dcm"),
        dicom_without_pixels(tmp_path / "bare.dcm"),
        tmp_path / "absent.jpg",
    ]
    results = analyse([bad[0], good[0], *bad[1:], good[1]], reader, model)
    for path in good:
        assert results[ImageKey(path)].status is Status.SCORED
    for path in bad:
        result = results[ImageKey(path)]
        assert result.status is Status.FAILED
        assert result.reason.endswith(".")
        assert path.name not in result.reason
        assert result.image_sha256 == (file_sha256(path) if path.exists() else "")
        assert (result.probability, result.heatmap, result.scored_at, result.provider) == (None, None, None, "")


def test_the_gate_refuses_by_header(tmp_path: Path, reader: PooledReader, model: ModelSession) -> None:
    path = write_dicom(tmp_path / "ct.dcm", small_picture(1), attributes={"Modality": "CT"})
    result = analyse([path], reader, model)[ImageKey(path)]
    assert result.status is Status.NOT_SCORED
    assert result.reason == "This picture is a computed tomography image (CT); the model judges CR and DX only."
    assert result.image_sha256 == file_sha256(path)
    assert result.sop_instance_uid


def test_every_frame_has_its_own_result(tmp_path: Path, reader: PooledReader, model: ModelSession) -> None:
    path = multi_frame_dicom(tmp_path / "frames.dcm", frames=4)
    results = analyse([path], reader, model)
    assert sorted(key.frame for key in results) == [0, 1, 2, 3]
    assert {result.frame_count for result in results.values()} == {4}
    assert {result.image_sha256 for result in results.values()} == {file_sha256(path)}
    assert all(result.status is Status.SCORED for result in results.values())
    assert len({result.probability for result in results.values()}) == 4


def test_no_files_at_all(reader: PooledReader, model: ModelSession) -> None:
    assert analyse([], reader, model) == {}


def test_the_queue_between_reading_and_inference_is_bounded(
    tmp_path: Path, reader: PooledReader, model: ModelSession
) -> None:
    held = HeldModel(model)
    read: list[ImageKey] = []

    class CountingReader(PooledReader):
        def read(self, path: Path, frame: int = 0) -> XrayImage:
            read.append(ImageKey(path, frame))
            return super().read(path, frame)

    cores = usable_cores()
    # In each inference thread one, in the queue two for each of them, in each reading thread one that waits.
    most = cores + 2 * cores + cores
    paths = many_jpegs(tmp_path / "many", most + 40, side=64)
    results: list[ImageResult] = []
    with CountingReader(workers=1) as counting, no_thread_left():
        analysis = Analysis(counting, held, results.append, CancellationToken())  # type: ignore[arg-type]
        analysis.add(files(paths))
        analysis.close_input()
        assert eventually(lambda: len(read) == most)
        assert not eventually(lambda: len(read) > most, within=0.3)
        assert results == []
        for _ in paths:
            held.gate.release()
        assert analysis.future.result(60).counts == {Status.SCORED: len(paths)}
    assert set(held.batches) == {1}


def test_an_accelerator_gets_batches(tmp_path: Path, reader: PooledReader, model: ModelSession) -> None:
    held = HeldModel(model, on_cpu=False)
    results: list[ImageResult] = []
    analysis = Analysis(reader, held, results.append, CancellationToken())  # type: ignore[arg-type]
    analysis.add(files(many_jpegs(tmp_path / "many", 30, side=64)))
    analysis.close_input()
    assert eventually(lambda: len(held.batches) == 1)
    threading.Event().wait(0.2)  # the queue fills meanwhile
    for _ in range(30):
        held.gate.release()
    assert analysis.future.result(60).counts == {Status.SCORED: 30}
    assert max(held.batches) == 8
    assert len({result.probability for result in results}) == 8  # as many as there are different pictures


def test_one_image_that_the_model_fails_on_is_alone_in_it(tmp_path: Path, model: ModelSession) -> None:
    class Fussy(HeldModel):
        """Waits once until the queue is full, so that its batches are, and fails on a black picture."""

        def run(self, tensor: np.ndarray, interrupt: Interrupt | None = None) -> ModelOutput:
            if not self.batches:
                assert eventually(lambda: len(read) == len(paths))
            self.batches.append(len(tensor))
            if tensor.mean(axis=(1, 2, 3)).min() < 1.0:
                raise InferenceError("The model stopped with a fault on this image.")
            return self._model.run(tensor, interrupt)

    class CountingReader(PooledReader):
        def read(self, path: Path, frame: int = 0) -> XrayImage:
            image = super().read(path, frame)
            read.append(path)
            return image

    read: list[Path] = []
    nearly_black = np.zeros((64, 64), np.uint8)
    nearly_black[:3] = 18  # a blank picture would not reach the model
    black = write_jpeg(tmp_path / "black.jpg", nearly_black)
    paths = [*many_jpegs(tmp_path / "many", 12, side=64), black]
    fussy = Fussy(model, on_cpu=False)
    with CountingReader(workers=1) as counting:
        results = analyse(paths, counting, fussy)
    assert max(fussy.batches) > 1
    assert Counter(result.status for result in results.values()) == {Status.SCORED: 12, Status.FAILED: 1}
    assert results[ImageKey(black)].reason == "The model stopped with a fault on this image."


def test_cancelling_midway_loses_nothing(tmp_path: Path, model: ModelSession) -> None:
    paths = [*small_study(tmp_path / "study", count=30, side=64), multi_frame_dicom(tmp_path / "frames.dcm", 3, 64)]
    results: list[ImageResult] = []
    token = CancellationToken()
    with HeldReader() as held, no_thread_left():
        analysis = Analysis(held, model, results.append, token)
        analysis.add(files(paths))
        for _ in range(5):
            held.gate.release()
        assert eventually(lambda: len(results) == 5)
        token.cancel()
        for _ in range(50):
            held.gate.release()
        # The input was never closed: saying stop is enough.
        summary = analysis.future.result(30)
    assert Counter(result.key.path for result in results) == Counter(paths)
    assert summary.counts[Status.SCORED] == 5
    assert summary.counts[Status.CANCELLED] == len(paths) - 5
    assert all(result.reason for result in results if result.status is Status.CANCELLED)


def test_cancelling_interrupts_the_inference_under_way(
    tmp_path: Path, reader: PooledReader, model: ModelSession
) -> None:
    held = HeldModel(model)
    results: list[ImageResult] = []
    token = CancellationToken()
    analysis = Analysis(reader, held, results.append, token)  # type: ignore[arg-type]
    paths = many_jpegs(tmp_path / "many", 20, side=64)
    analysis.add(files(paths))
    assert eventually(lambda: len(held.batches) == usable_cores())
    token.cancel()
    assert all(interrupt is not None and interrupt.stopped for interrupt in held.interrupts)
    for _ in paths:
        held.gate.release()
    assert analysis.future.result(30).counts == {Status.CANCELLED: 20}
    assert {result.key.path for result in results} == set(paths)


def test_frames_already_known_are_cancelled_too(tmp_path: Path, model: ModelSession) -> None:
    path = multi_frame_dicom(tmp_path / "frames.dcm", frames=5, side=64)
    results: list[ImageResult] = []
    token = CancellationToken()
    with HeldReader() as held:
        analysis = Analysis(held, model, results.append, token)
        analysis.add(files([path]))
        held.gate.release()
        assert eventually(lambda: len(results) == 1)
        token.cancel()
        for _ in range(5):
            held.gate.release()
        analysis.future.result(30)
    assert sorted(result.key.frame for result in results) == [0, 1, 2, 3, 4]
    assert Counter(result.status for result in results) == {Status.SCORED: 1, Status.CANCELLED: 4}


def test_files_added_after_the_stop_come_back_at_once(
    tmp_path: Path, reader: PooledReader, model: ModelSession
) -> None:
    token = CancellationToken()
    token.cancel()
    results: list[ImageResult] = []
    analysis = Analysis(reader, model, results.append, token)
    assert analysis.future.result(30).counts == {}
    analysis.add(files([tmp_path / "late.jpg"]))
    assert [result.status for result in results] == [Status.CANCELLED]


def test_what_somebody_looks_at_is_read_next(tmp_path: Path, model: ModelSession) -> None:
    paths = many_jpegs(tmp_path / "many", 30, side=64)
    with HeldReader() as held:
        analysis = Analysis(held, model, lambda result: None, CancellationToken())
        analysis.add(files(paths))
        analysis.close_input()
        assert eventually(lambda: len(held.asked) == usable_cores())
        analysis.prioritise([ImageKey(paths[-1]), ImageKey(paths[-3])])
        for _ in paths:
            held.gate.release()
        analysis.future.result(60)
    following = held.asked[usable_cores() : usable_cores() + 2]
    assert {key.path for key in following} == {paths[-1], paths[-3]}


def test_a_fault_of_ours_fails_one_image_and_names_none_in_the_log(
    tmp_path: Path, model: ModelSession, caplog: pytest.LogCaptureFixture
) -> None:
    paths = many_jpegs(tmp_path / "smith-john", 3, side=64)

    class FaultyReader(PooledReader):
        def read(self, path: Path, frame: int = 0) -> XrayImage:
            if path == paths[1]:
                raise ZeroDivisionError(f"while reading {path}")
            return super().read(path, frame)

    with FaultyReader(workers=1) as faulty:
        results = analyse(paths, faulty, model)
    assert results[ImageKey(paths[1])].reason == UNEXPECTED
    assert [results[ImageKey(path)].status for path in paths] == [Status.SCORED, Status.FAILED, Status.SCORED]
    assert "ZeroDivisionError" in caplog.text
    assert "smith" not in caplog.text


def test_a_fault_of_the_listener_stops_nothing(
    tmp_path: Path, reader: PooledReader, model: ModelSession, caplog: pytest.LogCaptureFixture
) -> None:
    def listen(result: ImageResult) -> None:
        raise KeyError(result.key)

    analysis = Analysis(reader, model, listen, CancellationToken())
    analysis.add(files(small_study(tmp_path / "study", count=2)))
    analysis.close_input()
    assert analysis.future.result(60).counts == {Status.SCORED: 2}
    assert caplog.text.count("KeyError") == 2


def test_rate_counts_what_was_done() -> None:
    from xray_desktop.services.scoring.analysis import AnalysisSummary

    counts = Counter({Status.SCORED: 8, Status.FAILED: 2, Status.CANCELLED: 90})
    assert AnalysisSummary(counts, 5.0).images_per_second == 2.0
    assert AnalysisSummary(Counter(), 0.0).images_per_second == 0.0


def test_the_same_picture_scores_the_same_however_it_is_stored(
    tmp_path: Path, reader: PooledReader, model: ModelSession
) -> None:
    picture = small_picture(3)
    ordinary = write_dicom(tmp_path / "m2.dcm", picture, window=(2048.0, 4096.0))
    inverted = write_dicom(
        tmp_path / "m1.dcm", np.uint16(4095) - picture, photometric="MONOCHROME1", window=(2048.0, 4096.0)
    )
    jpeg = write_jpeg(tmp_path / "8.jpg", grey_8_bit(picture), quality=100)
    results = analyse([ordinary, inverted, jpeg], reader, model)
    first, second, third = (results[ImageKey(path)].probability for path in (ordinary, inverted, jpeg))
    assert first == pytest.approx(second, abs=1e-3)
    assert first == pytest.approx(third, abs=2e-2)
