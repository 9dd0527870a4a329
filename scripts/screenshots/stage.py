"""One window on the screen of the X server, the camera before it, and what there is to wait for."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from xray_desktop.imaging.image import ImageKey
    from xray_desktop.qt.application import Application
    from xray_desktop.study.row import Row

PATIENCE_S = 240.0


class Stage:
    """Opens windows and takes pictures of them.

    Parameters
    ----------
    home
        The folder that is the user's own in the pictures.
    models_dir
        Further models.
    out
        Where pictures go.
    only
        Names of the pictures that are wanted; all where empty.
    """

    def __init__(self, home: Path, models_dir: Path | None, out: Path, only: list[str]) -> None:
        from xray_desktop import app

        self.qt = app.make_qt_application()
        self.home, self.out, self._only = home, out, only
        self._models_dir = models_dir
        self._runs = count(1)

    @contextmanager
    def window(self, *paths: Path, **options: Any) -> Iterator[Application]:
        """Open a window as wide as the screen; it ends in order, as when the user closes it.

        Parameters
        ----------
        paths
            To open.
        options
            Of the command line. Without ``data_dir`` nothing is remembered of the windows before.
        """
        from PySide6.QtGui import QCursor

        from xray_desktop.qt.application import Application
        from xray_desktop.settings.options import Options
        from xray_desktop.settings.paths import app_paths

        data_dir = options.pop("data_dir", self.home / f".data-{next(self._runs)}")
        asked = Options(paths=paths, data_dir=data_dir, models_dir=self._models_dir, **options)
        QCursor.setPos(0, 0)
        application = Application(asked, app_paths(data_dir))
        application.show()
        application.window.showMaximized()
        self.wait(lambda: application.window.isVisible(), settle_s=0.6)
        application.start()
        try:
            yield application
        finally:
            application.window.close()
            application.close()
            application.window.deleteLater()
            self.turn(0.1)

    def wait(self, condition: Callable[[], object], settle_s: float = 0.3) -> None:
        """Let the window live until something holds, and a moment longer."""
        end = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError("the window does not come into the state that is to be shown")
            self.turn(0.01)
        self.turn(settle_s)

    def turn(self, seconds: float) -> None:
        """Let the window live for a while."""
        end = time.monotonic() + seconds
        while True:
            self.qt.processEvents()
            if time.monotonic() >= end:
                return
            time.sleep(0.005)

    def wants(self, *names: str) -> bool:
        """Tell whether one of these pictures is wanted."""
        return not self._only or any(name in self._only for name in names)

    def take(self, application: Application, name: str, of: QWidget | None = None) -> None:
        """Keep what the X server shows: the whole screen, one window with its frame, or one part of a window."""
        from PySide6.QtCore import QPoint, QRect

        from screenshots.packing import packed

        if not self.wants(name):
            return
        # The window manager puts the frame around a new window.
        self.turn(0.8)
        screen = application.window.screen()
        if of is None:
            picture = screen.grabWindow(0)
        else:
            place = of.frameGeometry() if of.isWindow() else QRect(of.mapToGlobal(QPoint(0, 0)), of.size())
            picture = screen.grabWindow(0, place.x(), place.y(), place.width(), place.height())
        (self.out / f"{name}.png").write_bytes(packed(picture))
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()

    # --- looking -------------------------------------------------------------------------------

    def look_at(self, application: Application, key: ImageKey) -> None:
        """Show an image large."""
        application.parts.navigation.open(key)
        self.wait(lambda: shows(application, key), settle_s=0.5)

    def run(self, application: Application, *names: str) -> None:
        """Trigger actions by their names."""
        actions = application.window.actions_.by_name
        for name in names:
            actions[name].trigger()
            self.turn(0.3)


def shows(application: Application, key: ImageKey) -> bool:
    """Tell whether the view shows an image."""
    image = application.window.view_page.image.image
    return image is not None and image.key == key


def hangs(application: Application) -> bool:
    """Tell whether every pane shows what it is to show."""
    panes = application.window.view_page.panes.shown
    return all(pane.key is None or (pane.view.image and pane.view.image.key == pane.key) for pane in panes)


def is_scored(application: Application) -> bool:
    """Tell whether the study is walked and every image has its outcome."""
    waiting = application.parts.study.counts.waiting
    return (
        application.parts.study_controller.walk.value == "done"
        and application.parts.models.model is not None
        and not (application.parts.scoring.running or waiting)
    )


def is_pictured(application: Application) -> bool:
    """Tell whether all thumbnails on the screen are there."""
    view, grid = application.window.grid_page.view, application.parts.grid
    visible = [grid.row_at(place) for place in view.visible_places()]
    return all(row.key in application.parts.thumbnails.cache or row.state.value == "failed" for row in visible)


def is_complete(application: Application) -> bool:
    """Tell whether the study is scored and pictured."""
    return is_scored(application) and is_pictured(application)


def row_named(application: Application, part: str) -> Row:
    """Find the image whose path holds a word."""
    return next(row for row in application.parts.study.rows if part in str(row.key.path))


def most_probable(application: Application) -> Row:
    """Find the image with the highest probability that has something to show in its heat map."""
    rows = [row for row in application.parts.study.rows if row.probability is not None and row.heatmap]
    return max(rows, key=lambda row: row.probability or 0.0)
