"""Takes the pictures of the documentation from the real window on a real X server.

Usage: python scripts/take_screenshots.py OUT [--study FOLDER] [--models-dir FOLDER] [--size 1440x900] [--scale 1]
[--only PICTURE] [SCENE ...]. Needs Xvfb and openbox. Without ``--study`` everything shown is the drawn demo study, so
that the pictures may be published; with it they show whatever the folder holds. The documentation has

    python scripts/take_screenshots.py docs/screenshots
    python scripts/take_screenshots.py docs/screenshots/1280x800 --size 1280x800 --only grid --only one-image done
    python scripts/take_screenshots.py docs/screenshots/2x --size 2880x1800 --scale 2 --only grid done
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xray_desktop.qt.application import Application

PATIENCE_S = 120.0
_SMALLEST_FILE = 0
"""Qt's quality of a PNG file: without loss at any, and slow at this one."""
MANY = 20_000
"""Images of the study that is caught while it is walked: hard links, so that they cost no room."""


class Stage:
    """One window on the screen of the X server, and the camera before it."""

    def __init__(self, home: Path, models_dir: Path | None, out: Path, only: list[str]) -> None:
        from PySide6.QtGui import QCursor

        from xray_desktop import app
        from xray_desktop.qt.application import Application
        from xray_desktop.settings.options import Options
        from xray_desktop.settings.paths import app_paths

        self.qt = app.make_qt_application()
        self.home, self.out, self._only = home, out, only
        self._make = lambda options: Application(options, app_paths(options.data_dir))
        self._options = Options
        self._pointer_away = lambda: QCursor.setPos(0, 0)
        self._models_dir = models_dir

    @contextmanager
    def window(self, *paths: Path, **options: object) -> Iterator[Application]:
        """Open a window as wide as the screen; it ends in order, as when a person closes it."""
        asked = self._options(paths=paths, data_dir=self.home / ".data", models_dir=self._models_dir, **options)
        self._pointer_away()
        application = self._make(asked)
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

    def wait(self, condition: Callable[[], object], settle_s: float = 0.0) -> None:
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

    def take(self, application: Application, name: str) -> None:
        """Keep what the X server shows, where the picture is wanted."""
        if self._only and name not in self._only:
            return
        picture = application.window.screen().grabWindow(0)
        picture.setDevicePixelRatio(1.0)
        picture.save(str(self.out / f"{name}.png"), "PNG", _SMALLEST_FILE)
        sys.stdout.write(f"{name}\n")


def is_scored(application: Application) -> bool:
    """Tell whether the study is walked and every image has its outcome."""
    waiting = application.grid.tally.counts(0.5).waiting
    return (
        application.study.walk.value == "done"
        and application.models.model is not None
        and not (application.analysis.running or waiting)
    )


def is_complete(application: Application) -> bool:
    """Tell whether the study is scored and all thumbnails on the screen are there."""
    view, grid = application.window.grid_page.view, application.grid
    visible = [grid.row_at(place) for place in view.visible_places()]
    shown = all(row.key in application.thumbnails.cache or row.state.value == "failed" for row in visible)
    return is_scored(application) and shown


def row_named(application: Application, part: str) -> object:
    """Find the image whose name holds a word."""
    return next(row for row in application.grid.rows if part in str(row.key.path))


def most_probable(application: Application) -> object:
    """Find the image with the highest probability that has something to show in its heat map."""
    rows = [row for row in application.grid.rows if row.probability is not None and row.heatmap]
    return max(rows, key=lambda row: row.probability)


# --- the pictures ------------------------------------------------------------------------------


def empty(stage: Stage, study: Path) -> None:
    """Nothing is open yet."""
    with stage.window() as application:
        stage.wait(lambda: application.models.model is not None, settle_s=0.3)
        for recent in ("Radiographs May", "Night shift", study.name):
            (stage.home / recent).mkdir(exist_ok=True)
            application.preferences.remember_opened(stage.home / recent)
        stage.turn(0.3)
        stage.take(application, "empty")


def walking(stage: Stage, study: Path) -> None:
    """Catch a large folder while it is walked, while it is scored, and after it was stopped."""
    with stage.window(many(stage, study)) as application:
        stage.wait(lambda: len(application.thumbnails.cache) >= 6)
        stage.take(application, "walking")
        stage.wait(lambda: len(application.study.results) >= 10, settle_s=3.0)
        stage.take(application, "scoring")
        application.window.status.cancel_requested.emit()
        stage.wait(lambda: not application.analysis.running, settle_s=0.5)
        stage.take(application, "cancelled")


def done(stage: Stage, study: Path) -> None:
    """Everything is scored; the threshold is moved, the filter leaves nothing, one image is looked at."""
    with stage.window() as application:
        application.study.open([study], study.name)
        stage.wait(lambda: is_complete(application), settle_s=0.5)
        page = application.window.grid_page
        page.view.go_to(most_probable(application).key)
        stage.turn(0.3)
        stage.take(application, "grid")
        application.threshold.move(1.0)
        page.header.asked.emit(*_at_or_above())
        stage.turn(0.4)
        stage.take(application, "filtered-to-nothing")
        page.show_all.emit()
        application.threshold.choose(application.models.model.card.default_operating_point)
        one_image(stage, application)
        application.window.actions_.light_theme.trigger()
        application.looking.back()
        stage.turn(0.5)
        stage.take(application, "light-theme")
        application.window.actions_.light_theme.trigger()


def _at_or_above() -> tuple[object, object, str]:
    from xray_desktop.qt.grid.arrangement import Order, Show

    return Order.SCAN, Show.AT_OR_ABOVE, ""


def one_image(stage: Stage, application: Application) -> None:
    """Show one image large, with and without its heat map."""
    image = application.window.view_page.image
    key = most_probable(application).key
    application.looking.open(key)
    stage.wait(lambda: image.image is not None and image.image.key == key, settle_s=0.5)
    stage.take(application, "one-image")
    application.window.actions_.heat_map.trigger()
    stage.turn(0.2)
    stage.take(application, "one-image-without-heat-map")
    application.window.actions_.heat_map.trigger()
    blank = [row for row in application.grid.rows if row.probability is not None and not row.heatmap]
    if blank:
        application.looking.open(blank[0].key)
        stage.wait(lambda: image.image is not None and image.image.key == blank[0].key, settle_s=0.5)
        stage.take(application, "blank-heat-map")


def problems(stage: Stage, study: Path) -> None:
    """Files that cannot be read and one that may not be scored, among good ones."""
    folder = with_broken_files(stage, study)
    with stage.window(folder) as application:
        stage.wait(lambda: is_complete(application), settle_s=0.5)
        stage.take(application, "with-errors")
        application.looking.open(row_named(application, "cut-short").key)
        stage.wait(lambda: application.window.view_page.shows_problem, settle_s=0.3)
        stage.take(application, "image-failed")
        refused = [row for row in application.grid.rows if row.state.value == "not_scored"]
        if refused:
            application.looking.open(refused[0].key)
            image = application.window.view_page.image
            stage.wait(lambda: image.image is not None and image.image.key == refused[0].key, settle_s=0.5)
            stage.take(application, "not-scored")
            application.overriding.score_anyway([refused[0].key])
            stage.wait(lambda: application.study.results[refused[0].key].overridden, settle_s=0.5)
            stage.take(application, "scored-anyway")
            application.looking.back()
            stage.turn(0.3)
            stage.take(application, "scored-anyway-grid")
        application.looking.back()
        with full_disk(stage.home / "full") as disk:
            application.exporting.export(disk / "report.csv")
            stage.wait(lambda: application.window.messages.sentences(), settle_s=0.3)
            stage.take(application, "disk-full")


def models(stage: Stage, study: Path) -> None:
    """Show a provider that fell back, a model that is refused, and none at all."""
    with stage.window(study, provider="cuda") as application:
        stage.wait(lambda: is_complete(application), settle_s=0.5)
        stage.take(application, "provider-fell-back")
    with stage.window(study) as application:
        stage.wait(lambda: is_complete(application), settle_s=0.3)
        stranger = stage.home / "stranger.onnx"
        stranger.write_bytes(b"not a model")
        application.models.load(stranger, "stranger")
        stage.wait(lambda: application.window.messages.sentences(), settle_s=0.3)
        stage.take(application, "model-refused")
    with stage.window(study, model="none-of-this-name") as application:
        stage.wait(lambda: application.window.messages.sentences(), settle_s=2.0)
        stage.take(application, "no-model")


def managing(stage: Stage, study: Path) -> None:
    """Manage models: the card, the question about a stranger's file, a removed one, two compared, a second opinion."""
    with stage.window(study) as application:
        stage.wait(lambda: is_complete(application), settle_s=0.3)
        dialog = application.managing.open()
        stage.wait(lambda: dialog.models.rows, settle_s=0.5)
        stage.take(application, "models")
        dialog.card_page.test_button.click()
        stage.wait(lambda: "Differences" in dialog.notice.sentence.text(), settle_s=0.3)
        stage.take(application, "model-self-test")
        application.managing.offer([spoilt_model(stage)])
        stage.wait(lambda: "is not added" in dialog.notice.sentence.text(), settle_s=0.3)
        stage.take(application, "model-not-added")
        add_other_model(stage, application)
        second_opinion(stage, application)


def add_other_model(stage: Stage, application: Application) -> None:
    """Add another version of the model in use, remove it, and take it back."""
    dialog = application.managing.dialog
    application.managing.offer([other_model(stage, application.models.model.path)])
    stage.wait(lambda: dialog.pages.currentWidget() is dialog.adding, settle_s=0.4)
    stage.take(application, "model-to-add")
    dialog.adding.yes.click()
    stage.wait(lambda: dialog.chosen is not None and dialog.chosen.listed.own, settle_s=0.4)
    dialog.card_page.remove_button.click()
    stage.wait(lambda: dialog.chosen.removed, settle_s=0.4)
    stage.take(application, "model-removed")
    dialog.card_page.restore_button.click()
    stage.wait(lambda: dialog.chosen.listed.own and not dialog.chosen.removed, settle_s=0.2)


def second_opinion(stage: Stage, application: Application) -> None:
    """Compare two models, and let the one speak beside the other."""
    dialog = application.managing.dialog
    others = [row for row in dialog.models.rows if row.listed.entry.card and not row.in_use]
    other = next((row for row in others if not row.listed.own), others[0])
    dialog.choose(other.path)
    dialog.card_page.compare_button.click()
    dialog.comparing.start.click()
    stage.wait(lambda: dialog.comparing.model.comparison is not None, settle_s=0.4)
    stage.take(application, "models-compared")
    dialog.choose(other.path)
    dialog.card_page.second_button.click()
    stage.wait(lambda: application.second.model is not None)
    dialog.close()
    stage.wait(lambda: len(application.second.results) > 0 and not application.second.analysis.running, settle_s=0.3)
    grid, threshold = application.grid, application.threshold.threshold.probability
    apart = [row for row in grid.rows if row.disagrees(threshold)]
    alike = [row for row in grid.rows if row.second is not None and not row.disagrees(threshold)]
    for rows, name in ((apart, "models-disagree"), (alike, "models-agree")):
        if rows:
            application.window.grid_page.view.go_to(rows[0].key)
            stage.turn(0.4)
            stage.take(application, name)
    application.second.dismiss()


def other_model(stage: Stage, path: Path) -> Path:
    """Copy a model under another version, as if somebody had sent it."""
    from xray_desktop.model_file.metadata import read_card, write_card

    copy = stage.home / "from-a-colleague.onnx"
    shutil.copyfile(path, copy)
    write_card(copy, read_card(copy).model_copy(update={"model_version": "1.0.1"}))
    return copy


def spoilt_model(stage: Stage) -> Path:
    """Write a file that only claims to be a model."""
    path = stage.home / "unknown.onnx"
    path.write_bytes(b"not a model")
    return path


def dialogues(stage: Stage, _study: Path) -> None:
    """Keys and versions."""
    with stage.window() as application:
        stage.wait(lambda: application.models.model is not None, settle_s=0.3)
        for action, name in (
            (application.window.actions_.shortcuts, "keys-and-mouse"),
            (application.window.actions_.about, "about"),
        ):
            action.trigger()
            stage.turn(0.6)
            stage.take(application, name)
            stage.qt.activeModalWidget().close()
            stage.turn(0.2)


SCENES = {each.__name__: each for each in (empty, walking, done, problems, models, managing, dialogues)}


# --- studies -----------------------------------------------------------------------------------


def demo(home: Path) -> Path:
    """Draw the demo study."""
    from xray_desktop.imaging.phantom.study import write_demo_study

    folder = home / "Demo study"
    folder.mkdir()
    write_demo_study(folder)
    return folder


def many(stage: Stage, study: Path) -> Path:
    """Make a folder of thousands of images out of a few."""
    folder = stage.home / "Archive"
    if folder.exists():
        return folder
    sources = [path for path in sorted(study.rglob("*")) if path.suffix.lower() in {".jpg", ".jpeg", ".png"}]
    for number in range(MANY):
        part = folder / f"{2020 + number * 6 // MANY}"
        part.mkdir(parents=True, exist_ok=True)
        os.link(sources[number % len(sources)], part / f"film-{number:05}.jpeg")
    return folder


def with_broken_files(stage: Stage, study: Path) -> Path:
    """Copy a study and spoil some of it."""
    folder = stage.home / "From the ward"
    shutil.copytree(study, folder)
    good = next(path for path in sorted(folder.rglob("*.jp*g")))
    (folder / "a-cut-short.jpeg").write_bytes(good.read_bytes()[: good.stat().st_size // 2])
    (folder / "b-letter.dcm").write_text("Dear colleague, thank you for the referral.\n" * 20)
    write_photograph(folder / "c-photograph.png")
    return folder


def write_photograph(path: Path) -> None:
    """Draw a colour picture, which no model here may judge: a sunset over water."""
    import cv2
    import numpy as np

    height = np.linspace(0.0, 1.0, 480)[:, None, None]
    sky, dusk = np.array([150.0, 90.0, 60.0]), np.array([60.0, 140.0, 250.0])
    picture = np.repeat(sky + (dusk - sky) * np.minimum(height / 0.6, 1.0), 640, axis=1)
    cv2.circle(picture, (430, 250), 52, (150, 230, 255), thickness=-1)
    picture[290:] = picture[290:0:-1][: 480 - 290] * 0.55
    cv2.imwrite(str(path), picture.round().astype(np.uint8))


@contextmanager
def full_disk(folder: Path) -> Iterator[Path]:
    """Mount a disk without a free page; only root may, elsewhere the folder is simply not there."""
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", str(folder)], check=False)
    if mounted.returncode == 0:
        (folder / "filler").write_bytes(bytes(4096))
    try:
        yield folder if mounted.returncode == 0 else folder / "absent"
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", "-l", str(folder)], check=True)


# --- the X server ------------------------------------------------------------------------------


@contextmanager
def x_server(size: str) -> Iterator[str]:
    """Start an X server with a window manager; gives the display's name."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as pipe:
            display = f":{pipe.readline().strip()}"
        manager = subprocess.Popen(["openbox"], env={**os.environ, "DISPLAY": display}, stderr=subprocess.DEVNULL)
        time.sleep(1.0)
        try:
            yield display
        finally:
            manager.terminate()
            manager.wait()
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("names", nargs="*", metavar="SCENE", help=", ".join(SCENES))
    parser.add_argument("--only", action="append", default=[], metavar="PICTURE", help="keep this one; may be repeated")
    parser.add_argument("--study", type=Path)
    parser.add_argument("--models-dir", type=Path)
    parser.add_argument("--size", default="1440x900", help="of the screen, in its own pixels")
    parser.add_argument("--scale", default="1", help="device pixels for one pixel of the design")
    arguments = parser.parse_intermixed_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, x_server(arguments.size) as display:
        # Paths in the pictures then read as those of a person's own folder.
        os.environ.update(
            HOME=home, DISPLAY=display, QT_QPA_PLATFORM="xcb", QT_SCALE_FACTOR=arguments.scale, LC_ALL="C.UTF-8"
        )
        stage = Stage(Path(home), arguments.models_dir, arguments.out.resolve(), arguments.only)
        study = arguments.study.resolve() if arguments.study else demo(Path(home))
        for name in arguments.names or SCENES:
            SCENES[name](stage, study)


if __name__ == "__main__":
    main()
