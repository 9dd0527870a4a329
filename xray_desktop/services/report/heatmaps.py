"""Every scored image of a study as a picture with its heat map."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from xray_desktop.atomic_file import atomic_file
from xray_desktop.errors import DecodeError, ReportError
from xray_desktop.imaging.heatmap.style import HeatmapScale
from xray_desktop.imaging.voi import render
from xray_desktop.reporting.heatmap_picture import picture_name, write_heatmap
from xray_desktop.reporting.messages import unwritable
from xray_desktop.services.report.study_scale import StudyScale
from xray_desktop.services.scoring.analysis import usable_cores

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Future
    from pathlib import Path

    from xray_desktop.imaging.heatmap.style import HeatmapStyle
    from xray_desktop.imaging.workers.pool import PooledReader
    from xray_desktop.services.cancellation import CancellationToken
    from xray_desktop.study.result import ImageResult


def write_picture(path: Path, content: bytes) -> None:
    """Write an encoded picture; what was there before stays where that fails.

    Raises
    ------
    ReportError
        The system refuses to write there.
    """
    try:
        with atomic_file(path) as stream:
            stream.write(content)
    except OSError as error:
        raise ReportError(unwritable("picture", error)) from error


NOT_ACCEPTED = "not-accepted_"
"""Begins the name of a heat map whose image was scored although the gate refused it."""


def export_heatmaps(
    folder: Path,
    scored: Iterable[tuple[str, ImageResult]],
    reader: PooledReader,
    style: HeatmapStyle,
    token: CancellationToken,
) -> None:
    """Write the heat maps of scored images, each over its image, drawn as in the window.

    Parameters
    ----------
    folder
        Made where it is absent.
    scored
        Path relative to the study and result of each scored image.
    style
        What is drawn; a scale of the study is taken from the results themselves.

    Raises
    ------
    ReportError
        The disk is full, or the place cannot be written to.
    DecodeError
        An image that was read before can no longer be read; the others are written.
    """

    def export(relative: str, result: ImageResult) -> None:
        if token.cancelled or result.heatmap is None or result.geometry is None:
            return
        displayed = render(reader.read(result.key.path, result.key.frame))
        name = picture_name(relative, result.key.frame, result.image_sha256)
        # The picture leaves the program without its report.
        path = folder / (f"{NOT_ACCEPTED}{name}" if result.overridden else name)
        write_heatmap(path, displayed, result.heatmap, result.geometry, style, maximum)

    scored = list(scored)
    maximum = _common_maximum(style, (result for _, result in scored))
    _make_folder(folder)
    with ThreadPoolExecutor(usable_cores(), "heatmap") as executor:
        futures = [executor.submit(export, relative, result) for relative, result in scored]
        try:
            unreadable = [error for future in futures if (error := _decode_error(future))]
        except BaseException:
            executor.shutdown(cancel_futures=True)
            raise
    if unreadable:
        raise unreadable[0]


def _common_maximum(style: HeatmapStyle, results: Iterable[ImageResult]) -> float | None:
    """Return what has the strongest colour in all pictures; None where each has its own."""
    if style.scale is not HeatmapScale.STUDY:
        return None
    study = StudyScale()
    study.take(results)
    return study.scale.maximum if study.scale is not None and study.scale.maximum > 0.0 else None


def _decode_error(future: Future[None]) -> DecodeError | None:
    try:
        future.result()
    except DecodeError as error:
        return error
    return None


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReportError(unwritable("heat map", error)) from error
