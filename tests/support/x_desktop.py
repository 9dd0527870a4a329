"""A real X server with a window manager, and a user's hands on it: xdotool moves the mouse and presses the keys."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from tests.support.threads import eventually

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

PROGRAMS = ("Xvfb", "openbox", "xdotool", "xprop", "xwininfo", "scrot")
PATIENCE_S = 60.0
_END_S = 20.0
_LOOK_S = 0.5
_DRAG_STEPS = 8

_GEOMETRY = ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height")

LEFT_BUTTON, WHEEL_UP, WHEEL_DOWN = 1, 4, 5


def missing_programs() -> list[str]:
    """List what a desktop of our own needs and this machine has not."""
    return [program for program in PROGRAMS if shutil.which(program) is None]


@dataclass(frozen=True)
class Rectangle:
    """Part of the screen, in its pixels."""

    left: int
    top: int
    width: int
    height: int

    def at(self, across: float, down: float) -> tuple[int, int]:
        """Return a point by its shares of width and height."""
        return self.left + round(self.width * across), self.top + round(self.height * down)

    def inner(self, left: float, top: float, right: float, bottom: float) -> Rectangle:
        """Return the part between shares of width and height."""
        x, y = self.at(left, top)
        return Rectangle(x, y, round(self.width * (right - left)), round(self.height * (bottom - top)))


class XDesktop:
    """One screen.

    Parameters
    ----------
    display
        As in ``:7``.
    environment
        Of every program on it.
    artefacts
        Where pictures of the screen go.
    """

    def __init__(self, display: str, environment: dict[str, str], artefacts: Path) -> None:
        self.display, self.environment, self._artefacts = display, environment, artefacts
        self._pictures = 0

    # --- hands ---------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys one after the other, by their X names (``ctrl+e``)."""
        self._xdotool("key", "--delay", "40", *keys)

    def write(self, text: str) -> None:
        """Type."""
        self._xdotool("type", "--delay", "15", text)

    def move_to(self, place: tuple[int, int]) -> None:
        """Move the mouse."""
        self._xdotool("mousemove", "--sync", *map(str, place))

    def click(self, place: tuple[int, int], times: int = 1) -> None:
        """Click, or double-click, with the left button."""
        self.move_to(place)
        self._xdotool("click", "--repeat", str(times), "--delay", "60", str(LEFT_BUTTON))

    def turn_wheel(self, place: tuple[int, int], notches: int) -> None:
        """Turn the wheel towards oneself; away where negative."""
        self.move_to(place)
        button = WHEEL_DOWN if notches > 0 else WHEEL_UP
        self._xdotool("click", "--repeat", str(abs(notches)), "--delay", "60", str(button))

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Drag with the left button, as slowly as a hand."""
        self.move_to(start)
        self._xdotool("mousedown", str(LEFT_BUTTON))
        for step in range(1, _DRAG_STEPS + 1):
            share = step / _DRAG_STEPS
            place = (round(a + (b - a) * share) for a, b in zip(start, end, strict=True))
            self._xdotool("mousemove", *map(str, place))
            time.sleep(0.05)
        # Whoever would take a drop has to say so before the button goes up.
        time.sleep(0.3)
        self._xdotool("mouseup", str(LEFT_BUTTON))

    # --- eyes ----------------------------------------------------------------------------------

    def window(self, title: str) -> str:
        """Wait for a visible window whose title has a part, and give its number."""
        found: list[str] = []

        def is_there() -> bool:
            found[:] = self._xdotool("search", "--onlyvisible", "--name", title, check=False).split()
            return bool(found)

        self._wait(is_there, f"no window with the title {title!r}")
        return found[-1]

    def window_is_gone(self, title: str) -> bool:
        """Tell whether no visible window has a title with this part."""
        return not self._xdotool("search", "--onlyvisible", "--name", title, check=False).split()

    def wait_for_focus(self, title: str) -> None:
        """Wait until the keyboard speaks to a window whose title has a part."""
        self._wait(lambda: title in self._focused(), f"the keyboard speaks to {self._focused()!r}, not to {title!r}")

    def _focused(self) -> str:
        return self._xdotool("getactivewindow", "getwindowname", check=False).strip()

    def rectangle(self, window: str) -> Rectangle:
        """Find out where a window lies, without its frame."""
        said = self._run("xwininfo", "-id", window)
        left, top, width, height = (int(re.findall(rf"{word}:\s+(-?\d+)", said)[0]) for word in _GEOMETRY)
        return Rectangle(left, top, width, height)

    def look(self) -> NDArray[np.uint8]:
        """Take a picture of the whole screen, shape ``[rows, columns, 3]``, blue first."""
        path = self._artefacts / ".look.png"
        self._run("scrot", "--overwrite", "--silent", str(path))
        seen = cv2.imread(str(path))
        assert seen is not None
        return np.asarray(seen, np.uint8)

    def keep(self, name: str) -> NDArray[np.uint8]:
        """Take a picture of the screen and keep it beside the others, numbered."""
        seen = self.look()
        self._pictures += 1
        cv2.imwrite(str(self._artefacts / f"{self._pictures:02d}-{name}.png"), seen)
        return seen

    def wait_until_still(self, seconds: float = 1.2, is_busy: Callable[[], bool] = lambda: False) -> NDArray[np.uint8]:
        """Wait until nothing has moved on the screen for a while, nor was anybody busy, and give what is seen."""
        before, since = self.look(), time.monotonic()
        end = since + PATIENCE_S
        while time.monotonic() - since < seconds:
            assert time.monotonic() < end, "the screen does not come to rest"
            time.sleep(_LOOK_S)
            now = self.look()
            if is_busy() or not np.array_equal(before, now):
                before, since = now, time.monotonic()
        return before

    # --- programs ------------------------------------------------------------------------------

    @contextmanager
    def running(self, command: Sequence[str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
        """Run a program on this screen in a session of its own; what it says goes into a file."""
        with log.open("wb") as stream:
            process = subprocess.Popen(
                command, stdout=stream, stderr=stream, env=self.environment, start_new_session=True
            )
            try:
                yield process
            finally:
                _end(process)

    # --- inside --------------------------------------------------------------------------------

    def _xdotool(self, *words: str, check: bool = True) -> str:
        return self._run("xdotool", *words, check=check)

    def _run(self, *command: str, check: bool = True) -> str:
        done = subprocess.run(
            command, capture_output=True, text=True, env=self.environment, timeout=PATIENCE_S, check=False
        )
        assert not check or done.returncode == 0, (command, done.stderr)
        return done.stdout

    @staticmethod
    def _wait(condition: Callable[[], bool], complaint: str) -> None:
        assert eventually(condition, PATIENCE_S), complaint


@contextmanager
def x_desktop(size: tuple[int, int], artefacts: Path, home: Path) -> Iterator[XDesktop]:
    """Start a screen of a size with a window manager on it, and end both."""
    for folder in (artefacts, home):
        folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        display = stack.enter_context(_x_server(size))
        desktop = XDesktop(display, _environment(display, home), artefacts)
        stack.enter_context(desktop.running(["openbox"], home / "openbox.log"))
        # The window manager says on the root window that it is there.
        desktop._wait(
            lambda: "window id" in desktop._run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"), "no window manager"
        )
        yield desktop


@contextmanager
def _x_server(size: tuple[int, int]) -> Iterator[str]:
    read, write = os.pipe()
    screen = f"{size[0]}x{size[1]}x24"
    # It takes the first display that is free, and says which when it is ready.
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", screen, "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as stream:
            number = stream.readline().strip()
        assert number, "Xvfb does not start"
        yield f":{number}"
    finally:
        _end(server)


def _environment(display: str, home: Path) -> dict[str, str]:
    hidden = ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QT_SCALE_FACTOR", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS")
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    runtime = home / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    return {
        **kept,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_RUNTIME_DIR": str(runtime),
    }


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_END_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
