"""Two models on the study as a table, where they disagree first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from xray_desktop.findings.agreement import Agreement
from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import sentence, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from xray_desktop.findings.finding import Finding
    from xray_desktop.services.models.comparison import ComparedImage, Comparison

Index = QModelIndex | QPersistentModelIndex

_IMAGE, _DIFFERENCE, _AGREEMENT = 0, 5, 6
_WORDS = {
    Agreement.AGREE: sentence("agree"),
    Agreement.DISAGREE: sentence("disagree"),
    None: sentence("not both scored"),
}
_NOTHING = "–"


class ComparisonModel(QAbstractTableModel):
    """Rows are images; the two models' probabilities and labels stand side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.comparison: Comparison | None = None
        self.name_of: Callable[[ComparedImage], str] = lambda image: image.file

    def set_comparison(self, comparison: Comparison | None) -> None:
        """Show another comparison, or none."""
        self.beginResetModel()
        self.comparison = comparison
        self.endResetModel()

    def image_at(self, place: int) -> ComparedImage:
        """Return the image of a row."""
        assert self.comparison is not None  # noqa: S101 - there is no row without one
        return self.comparison.images[place]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count the images."""
        return 0 if parent.isValid() or self.comparison is None else len(self.comparison.images)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count the columns."""
        return 0 if parent.isValid() else len(self._headings())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._headings()[section]
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words, its place in the column, its colour."""
        if not index.isValid():
            return None
        image = self.image_at(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return _cells(image, self.name_of(image))[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == Qt.ItemDataRole.ForegroundRole:
            return _colour(image, index.column())
        return None

    def _headings(self) -> tuple[str, ...]:
        names = (tr("First"), tr("Second"))
        if self.comparison is not None:
            names = (self.comparison.first.model_id, self.comparison.second.model_id)
        return (tr("Image"), names[0], "", names[1], "", tr("Difference"), tr("Models"))


def _cells(image: ComparedImage, name: str) -> tuple[str, ...]:
    difference = _NOTHING if image.difference is None else f"{image.difference:+.2f}".replace("-", "−")
    return (name, *_finding(image.first), *_finding(image.second), difference, tr(_WORDS[image.agreement]))


def _finding(finding: Finding | None) -> tuple[str, str]:
    return (_NOTHING, "") if finding is None else (f"{finding.probability:.2f}", finding.label)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in {1, 3, _DIFFERENCE} else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _colour(image: ComparedImage, column: int) -> Any:
    """Tell sides and agreement apart by colour too; the words say the same."""
    if column == _AGREEMENT and image.agreement is Agreement.DISAGREE:
        return theme.colour("disagree")
    finding = {2: image.first, 4: image.second}.get(column)
    if finding is not None:
        return theme.colour("positive" if finding.positive else "negative")
    return theme.colour("text" if column in {_IMAGE, 1, 3} else "secondary")
