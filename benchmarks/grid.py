"""First paint of 10,000 rows in our grid, against a bare list view in icon mode with the same batched layout."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QSize, Qt
from PySide6.QtWidgets import QApplication, QListView, QWidget

from benchmarks.measure import Comparison, compare
from xray_desktop import app
from xray_desktop.imaging.scan.items import ScannedFile
from xray_desktop.imaging.sniff import FileKind
from xray_desktop.qt.grid.cache import ThumbnailCache
from xray_desktop.qt.grid.model import GridModel
from xray_desktop.qt.grid.view import GridView
from xray_desktop.study.study import Study

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = 10_000


class _BareModel(QAbstractListModel):
    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own signature
        return 0 if parent.isValid() else ROWS

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return f"image-{index.row():05}.dcm" if role == Qt.ItemDataRole.DisplayRole else None


def run(_folder: Path, runs: int) -> list[Comparison]:
    """Measure off-screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app.make_qt_application()
    return [
        compare(
            "First paint of 10,000 rows",
            lambda: _milliseconds_to_paint(partial(_our_view, _study())),
            lambda: _milliseconds_to_paint(_bare_view),
            unit="ms",
            peer_name="bare QListView, icon mode, batches of 1,000",
            better="lower",
            runs=runs,
        )
    ]


def _study() -> Study:
    """Make what the walk has found, which is not measured here."""
    study, names = Study(), [f"image-{number:05}.dcm" for number in range(ROWS)]
    study.add([ScannedFile(Path(name), name, FileKind.DICOM) for name in names])
    return study


def _our_view(study: Study) -> QWidget:
    model = GridModel(study)
    view = GridView(model, ThumbnailCache())
    model.setParent(view)
    return view


def _bare_view() -> QWidget:
    view = QListView()
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setLayoutMode(QListView.LayoutMode.Batched)
    view.setBatchSize(1000)
    view.setUniformItemSizes(True)
    view.setGridSize(QSize(200, 224))
    view.setModel(_BareModel(view))
    return view


def _milliseconds_to_paint(make: Callable[[], QWidget]) -> float:
    start = time.perf_counter()
    view = make()
    view.resize(1200, 800)
    view.show()
    view.grab()
    milliseconds = (time.perf_counter() - start) * 1000
    view.close()
    view.deleteLater()
    QApplication.processEvents()
    return milliseconds
