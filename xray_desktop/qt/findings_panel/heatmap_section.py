"""What speaks for the finding, in colour: the switch, the controls, and why there is no map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from xray_desktop.qt.findings_panel.section import Section, text_label
from xray_desktop.qt.findings_panel.switch import Switch
from xray_desktop.qt.i18n.language import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from xray_desktop.qt.viewer.display_options import DisplayOptions


class HeatmapSection(Section):
    """Switches the heat map on and off, and says how it is drawn.

    Signals
    -------
    toggled(bool), style_changed(HeatmapStyle)
        The user wants it shown or hidden, or drawn in another way.
    """

    toggled = Signal(bool)
    style_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._maximum: float | None = None
        self.switch = Switch(tr("Heat map"))
        # Until somebody switches them off, heat maps are shown.
        self.switch.setChecked(True)
        self.switch.clicked.connect(self.toggled)
        self.note = text_label("secondary", wrap=True)
        self.note.setText(tr("There is none without a score."))
        self.column.addWidget(self.switch)
        self.column.addWidget(self.note)

    def complete(self) -> None:
        """Make the controls, between the switch and the note."""
        from xray_desktop.qt.findings_panel.heatmap_controls import HeatmapControls

        self.controls = HeatmapControls(self)
        self.column.insertWidget(1, self.controls)
        self.controls.style_changed.connect(self._take_style)
        self.show_map(None)

    def set_display_options(self, display_options: DisplayOptions) -> None:
        """Show what holds, without announcing it as a wish."""
        self.switch.setChecked(display_options.heatmap_visible)
        self.controls.set_display_options(display_options)
        self._say()

    def show_map(self, maximum: float | None) -> None:
        """Speak of an image's map.

        Parameters
        ----------
        maximum
            Of the map, as the model gave it; None where there is no map.
        """
        self._maximum = maximum
        self.controls.setVisible(bool(maximum))
        self._say()

    def _take_style(self, style: object) -> None:
        self._say()
        self.style_changed.emit(style)

    def _say(self) -> None:
        """Explain the colours, or why there are none."""
        maximum = self._maximum
        note = tr("There is none without a score.") if maximum is None else self.controls.explain(maximum)
        self.note.setText(note)
        self.note.setVisible(bool(note))
