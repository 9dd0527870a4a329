"""What a file draws over its picture comes with it, and goes by a key."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt

from tests.qt.viewer.screen import grab
from tests.support.dicom_files import write_dicom
from tests.support.dicom_overlays import add_overlay
from tests.support.studies import small_picture
from xray_desktop.qt import theme

_PICTURE = small_picture(2)


def _coloured(view) -> int:
    wanted = theme.colour("on_picture_graphics")
    return int((grab(view) == (wanted.red(), wanted.green(), wanted.blue())).all(axis=2).sum())


def test_overlays_come_with_the_picture_and_go_by_a_key(window, finished, wait, tmp_path, qtbot):
    mask = np.zeros(_PICTURE.shape, np.bool_)
    mask[50:90, 60:120] = True
    (tmp_path / "study").mkdir()
    path = write_dicom(tmp_path / "study" / "a.dcm", _PICTURE, window=(2048.0, 4096.0))
    add_overlay(path, mask)
    application = window(tmp_path / "study")
    finished(application)
    main = application.window
    application.parts.navigation.open(application.parts.grid.row_at(0).key)
    view, action = main.view_page.image, main.actions_.overlays
    wait(lambda: view.image is not None)
    assert action.isChecked()
    assert _coloured(view) > 1000
    qtbot.keyClick(view, Qt.Key.Key_O)
    assert not action.isChecked()
    assert _coloured(view) == 0
    # The choice holds for whatever else is shown, in one pane or in several.
    main.actions_.two_panes.trigger()
    wait(lambda: len(main.view_page.panes.views) == 2)
    action.trigger()
    wait(lambda: any(_coloured(each) for each in main.view_page.panes.views))
