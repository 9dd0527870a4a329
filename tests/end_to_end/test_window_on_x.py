"""The program as the user uses it: a real X server, a window manager, a mouse and a keyboard, and nothing else.

What the window did is judged from outside: by the pictures of the screen, by the report, by the exit. The report has to
say what the command line says of the same films. The pictures stay in ``build/artefacts`` or in ``$XRAY_ARTEFACTS``.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.conftest import PROJECT_ROOT
from tests.support import drag_source
from tests.support.command_line import CommandLine, read_report
from tests.support.sessions import Activity, processes
from tests.support.threads import eventually
from tests.support.x_desktop import XDesktop, missing_programs, x_desktop
from xray_desktop.phantom.study import write_demo_study
from xray_desktop.qt import theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from tests.support.x_desktop import Rectangle

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

TITLE = "xray-desktop"
CENTRE = (0.2, 0.25, 0.75, 0.9)
"""Where pictures are, as shares of the window: left, top, right, bottom."""
FIRST_FILM = (0.25, 0.45)


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("end-to-end") / "films"
    folder.mkdir()
    write_demo_study(folder)
    return folder


@pytest.fixture(params=[((1280, 800), 1), ((2560, 1600), 2)], ids=["1280x800", "1280x800-at-2x"])
def desktop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[XDesktop]:
    missing = missing_programs()
    if missing:
        pytest.skip(f"a desktop needs {', '.join(missing)}: run scripts/system-packages test")
    size, scale = request.param
    named = os.environ.get("XRAY_ARTEFACTS")
    artefacts = (Path(named) if named else PROJECT_ROOT / "build" / "artefacts") / request.node.callspec.id
    with x_desktop(size, artefacts, tmp_path / "home") as started:
        started.environment |= {"PYTHONPATH": str(PROJECT_ROOT), "QT_SCALE_FACTOR": str(scale)}
        yield started


def test_drop_open_window_threshold_export(desktop: XDesktop, films: Path, tmp_path: Path) -> None:
    said, report = tmp_path / "said.log", tmp_path / "report.csv"
    command = [sys.executable, "-m", "xray_desktop", "--data-dir", str(tmp_path / "data")]
    with desktop.running(command, said) as process:
        window = desktop.window(TITLE)
        desktop.wait_for_focus(TITLE)
        place = desktop.rectangle(window)
        is_busy = Activity(process.pid)

        desktop.wait_until_still(is_busy=is_busy)
        desktop.keep("empty")
        drop(desktop, films, place)
        desktop.wait_until_still(is_busy=is_busy)
        scored = desktop.keep("scored")
        assert pills(scored, place, "positive") > 0
        assert pills(scored, place, "negative") > 0

        look_at_films(desktop, place)
        move_threshold(desktop, place)
        export(desktop, report)

        desktop.press("alt+F4")
        assert process.wait(30) == 0
        assert eventually(lambda: not processes(process.pid)), processes(process.pid)
    assert said.read_text() == ""
    judge(report, films, tmp_path)


def drop(desktop: XDesktop, films: Path, place: Rectangle) -> None:
    source = [sys.executable, "-m", "tests.support.drag_source", str(films)]
    with desktop.running(source, films.parent / "drag-source.log"):
        start = desktop.rectangle(desktop.window(drag_source.TITLE))
        desktop.drag(start.at(0.5, 0.5), place.at(0.5, 0.5))
        # What was dropped is asked for after the button went up: nobody may leave before.
        desktop.window(f"{films.name} .*{TITLE}")


def look_at_films(desktop: XDesktop, place: Rectangle) -> None:
    """Open the first film, change its window, go to the next one and back, and back to the grid."""
    grid = desktop.wait_until_still()
    desktop.click(place.at(*FIRST_FILM), times=2)
    first = changed(desktop, place, grid, "opened")

    middle = place.at(0.45, 0.55)
    desktop.drag(middle, place.at(0.6, 0.65))
    windowed = changed(desktop, place, first, "windowed")

    desktop.turn_wheel(middle, 1)
    second = changed(desktop, place, windowed, "next")
    desktop.turn_wheel(middle, -1)
    again = changed(desktop, place, second, "previous")
    desktop.press("space")
    desktop.wait_until_still()
    # The same film under the same window is the same picture, whatever happened in between.
    assert np.array_equal(part(desktop.keep("reset"), place), part(first, place))

    desktop.press("Escape")
    back = changed(desktop, place, again, "grid")
    assert pills(back, place, "positive") > 0


def move_threshold(desktop: XDesktop, place: Rectangle) -> None:
    """Walk to the slider with the keyboard, move it by its keys, and then drag its knob with the mouse."""
    before = desktop.wait_until_still()
    desktop.press("shift+Tab", "shift+Tab", "shift+Tab")
    focused = desktop.wait_until_still()
    desktop.press(*["Right"] * 5)
    moved = desktop.wait_until_still()
    assert not np.array_equal(focused, moved)

    # The knob wears the accent's colour while it has the focus.
    knob = centre_of(coloured(focused, "accent") & ~coloured(before, "accent"))
    desktop.drag(knob, (knob[0] + place.width // 10, knob[1]))
    after = desktop.wait_until_still()
    desktop.keep("threshold")
    assert pills(after, place, "positive") < pills(moved, place, "positive")


def export(desktop: XDesktop, report: Path) -> None:
    desktop.press("ctrl+e")
    desktop.window("Export report")
    desktop.wait_for_focus("Export report")
    desktop.press("ctrl+a")
    desktop.write(str(report))
    desktop.keep("export")
    desktop.press("Return")
    assert eventually(report.exists)
    assert eventually(lambda: desktop.window_is_gone("Export report"))
    desktop.wait_until_still()
    desktop.keep("exported")


def judge(report: Path, films: Path, tmp_path: Path) -> None:
    """Hold the window's report against that of the command line with the same threshold."""
    shown = read_report(report)
    command_line = CommandLine(tmp_path / "other-data")
    line = next(row["threshold"] for row in shown if row["threshold"])
    expected, default = tmp_path / "expected.csv", tmp_path / "default.csv"
    command_line.run("--headless", films, "--report", default)
    command_line.run("--headless", films, "--report", expected, "--threshold", line)
    assert [content(row) for row in shown] == [content(row) for row in read_report(expected)]
    assert {row["operating_point"] for row in shown if row["status"] == "scored"} == {"custom"}
    assert {row["status"] for row in shown} == {"scored", "not_scored"}
    # Five steps to the right with the keys, and then further with the mouse.
    assert float(line) > round(float(read_report(default)[0]["threshold"]), 2) + 0.05


def content(row: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in row.items() if name != "scored_at"}


# --- what is seen ------------------------------------------------------------------------------


def part(seen: NDArray[np.uint8], place: Rectangle) -> NDArray[np.uint8]:
    """Cut out where the pictures are."""
    inner = place.inner(*CENTRE)
    return seen[inner.top : inner.top + inner.height, inner.left : inner.left + inner.width]


def changed(desktop: XDesktop, place: Rectangle, before: NDArray[np.uint8], name: str) -> NDArray[np.uint8]:
    """Wait until the pictures are others, keep the screen, and give it."""
    assert eventually(lambda: not np.array_equal(part(desktop.look(), place), part(before, place))), name
    desktop.wait_until_still()
    return desktop.keep(name)


def coloured(seen: NDArray[np.uint8], token: str) -> NDArray[np.bool_]:
    """Find the pixels that have exactly a colour of the dark theme."""
    wanted = getattr(theme.DARK.palette, token).lstrip("#")
    blue_first = [int(wanted[start : start + 2], 16) for start in (4, 2, 0)]
    return np.asarray((seen == np.array(blue_first, np.uint8)).all(axis=2))


def pills(seen: NDArray[np.uint8], place: Rectangle, token: str) -> int:
    """Count the pixels in a state's colour among the pictures."""
    return int(coloured(part(seen, place), token).sum())


def centre_of(mask: NDArray[np.bool_]) -> tuple[int, int]:
    rows, columns = mask.nonzero()
    assert rows.size, "nothing of that colour"
    return round(float(columns.mean())), round(float(rows.mean()))
