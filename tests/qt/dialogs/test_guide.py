"""The user guide in the window: complete, with its pictures, and without the network."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument

from xray_desktop.qt.dialogs.guide import GuideDialog
from xray_desktop.settings.paths import guide_file

IMAGE = QTextDocument.ResourceType.ImageResource.value


@pytest.fixture
def guide(qtbot):
    dialog = GuideDialog(guide_file())
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def test_every_section_is_listed_and_leads_to_its_place(guide, qtbot):
    written = re.findall(r"^## (.+)$", guide_file().read_text(encoding="utf-8"), re.MULTILINE)
    listed = [guide.contents.item(row).text() for row in range(guide.contents.count())]
    assert [title for title in listed if title in written] == written
    row = listed.index("The report")
    guide.contents.setCurrentRow(row)
    assert guide.text.textCursor().block().text() == "The report"


def test_every_picture_is_there_and_fits_the_window(guide):
    pictures = re.findall(r"!\[.*?\]\((.+?)\)", guide_file().read_text(encoding="utf-8"))
    assert len(pictures) > 3
    for name in pictures:
        image = guide.text.loadResource(IMAGE, QUrl(name))
        assert image is not None, name
        assert image.width() / image.devicePixelRatio() <= guide.text.viewport().width()


@pytest.mark.parametrize("address", ["https://example.org/a.png", "file:///etc/passwd"])
def test_nothing_else_is_loaded(guide, address):
    assert guide.text.loadResource(IMAGE, QUrl(address)) is None


def test_links_within_the_guide_lead_to_their_heading(guide):
    links = re.findall(r"\]\(#(.+?)\)", guide_file().read_text(encoding="utf-8"))
    assert "a-second-opinion" in links
    assert "web-addresses" in links, "of a deeper level than the list of contents has"
    for link in links:
        guide.text.anchorClicked.emit(QUrl(f"#{link}"))
        assert guide.text.textCursor().block().text().casefold() == link.replace("-", " ")


def test_every_other_page_that_is_named_is_there():
    pages = re.findall(r"\]\((?!screenshots/|#|https:)(.+?)(?:#.*?)?\)", guide_file().read_text(encoding="utf-8"))
    assert pages
    assert [page for page in pages if not (guide_file().parent / page).is_file()] == []
