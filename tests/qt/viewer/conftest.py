"""A view on the screen."""

from __future__ import annotations

import pytest

from xray_desktop.qt.viewer.image_view import ImageView


@pytest.fixture
def view(qtbot):
    made = ImageView()
    qtbot.addWidget(made)
    made.resize(600, 400)
    with qtbot.waitExposed(made):
        made.show()
    return made
