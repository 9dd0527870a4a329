"""A bright spot goes through the real pipeline, and its heat has to come out where the spot is: on the screen's pixels.

The tiny model's Grad-CAM is exact: a cell is hot where its patch is brighter than mid-grey, and nowhere else. Where the
spot lies on the screen is read off the picture itself, so that no geometry of ours is held against itself.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tests.support.studies import write_png
from tests.support.tiny_model import PATCH, TinyNetwork, write_tiny_model
from xray_desktop.imaging.geometry import AspectPolicy
from xray_desktop.imaging.image import VoiWindow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from xray_desktop.imaging.image import XrayImage
    from xray_desktop.imaging.turn import Turn
    from xray_desktop.qt.viewer.image_view import ImageView
    from xray_desktop.study.result import ImageResult

NETWORK = TinyNetwork(rows=64, columns=96)
"""Not square, so that rows taken for columns show."""
CELLS = (NETWORK.rows // PATCH, NETWORK.columns // PATCH)
SPOTS = ((300, 460, 0.4, 0.35), (420, 280, 0.62, 0.6), (64, 96, 0.3, 0.66))
"""Rows and columns of pictures, and where in them the spot lies, from left and top."""
_BLACK = VoiWindow(1e6, 1.0, explanation="Everything black")
_EDGE = 40
"""Device-independent pixels at the right edge, where the legend has its own colours."""


def spot_picture(rows: int, columns: int, x: float, y: float) -> NDArray[np.uint8]:
    """Draw a round bright spot about a cell wide on grey a little darker than the middle."""
    down, across = np.indices((rows, columns)) + 0.5
    sigma = min(rows / CELLS[0], columns / CELLS[1]) / 2.0
    spot = np.exp(-((across - x) ** 2 + (down - y) ** 2) / (2.0 * sigma**2))
    return np.rint(110.0 + 145.0 * spot).astype(np.uint8)


def score(folder: Path, aspect: AspectPolicy, pictures: list[NDArray[Any]]) -> list[tuple[XrayImage, ImageResult]]:
    """Write pictures, and have them read and scored as a study is."""
    from xray_desktop.imaging.scan.scan import ScannedFile
    from xray_desktop.imaging.workers.pool import PooledReader
    from xray_desktop.inference.session import ModelSession
    from xray_desktop.model_file.card import InputContract
    from xray_desktop.services.cancellation import CancellationToken
    from xray_desktop.services.scoring.analysis import Analysis
    from xray_desktop.study.result import Status

    contract = InputContract(rows=NETWORK.rows, columns=NETWORK.columns, aspect=aspect)
    model = ModelSession.open(write_tiny_model(folder / f"{aspect}.onnx", NETWORK, input=contract), "cpu")
    paths = [write_png(folder / f"{aspect}-{number}.png", picture) for number, picture in enumerate(pictures)]
    results: dict[Path, ImageResult] = {}
    with PooledReader(workers=1) as reader:
        job = Analysis(reader, model, lambda result: results.__setitem__(result.key.path, result), CancellationToken())
        job.add(ScannedFile(path, path.name, None) for path in paths)
        job.close_input()
        job.future.result(60)
        assert all(result.status is Status.SCORED for result in results.values())
        return [(reader.read(path, 0), results[path]) for path in paths]


def cell_size(aspect: AspectPolicy, rows: int, columns: int) -> tuple[float, float]:
    """Return the width and height of a cell in pixels of the source, worked out from what the policies promise."""
    width, height = columns / NETWORK.columns, rows / NETWORK.rows
    if aspect is AspectPolicy.LETTERBOX:
        width = height = max(width, height)
    elif aspect is AspectPolicy.CENTRE_CROP:
        width = height = min(width, height)
    return PATCH * width, PATCH * height


def distance_in_cells(view: ImageView, cell: tuple[float, float], turn: Turn) -> tuple[float, float]:
    """Measure how far apart the spot and the strongest colour lie on the screen, across and down."""
    spot = _middle(_spot(view))
    heat = _middle(_heat(view))
    width, height = turn.size(*cell)
    return abs(heat[0] - spot[0]) / (width * view.zoom), abs(heat[1] - spot[1]) / (height * view.zoom)


def _spot(view: ImageView) -> NDArray[np.bool_]:
    """Find the brightest of the picture alone."""
    from tests.qt.viewer.screen import grab_grey, show_heatmap

    show_heatmap(view, visible=False)
    view.choose_voi(view.presets[0])
    grey = grab_grey(view)
    return grey >= grey.max() - 4


def _heat(view: ImageView) -> NDArray[np.bool_]:
    """Find the strongest colour of the heat map alone; the picture under it is black."""
    from tests.qt.viewer.screen import grab, show_heatmap
    from xray_desktop.imaging.heatmap.style import ColourMap

    view.choose_voi(_BLACK)
    show_heatmap(view, opacity=1.0, colour_map=ColourMap.VIRIDIS)
    screen = grab(view).astype(int)
    # Yellow is the upper end of viridis; the legend's words have no colour.
    yellow = np.minimum(screen[..., 0], screen[..., 1]) - screen[..., 2]
    yellow[:, -round(_EDGE * view.devicePixelRatioF()) :] = 0
    assert yellow.max() > 150, "there is no heat on the screen"
    return yellow >= yellow.max() - 2


def _middle(found: NDArray[np.bool_]) -> tuple[float, float]:
    rows, columns = np.nonzero(found)
    return float(columns.mean()), float(rows.mean())


def measure(view: ImageView, folder: Path, aspect: AspectPolicy) -> Iterator[tuple[str, tuple[float, float]]]:
    """Measure spots in pictures of several shapes, in every turn, fitted and enlarged."""
    from PySide6.QtCore import QPointF

    from xray_desktop.imaging.turn import Turn

    spots = [(rows, columns, columns * x, rows * y) for rows, columns, x, y in SPOTS]
    pictures = [spot_picture(*spot) for spot in spots]
    for (rows, columns, x, y), (image, result) in zip(spots, score(folder, aspect, pictures), strict=True):
        for turn in (Turn(quarters, mirrored) for quarters in range(4) for mirrored in (False, True)):
            view.show_image(image, result)
            view.turn_by(turn)
            for zoom in ("fitted", "enlarged"):
                if zoom == "enlarged":
                    view.zoom_by(1.7, view.to_view(QPointF(x, y)))
                name = f"{aspect} {rows} x {columns}, spot at {x:.0f}, {y:.0f}, {turn}, {zoom}"
                yield name, distance_in_cells(view, cell_size(aspect, rows, columns), turn)


def _main(folder: Path) -> None:
    """Measure on a display of the scale that Qt was given, and print what was found."""
    from PySide6.QtWidgets import QApplication

    from xray_desktop.qt.viewer.image_view import ImageView

    application = QApplication([])
    view = ImageView()
    view.set_corners_visible(False)
    view.resize(700, 500)
    view.show()
    application.processEvents()
    found = {name: apart for aspect in AspectPolicy for name, apart in measure(view, folder, aspect)}
    sys.stdout.write(json.dumps({"ratio": view.devicePixelRatioF(), "apart": found}))


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
