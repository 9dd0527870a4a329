"""The layer of measurements over one view: which tool is in the hand, what is drawn, chosen and moved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal

from xray_desktop.measuring.shapes import Note, TextShape
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.viewer.tools.drawing import SHAPES, Drawing, is_too_small, view_point
from xray_desktop.qt.viewer.tools.grip import find_grip, pulled, pushed
from xray_desktop.qt.viewer.tools.magnifier import FACTORS, paint_lens
from xray_desktop.qt.viewer.tools.note_editor import NoteEditor
from xray_desktop.qt.viewer.tools.scene import Scene
from xray_desktop.qt.viewer.tools.tool import Tool

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
    from PySide6.QtWidgets import QWidget

    from xray_desktop.imaging.image import ImageKey
    from xray_desktop.measuring.shapes import Point, Shape
    from xray_desktop.measuring.store import MeasurementStore, Shapes
    from xray_desktop.qt.viewer.layer import ViewMap
    from xray_desktop.qt.viewer.tools.grip import Grip


_LEFT = Qt.MouseButton.LeftButton


@dataclass(frozen=True, slots=True)
class _Pull:
    """A shape in the hand: the grip, where it was taken, the shape as it was and as it is now."""

    grip: Grip
    start: QPointF
    before: Shape
    now: Shape


class MeasurementLayer(QObject):
    """Draws and edits the shapes of the image in one view; a `ViewLayer`.

    Shapes live in the store, which other views share; only what is half done lives here. GUI thread.

    Parameters
    ----------
    store
        Where shapes are kept.
    widget
        The view that this is a layer of.

    Signals
    -------
    changed()
        The store holds other shapes than before.
    chosen(str)
        Another shape is chosen, or none; what it measures, in words.
    tool_left()
        The user wants out of the tool in the hand.
    """

    changed = Signal()
    chosen = Signal(str)
    tool_left = Signal()

    def __init__(self, store: MeasurementStore, widget: QWidget) -> None:
        super().__init__(widget)
        self._store, self._widget = store, widget
        self._scene = Scene()
        self._tool, self._factor = Tool.WINDOW, FACTORS[0]
        self._view: ViewMap | None = None
        self._key: ImageKey | None = None
        self._pointer: QPointF | None = None
        self._constrained = False
        self._hovered: Grip | None = None
        self._chosen: int | None = None
        self._drawing: Drawing | None = None
        self._pull: _Pull | None = None
        self._editor: NoteEditor | None = None
        self._asked: TextShape | None = None

    # --- tools and keys ------------------------------------------------------------------------

    @property
    def tool(self) -> Tool:
        """The tool in the hand."""
        return self._tool

    def set_tool(self, tool: Tool) -> None:
        """Take a tool; the magnifier, taken again, magnifies more."""
        again = tool is self._tool is Tool.MAGNIFIER
        self._factor = FACTORS[(FACTORS.index(self._factor) + 1) % len(FACTORS)] if again else FACTORS[0]
        self._tool, self._drawing, self._pull = tool, None, None
        self._show_cursor()
        self._widget.update()

    def cancel(self) -> bool:
        """Abandon one thing: what is half drawn or half moved, then the tool, then the choice of a shape."""
        if self.abandon():
            return True
        if self._tool is not Tool.WINDOW:
            self.tool_left.emit()
        elif self._chosen is not None:
            self._choose(None)
        else:
            return False
        return True

    def abandon(self) -> bool:
        """Abandon what is half drawn or half moved; False where nothing is."""
        busy = self._drawing is not None or self._pull is not None
        self._drawing = self._pull = None
        self._show_cursor()
        self._widget.update()
        return busy

    def choose_next(self, step: int) -> bool:
        """Choose the next shape, or the one before for -1; False past the last, where none is chosen any more."""
        count = len(self._kept())
        first = 0 if step > 0 else count - 1
        index = first if self._chosen is None else self._chosen + step
        self._choose(index if 0 <= index < count else None)
        return self._chosen is not None

    def delete_chosen(self) -> None:
        """Delete the chosen shape."""
        if self._chosen is not None:
            shapes, index = self._kept(), self._chosen
            self._choose(None)
            self._put((*shapes[:index], *shapes[index + 1 :]))

    def delete_all(self) -> None:
        """Delete everything that is drawn on the image."""
        self._put(())

    def push_chosen(self, dx: float, dy: float) -> None:
        """Move the chosen shape, in device-independent pixels of the view."""
        if self._chosen is not None and self._view is not None:
            self._exchange(self._chosen, pushed(self._kept()[self._chosen], dx, dy, self._view))

    def edit_text(self) -> bool:
        """Let the user write the words of the chosen shape anew; False where it has none."""
        if self._chosen is None or self._view is None:
            return False
        shape = self._kept()[self._chosen]
        if isinstance(shape, TextShape):
            self._ask_text(shape, self._chosen)
        return isinstance(shape, TextShape)

    @property
    def has_chosen(self) -> bool:
        """Whether a shape is chosen."""
        return self._chosen is not None

    def refresh(self) -> None:
        """Follow what happened to the store elsewhere: a step that was undone, another view."""
        self._hovered = self._pull = None
        self._choose(None)
        self._widget.update()

    # --- the mouse -----------------------------------------------------------------------------

    def press(self, event: QMouseEvent, view: ViewMap) -> bool:
        """Take hold of a shape, or put down a point of a new one."""
        if not self._follow(view) or event.button() is not _LEFT:
            return False
        place = event.position()
        if self._drawing is None and self._take_hold(
            place, view, twice=event.type() is QEvent.Type.MouseButtonDblClick
        ):
            return True
        kind = SHAPES.get(self._tool)
        self._choose(None)
        if kind is None:
            return False
        self._drawing = self._drawing or Drawing(kind)
        self._drawing.press(place, view)
        self._look_around(event, view)
        return True

    def move(self, event: QMouseEvent, view: ViewMap) -> bool:
        """Pull what is held, preview what is drawn, or show what lies under the pointer."""
        if not self._follow(view):
            return False
        self._look_around(event, view)
        if self._pull is not None:
            pull = self._pull
            now = pulled(pull.before, pull.grip, pull.start, event.position(), view)
            self._pull = replace(pull, now=now)
        return self._pull is not None or (self._drawing is not None and self._drawing.held)

    def release(self, event: QMouseEvent, view: ViewMap) -> bool:
        """Keep what was pulled, or put down the next point."""
        if event.button() is not _LEFT or not self._follow(view):
            return False
        if self._pull is not None:
            pull, self._pull = self._pull, None
            self._exchange(pull.grip.index, pull.now)
            return True
        if self._drawing is None or not self._drawing.held:
            return False
        self._drawing.release(event.position(), view, constrained=_shift(event))
        if self._drawing.complete:
            self._finish(self._drawing, view)
        self._widget.update()
        return True

    def leave(self, _view: ViewMap) -> None:
        """Show nothing under a pointer that is not there."""
        self._pointer = self._hovered = None
        self._widget.update()

    def _take_hold(self, place: QPointF, view: ViewMap, *, twice: bool) -> bool:
        grip = self._grip_at(place, view)
        if grip is None:
            return False
        self._choose(grip.index)
        shape = self._kept()[grip.index]
        if twice and isinstance(shape, TextShape):
            self._ask_text(shape, grip.index)
        else:
            self._pull = _Pull(grip, place, shape, shape)
        self._show_cursor()
        return True

    def _look_around(self, event: QMouseEvent, view: ViewMap) -> None:
        """Note where the pointer is and what lies under it."""
        self._pointer, self._constrained = event.position(), _shift(event)
        busy = self._drawing is not None or self._pull is not None
        if busy or self._tool in (Tool.MAGNIFIER, Tool.RATIO):
            self._widget.update()
        if busy or event.buttons() == Qt.MouseButton.NoButton:
            hovered = None if busy else self._grip_at(event.position(), view)
            if hovered != self._hovered:
                self._hovered = hovered
                self._widget.update()
            self._show_cursor()

    def _grip_at(self, place: QPointF, view: ViewMap) -> Grip | None:
        handles_only = self._tool is not Tool.WINDOW
        return find_grip(self._kept(), self._scene.labels, place, view, handles_only=handles_only)

    def _show_cursor(self) -> None:
        held = self._hovered if self._pull is None else self._pull.grip
        if held is not None:
            self._widget.setCursor(_OVER_LINE if held.handle is None else _OVER_HANDLE)
        elif self._tool in _CURSORS:
            self._widget.setCursor(_CURSORS[self._tool])
        else:
            self._widget.unsetCursor()

    # --- shapes --------------------------------------------------------------------------------

    def _follow(self, view: ViewMap) -> bool:
        """Begin anew with another image; False where there is none."""
        key = view.image.key if view.image is not None else None
        if key != self._key:
            if self._editor is not None:
                self._editor.finish()
            self._key, self._drawing, self._pull, self._hovered = key, None, None, None
            self._choose(None)
        self._view = view
        if view.image is not None:
            self._scene.set_image(view.image)
        return key is not None

    def _kept(self) -> Shapes:
        return self._store.shapes(self._key) if self._key is not None else ()

    def _put(self, shapes: Shapes) -> None:
        if self._key is not None:
            self._store.put(self._key, shapes)
            self._hovered = None
            if self._chosen is not None and self._chosen >= len(shapes):
                self._choose(None)
            self._widget.update()
            self.changed.emit()

    def _exchange(self, index: int, shape: Shape) -> None:
        shapes = self._kept()
        self._put((*shapes[:index], shape, *shapes[index + 1 :]))

    def _add(self, shape: Shape) -> None:
        self._put((*self._kept(), shape))
        self._choose(len(self._kept()) - 1)

    def _choose(self, index: int | None) -> None:
        if index != self._chosen:
            self._chosen = index
            self._widget.update()
            self.chosen.emit("" if index is None else ". ".join(self._scene.words(self._kept()[index])))

    def _finish(self, drawing: Drawing, view: ViewMap) -> None:
        self._drawing = None
        shape = drawing.shape(drawing.points)
        if shape is None or is_too_small(shape, view):
            return
        if isinstance(shape, TextShape):
            self._ask_text(shape, None)
        else:
            self._add(shape)

    # --- words ---------------------------------------------------------------------------------

    def _ask_text(self, shape: TextShape, index: int | None) -> None:
        """Open a line to type into; what is typed makes a new shape, or changes the one at an index."""
        if self._view is None:
            return
        self._asked = shape if index is None else None
        place = view_point(shape.points[-1], self._view)
        self._editor = editor = NoteEditor(shape.text, place, self._widget)
        editor.done.connect(lambda text: self._take_text(shape, index, text))
        editor.given_up.connect(lambda: self._take_text(shape, index, shape.text))

    def _take_text(self, shape: TextShape, index: int | None, text: str) -> None:
        """Keep the words; a note without any is none."""
        self._editor = self._asked = None
        empty = isinstance(shape, Note) and not text
        if index is not None:
            shapes = self._kept()
            changed = () if empty else (shape.with_text(text),)
            self._put((*shapes[:index], *changed, *shapes[index + 1 :]))
        elif not empty:
            self._add(shape.with_text(text))
        self._widget.update()

    # --- painting ------------------------------------------------------------------------------

    def paint(self, painter: QPainter, view: ViewMap) -> None:
        """Paint the image's shapes, the one that is drawn, and the lens."""
        if not self._follow(view):
            return
        area = QRectF(self._widget.rect())
        shapes, points = self._painted(view)
        self._scene.paint(painter, view, area, shapes, self._hovered, self._chosen)
        if points:
            self._scene.paint_unfinished(painter, view, points)
        if self._pointer is None:
            return
        if self._tool is Tool.MAGNIFIER:
            paint_lens(painter, view, self._pointer, self._factor)
        elif self._tool is Tool.RATIO and self._hovered is None and self._pull is None:
            done = len(self._drawing.points) if self._drawing is not None else 0
            self._scene.paint_hint(painter, area, self._pointer, _ratio_hint(done))

    def _painted(self, view: ViewMap) -> tuple[Shapes, tuple[Point, ...]]:
        """Return the shapes as they are at this moment, and the points of one that is not complete."""
        shapes = list(self._kept())
        if self._pull is not None and self._pull.grip.index < len(shapes):
            shapes[self._pull.grip.index] = self._pull.now
        if self._asked is not None:
            shapes.append(self._asked)
        if self._drawing is None:
            return tuple(shapes), ()
        points = self._drawing.points
        if self._pointer is not None:
            points = self._drawing.preview(self._pointer, view, constrained=self._constrained)
        drawn = self._drawing.shape(points)
        return (*shapes, *([drawn] if drawn is not None else [])), () if drawn is not None else points


def _shift(event: QMouseEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)


def _ratio_hint(points: int) -> str:
    if points < 2:
        return tr("1 of 2: across the inside of the rib cage, from wall to wall where it is widest")
    return tr("2 of 2: across the heart, from its right border to its left, each where it reaches farthest")


_OVER_HANDLE, _OVER_LINE = Qt.CursorShape.SizeAllCursor, Qt.CursorShape.PointingHandCursor
_CURSORS = {
    Tool.PAN: Qt.CursorShape.OpenHandCursor,
    Tool.ZOOM: Qt.CursorShape.SizeVerCursor,
    **dict.fromkeys((Tool.REGION, Tool.MAGNIFIER, *SHAPES), Qt.CursorShape.CrossCursor),
}


_FAR = 10.0
_WAYS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_SIGNIFICANT = _CONTROL | _SHIFT | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class ShapeKeys(QObject):
    """Tab goes from shape to shape and then on, Ctrl with arrows moves, Enter writes the words of a note anew.

    Parameters
    ----------
    layer
        Of the view.
    view
        The widget whose keys these are.
    """

    def __init__(self, layer: MeasurementLayer, view: QWidget) -> None:
        super().__init__(layer)
        self._layer = layer
        view.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the keys that are meant for a shape."""
        return event.type() is QEvent.Type.KeyPress and self._take(cast("QKeyEvent", event))

    def _take(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers() & _SIGNIFICANT
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not modifiers & ~_SHIFT:
            return self._layer.choose_next(-1 if key == Qt.Key.Key_Backtab or modifiers else 1)
        if not self._layer.has_chosen:
            return False
        if key in _WAYS and modifiers in (_CONTROL, _CONTROL | _SHIFT):
            dx, dy = (step * (_FAR if modifiers & _SHIFT else 1.0) for step in _WAYS[Qt.Key(key)])
            self._layer.push_chosen(dx, dy)
            return True
        return key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not modifiers and self._layer.edit_text()
