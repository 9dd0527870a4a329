"""The list of models: an item model over plain rows, and how one of them is painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import said, tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xray_desktop.services.models.library import ListedModel

Index = QModelIndex | QPersistentModelIndex

_HEIGHT = 76
_LINE = 20
_TAG = 18


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A model as the list shows it.

    Attributes
    ----------
    listed
        The file.
    in_use, second, default
        It scores the study, gives the second opinion, is what the program takes where nothing was chosen.
    removed
        It was removed and can be restored.
    provider
        What it runs on, where it is loaded.
    """

    listed: ListedModel
    in_use: bool = False
    second: bool = False
    default: bool = False
    removed: bool = False
    provider: str = ""

    @property
    def path(self) -> Path:
        """The file."""
        return self.listed.entry.path

    @property
    def title(self) -> str:
        """What it is called; the file's name where it cannot be used."""
        card = self.listed.entry.card
        return card.title if card else self.path.name

    @property
    def name(self) -> str:
        """Its ID and version; the file's name where it cannot be used."""
        card = self.listed.entry.card
        return card.name if card else self.path.name

    @property
    def version(self) -> str:
        """Its ID and version, and what it runs on."""
        if self.listed.entry.card is None:
            return tr("cannot be used")
        return f"{self.name} · {said(self.provider)}" if self.provider else self.name

    @property
    def tags(self) -> tuple[str, ...]:
        """What else is to be said of it, in a word each."""
        told = {
            tr("removed"): self.removed,
            tr("in use"): self.in_use,
            tr("second opinion"): self.second,
            tr("default"): self.default,
            tr("yours"): self.listed.own,
        }
        return tuple(word for word, holds in told.items() if holds)

    @property
    def spoken(self) -> str:
        """All of it in one line."""
        return ", ".join((self.title, self.version, *self.tags, *filter(None, (said(self.listed.entry.problem),))))


class ModelListModel(QAbstractListModel):
    """Models in the order of their folders."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[ModelRow, ...] = ()

    @property
    def rows(self) -> tuple[ModelRow, ...]:
        """All of them."""
        return self._rows

    def set_rows(self, rows: Sequence[ModelRow]) -> None:
        """Show other models; where only their state changed, the selection stays."""
        if [row.path for row in rows] == [row.path for row in self._rows]:
            self._rows = tuple(rows)
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def place_of(self, path: Path | None) -> int | None:
        """Find a file's place."""
        return next((place for place, row in enumerate(self._rows) if row.path == path), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count the models."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a model's title, or all of it in words."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None


class ModelDelegate(QStyledItemDelegate):
    """Paints title, version and tags, or the sentence why a file is refused."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height that all models have."""
        return QSize(option.rect.width(), theme.scaled(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one model."""
        model = index.model()
        assert isinstance(model, ModelListModel)  # noqa: S101 - made for this one
        row = model.rows[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_card(painter, option)
        line = option.rect.adjusted(theme.SPACE.l, theme.SPACE.s, -theme.SPACE.m, 0)
        line.setHeight(theme.scaled(_LINE))
        _write(
            painter, line, row.title, "secondary" if row.removed or not row.listed.entry.card else "text", strong=True
        )
        _write(painter, line.translated(0, theme.scaled(_LINE)), row.version, "secondary")
        line.translate(0, 2 * theme.scaled(_LINE) + theme.SPACE.xs // 2)
        if row.listed.entry.problem:
            _write(painter, line, said(row.listed.entry.problem), "failed")
        else:
            _paint_tags(painter, line, row)
        painter.restore()


def _paint_card(painter: QPainter, option: QStyleOptionViewItem) -> None:
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    if not (selected or hovered):
        return
    card = QRectF(option.rect).adjusted(theme.SPACE.xs, 1, -theme.SPACE.xs, -1)
    painter.setPen(QPen(theme.colour("accent"), theme.SIZE.focus_ring) if selected else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("raised" if selected else "hover"))
    painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), theme.SIZE.radius, theme.SIZE.radius)


def _write(painter: QPainter, place: QRect, text: str, colour: str, *, strong: bool = False) -> None:
    size = theme.TEXT.body if strong else theme.TEXT.small
    painter.setFont(theme.font(size, strong=strong))
    painter.setPen(theme.colour(colour))
    shown = theme.metrics(size, strong=strong).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _paint_tags(painter: QPainter, line: QRect, row: ModelRow) -> None:
    painter.setFont(theme.font(theme.TEXT.small))
    left = float(line.left())
    for tag in row.tags:
        width = theme.metrics(theme.TEXT.small).horizontalAdvance(tag) + 2 * theme.SPACE.s
        place = QRectF(left + 0.5, line.top() + 0.5, width, theme.scaled(_TAG))
        told = tag in {tr("in use"), tr("second opinion")}
        painter.setPen(QPen(theme.colour("accent" if told else "line"), theme.SIZE.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place, theme.SIZE.radius, theme.SIZE.radius)
        painter.setPen(theme.colour("text" if told else "secondary"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, tag)
        left += width + theme.SPACE.xs
