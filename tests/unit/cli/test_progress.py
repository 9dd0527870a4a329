"""Progress is for the user who watches, and leaves nothing behind."""

from __future__ import annotations

import io

from xray_desktop.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True

    def screen(self) -> str:
        """Return what a terminal shows: what is written after a carriage return covers what stood there."""
        line = ""
        for part in self.getvalue().split("\r"):
            line = part + line[len(part) :]
        return line


def test_a_terminal_shows_the_latest_count_in_one_line() -> None:
    terminal = Terminal()
    progress = Progress(terminal)
    progress.show(5, 1000)
    progress.show(61, 81)
    assert terminal.screen().rstrip().startswith("61 of 81 images, ")
    assert terminal.screen().rstrip().endswith(" images/s")
    assert "\n" not in terminal.getvalue()


def test_clearing_leaves_an_empty_line() -> None:
    terminal = Terminal()
    progress = Progress(terminal)
    progress.show(61, 81)
    progress.clear()
    assert terminal.screen().strip() == ""
    assert terminal.getvalue().endswith("\r")


def test_a_file_gets_nothing() -> None:
    stream = io.StringIO()
    progress = Progress(stream)
    progress.show(61, 81)
    progress.clear()
    assert stream.getvalue() == ""
