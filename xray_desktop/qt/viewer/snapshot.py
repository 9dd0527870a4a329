"""What a view shows as a picture of its own: every pixel of the source, with what is drawn and written over it.

Pixels and heat map are drawn on a worker thread; annotations are painted on the GUI thread, whose letters are pixmaps.
A snapshot is no screenshot: it has the whole picture, whatever is zoomed in on.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.privacy import identity
from xray_desktop.qt.viewer.annotations import Annotations
from xray_desktop.qt.viewer.picture import Picture
from xray_desktop.qt.viewer.tools.scene import Scene
from xray_desktop.qt.viewer.transform import Extent
from xray_desktop.qt.viewer.viewport import Viewport

if TYPE_CHECKING:
    from xray_desktop.imaging.image import Voi, XrayImage
    from xray_desktop.imaging.turn import Turn
    from xray_desktop.measuring.shapes import Shape
    from xray_desktop.qt.viewer.display import PictureDisplay
    from xray_desktop.qt.viewer.display_options import DisplayOptions
    from xray_desktop.qt.viewer.window_level import WindowLevel
    from xray_desktop.study.result import ImageResult

_WORDS_FOR_PX = 1000.0
"""Text is as large as in a view of this many pixels; smaller pictures are enlarged to it, pixel by pixel."""
_MOST_PIXELS = 40_000_000
_FOOTER = 32


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How a picture is looked at, at one moment."""

    image: XrayImage
    result: ImageResult | None
    turn: Turn
    voi: Voi
    inverted: bool
    display_options: DisplayOptions
    corners_visible: bool
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True, eq=False)
class DrawnSnapshot:
    """A snapshot without its annotations.

    Attributes
    ----------
    sheet
        Its pixels, with a footer still empty; belongs to whoever has it.
    """

    snapshot: Snapshot
    picture: Picture
    viewport: Viewport
    sheet: QImage


def take_snapshot(view: PictureDisplay, shapes: tuple[Shape, ...]) -> Snapshot | None:
    """Take a snapshot of how a view shows its picture; None where it shows none. GUI thread."""
    image, levels = view.image, view.window_level
    if image is None or levels is None:
        return None
    return Snapshot(
        image, view.result, view.turn, levels.voi, levels.inverted, view.display_options, view.corners_visible, shapes
    )


def draw(snapshot: Snapshot) -> DrawnSnapshot:
    """Draw pixels and heat map at full resolution; any thread."""
    picture = Picture(snapshot.image, snapshot.result)
    picture.set_turn(snapshot.turn)
    picture.window_level.voi, picture.window_level.inverted = snapshot.voi, snapshot.inverted
    viewport = Viewport()
    viewport.view = _sheet_extent(picture.extent)
    viewport.show(picture.extent)
    ratio = max(viewport.view.width, viewport.view.height) / _WORDS_FOR_PX
    sheet = QImage(viewport.view.width, viewport.view.height + ceil(_FOOTER * ratio), QImage.Format.Format_RGB32)
    sheet.fill(theme.colour("picture"))
    sheet.setDevicePixelRatio(ratio)
    painter = QPainter(sheet)
    painter.scale(1.0 / ratio, 1.0 / ratio)
    picture.paint(painter, viewport, snapshot.display_options)
    painter.end()
    return DrawnSnapshot(snapshot, picture, viewport, sheet)


def annotate(drawn: DrawnSnapshot) -> QImage:
    """Paint the view's annotations over a drawn snapshot, and at its foot what it is not for; GUI thread."""
    sheet, snapshot, view = drawn.sheet, drawn.snapshot, _SheetMap(drawn)
    ratio = sheet.devicePixelRatio()
    area = QRectF(0, 0, drawn.viewport.view.width / ratio, drawn.viewport.view.height / ratio)
    annotations = Annotations()
    annotations.corners_visible = snapshot.corners_visible
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scene = Scene()
    scene.set_image(snapshot.image)
    scene.paint(painter, view, area, snapshot.shapes, None, None)
    annotations.paint(painter, area, drawn.picture, snapshot.display_options, drawn.viewport.zoom)
    _write_foot(painter, QRectF(0, area.bottom(), area.width(), _FOOTER))
    painter.end()
    sheet.setDevicePixelRatio(1.0)
    return sheet


def as_png(sheet: QImage) -> bytes:
    """Encode without anything but the pixels; any thread."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # The interface writes to memory, and memory does not run out here.
    sheet.save(buffer, "PNG")  # type: ignore[call-overload]
    buffer.close()
    return bytes(content.data())


def _sheet_extent(picture: Extent) -> Extent:
    longer = max(picture.width, picture.height)
    factor = float(ceil(_WORDS_FOR_PX / longer)) if longer < _WORDS_FOR_PX else 1.0
    factor = min(factor, sqrt(_MOST_PIXELS / (picture.width * picture.height)))
    return Extent(max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))


def _write_foot(painter: QPainter, place: QRectF) -> None:
    inner = place.adjusted(theme.SPACE.l, 0, -theme.SPACE.l, 0)
    painter.fillRect(place, theme.colour("picture"))
    painter.setFont(theme.font(theme.TEXT.small, strong=True))
    painter.setPen(theme.colour("on_picture"))
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, tr("Research use, not for diagnosis"))
    if identity.is_hidden():
        painter.setPen(theme.colour("on_picture_secondary"))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, tr("Identity hidden"))


class _SheetMap:
    """What shapes may know of the sheet that they are drawn on; a `ViewMap`."""

    def __init__(self, drawn: DrawnSnapshot) -> None:
        self._drawn = drawn
        self._ratio = drawn.sheet.devicePixelRatio()

    @property
    def image(self) -> XrayImage | None:
        return self._drawn.snapshot.image

    @property
    def window_level(self) -> WindowLevel | None:
        return self._drawn.picture.window_level

    @property
    def source_scale(self) -> float:
        return self._drawn.viewport.zoom / self._ratio

    def to_view(self, point: QPointF) -> QPointF:
        image = self._drawn.snapshot.image
        turned = self._drawn.snapshot.turn.to_turned(point.x(), point.y(), image.columns, image.rows)
        return QPointF(*self._drawn.viewport.transform.to_view(*turned)) / self._ratio

    def to_source(self, point: QPointF) -> QPointF:
        image, place = self._drawn.snapshot.image, point * self._ratio
        turned = self._drawn.viewport.transform.to_source(place.x(), place.y())
        return QPointF(*self._drawn.snapshot.turn.to_source(*turned, image.columns, image.rows))

    def update(self) -> None:
        """Stay as it is: a snapshot is painted once."""
