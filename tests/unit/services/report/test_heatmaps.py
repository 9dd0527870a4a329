"""Every scored image as a picture with its heat map."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from tests.support.folders import names_in
from tests.support.small_disk import small_disk
from tests.support.studies import multi_frame_dicom, small_study
from tests.support.threads import no_thread_left
from tests.support.tiny_model import write_tiny_model
from xray_desktop.errors import DecodeError, ReportError
from xray_desktop.imaging.heatmap.overlay import overlay_heatmap
from xray_desktop.imaging.heatmap.style import ColourMap, HeatmapMode, HeatmapScale, HeatmapStyle
from xray_desktop.imaging.image import ImageKey
from xray_desktop.imaging.scan.scan import ScannedFile
from xray_desktop.imaging.voi import render
from xray_desktop.imaging.workers.pool import PooledReader
from xray_desktop.inference.session import ModelSession
from xray_desktop.services.cancellation import CancellationToken
from xray_desktop.services.report.heatmaps import export_heatmaps
from xray_desktop.services.scoring.analysis import Analysis
from xray_desktop.study.result import GateRecord, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xray_desktop.study.result import ImageResult

Scored = list[tuple[str, "ImageResult"]]


@pytest.fixture(scope="module")
def reader() -> Iterator[PooledReader]:
    with PooledReader(workers=1) as pooled:
        yield pooled


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory, reader: PooledReader) -> Scored:
    folder = tmp_path_factory.mktemp("study")
    paths = [*small_study(folder), multi_frame_dicom(folder / "frames.dcm", frames=2)]
    model = ModelSession.open(write_tiny_model(folder / "tiny.onnx"), "cpu")
    results: list[ImageResult] = []
    analysis = Analysis(reader, model, results.append, CancellationToken())
    analysis.add(ScannedFile(path, path.name, None) for path in paths)
    analysis.close_input()
    analysis.future.result(60)
    assert all(result.status is Status.SCORED for result in results), [result.reason for result in results]
    return [(result.key.path.name, result) for result in results]


def test_one_picture_for_each_image_of_the_images_own_size(
    tmp_path: Path, scored: Scored, reader: PooledReader
) -> None:
    with no_thread_left():
        export_heatmaps(tmp_path / "maps", scored, reader, HeatmapStyle(), CancellationToken())
    names = names_in(tmp_path / "maps")
    assert len(names) == len(scored) == 9
    assert all(name.endswith(".png") for name in names)
    for name in names:
        picture = cv2.imread(str(tmp_path / "maps" / name), cv2.IMREAD_UNCHANGED)
        assert picture.shape == (224, 256, 3)
        assert np.ptp(picture.astype(int), axis=2).max() > 30, "no colour anywhere"


def test_each_picture_is_what_the_window_draws_of_it(tmp_path: Path, scored: Scored, reader: PooledReader) -> None:
    relative, result = scored[0]
    style = HeatmapStyle(0.8, ColourMap.VIRIDIS, HeatmapMode.BOTH, threshold=0.3)
    export_heatmaps(tmp_path / "maps", [(relative, result)], reader, style, CancellationToken())
    (name,) = names_in(tmp_path / "maps")
    picture = cv2.imread(str(tmp_path / "maps" / name), cv2.IMREAD_UNCHANGED)[:, :, ::-1]
    displayed = render(reader.read(result.key.path, result.key.frame))
    assert result.heatmap is not None
    assert result.geometry is not None
    np.testing.assert_array_equal(picture, overlay_heatmap(displayed, result.heatmap, result.geometry, style))


def test_on_the_scale_of_the_study_a_weak_map_is_drawn_weakly(
    tmp_path: Path, scored: Scored, reader: PooledReader
) -> None:
    relative, result = scored[0]
    assert result.heatmap is not None
    strong = replace(result, key=scored[1][1].key, heatmap=result.heatmap * 10.0)
    # What the user had scored against the gate does not set the scale.
    leg = replace(
        result,
        key=scored[2][1].key,
        heatmap=result.heatmap * 1000.0,
        gate=GateRecord("leg", "A leg.", overridden=True),
    )
    study = HeatmapStyle(1.0, scale=HeatmapScale.STUDY)
    both = [(relative, result), ("strong.png", strong), ("leg.png", leg)]
    export_heatmaps(tmp_path / "maps", both, reader, study, CancellationToken())
    colour = {
        name: np.ptp(cv2.imread(str(tmp_path / "maps" / name), cv2.IMREAD_UNCHANGED).astype(int), axis=2).max()
        for name in names_in(tmp_path / "maps")
    }
    weak, full = (next(colour[name] for name in colour if name.startswith(begin)) for begin in (relative, "strong"))
    assert weak < 0.4 * full


def test_opacity_nothing_is_the_displayed_picture(tmp_path: Path, scored: Scored, reader: PooledReader) -> None:
    relative, result = scored[0]
    clear = HeatmapStyle(opacity=0.0)
    export_heatmaps(tmp_path / "maps", [(relative, result)], reader, clear, CancellationToken())
    (name,) = names_in(tmp_path / "maps")
    picture = cv2.imread(str(tmp_path / "maps" / name), cv2.IMREAD_UNCHANGED)
    displayed = render(reader.read(result.key.path, result.key.frame))
    np.testing.assert_array_equal(picture, np.repeat(displayed[:, :, None], 3, axis=2))


def test_doing_it_again_adds_nothing(tmp_path: Path, scored: Scored, reader: PooledReader) -> None:
    for _ in range(2):
        export_heatmaps(tmp_path / "maps", scored, reader, HeatmapStyle(), CancellationToken())
    assert len(names_in(tmp_path / "maps")) == len(scored)


def test_a_full_disk_is_a_sentence(tmp_path: Path, scored: Scored, reader: PooledReader) -> None:
    with small_disk(tmp_path / "disk") as disk, no_thread_left():
        with pytest.raises(ReportError, match="disk is full"):
            export_heatmaps(disk / "maps", scored, reader, HeatmapStyle(), CancellationToken())
        assert not any(name.endswith(".part") for name in names_in(disk / "maps"))


def test_a_place_that_is_no_folder_is_a_sentence(tmp_path: Path, scored: Scored, reader: PooledReader) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ReportError, match="choose another place"):
        export_heatmaps(tmp_path / "file", scored, reader, HeatmapStyle(), CancellationToken())


def test_an_image_that_went_away_is_a_sentence_and_the_others_are_written(
    tmp_path: Path, scored: Scored, reader: PooledReader
) -> None:
    gone = replace(scored[0][1], key=ImageKey(tmp_path / "gone.jpg"))
    with pytest.raises(DecodeError):
        export_heatmaps(
            tmp_path / "maps", [("gone.jpg", gone), *scored[1:]], reader, HeatmapStyle(), CancellationToken()
        )
    assert len(names_in(tmp_path / "maps")) == len(scored) - 1


def test_a_stop_writes_nothing_more(tmp_path: Path, scored: Scored, reader: PooledReader) -> None:
    token = CancellationToken()
    token.cancel()
    export_heatmaps(tmp_path / "maps", scored, reader, HeatmapStyle(), token)
    assert names_in(tmp_path / "maps") == []
