"""What the file says of the picture, without saying whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xray_desktop.qt.findings_panel.section import Section, ValueLine, text_label
from xray_desktop.qt.i18n.language import said, sentence, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from xray_desktop.imaging.image import XrayImage


_FACTS = (sentence("Size"), sentence("Depth"), sentence("Modality"), sentence("View"), sentence("Frame"))


class ImageSection(Section):
    """Facts of one image."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Image"), parent)
        self.lines = {name: ValueLine(tr(name), self) for name in _FACTS}
        self.notes = text_label("small", wrap=True)
        for line in self.lines.values():
            self.column.addWidget(line)
        self.column.addWidget(self.notes)

    def show_image(self, image: XrayImage | None) -> None:
        """Show another image's facts; the section is gone without one."""
        facts = facts_of(image) if image is not None else {}
        for name, line in self.lines.items():
            line.show_value(facts.get(name, ""))
        notes = "\n".join(map(said, image.notes)) if image is not None else ""
        self.notes.setText(notes)
        self.notes.setVisible(bool(notes))
        self.setVisible(image is not None)


def facts_of(image: XrayImage) -> dict[str, str]:
    """Put a picture's facts into words; what the file does not say is empty."""
    instance = image.instance
    bits = instance.bits_stored
    view = " ".join(part for part in (instance.body_part_examined.capitalize(), instance.view_position) if part)
    return {
        "Size": tr("{columns} × {rows} pixels", columns=f"{image.columns:,}", rows=f"{image.rows:,}"),
        "Depth": tr("{bits} bit, colour", bits=bits) if image.colour else tr("{bits} bit", bits=bits),
        "Modality": instance.modality,
        "View": view,
        "Frame": tr("{place} of {count}", place=image.key.frame + 1, count=image.frame_count)
        if image.frame_count > 1
        else "",
    }
