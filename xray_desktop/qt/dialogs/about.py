"""What this program is, in which versions, and what it is not for."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QPushButton, QWidget

from xray_desktop import __version__
from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import said, sentence, tr
from xray_desktop.qt.widgets import layouts

if TYPE_CHECKING:
    from xray_desktop.inference.session import ModelSession

PURPOSE = sentence(
    "A second reader for chest radiographs: for research, not for diagnosis. It is no medical device. "
    "A probability is a number that a network computes; what it means for a patient is for a clinician to say."
)
_PARTS = {
    "PySide6": "PySide6-Essentials",
    "onnxruntime": "onnxruntime",
    "onnxruntime (GPU)": "onnxruntime-gpu",
    "OpenCV": "opencv-python-headless",
    "pydicom": "pydicom",
    "imagecodecs": "imagecodecs",
}
_WIDTH = 480


class AboutDialog(QDialog):
    """Versions and purpose.

    Parameters
    ----------
    model
        The one in use; None where there is none.
    """

    def __init__(self, model: ModelSession | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About xray-desktop"))
        title = _label(f"xray-desktop {__version__}", "large")
        purpose = _label(tr(PURPOSE))
        theme.fix_size(purpose, width=_WIDTH)
        versions = QFormLayout(horizontalSpacing=theme.SPACE.xl, verticalSpacing=theme.SPACE.xs)
        for name, number in _versions(model).items():
            versions.addRow(_label(name, "secondary"), _label(number))
        close = QPushButton(tr("Close"))
        close.clicked.connect(self.reject)
        column = layouts.column(self, spacing=theme.SPACE.l, margins=layouts.all_round(theme.SPACE.xl))
        column.addWidget(title)
        column.addWidget(purpose)
        column.addLayout(versions)
        column.addWidget(_label(tr("Apache License 2.0. Icons: Lucide (ISC). Typeface: Inter (SIL OFL 1.1)."), "small"))
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def _versions(model: ModelSession | None) -> dict[str, str]:
    found = {"Python": platform.python_version(), "Qt": qVersion()}
    for name, package in _PARTS.items():
        try:
            found[name] = version(package)
        except PackageNotFoundError:
            continue
    if model is not None:
        card = model.card
        found[tr("Model")] = tr("{model} on {provider}", model=card.name, provider=said(model.provider_title))
        found[tr("Model licence")] = card.licence
        found[tr("Training images")] = card.training.attribution
    return found


def _label(text: str, role: str = "") -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        label.setProperty("role", role)
    return label
