"""Two hundred studies opened, looked at, stopped and left at random moments leave nothing behind in one window."""

from __future__ import annotations

import random
from statistics import median

import pytest

from tests.support.levels import look
from tests.support.studies import many_jpegs, multi_frame_dicom, small_study

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

CYCLES = 200
WARM_UP = 100
LOOK_EVERY = 20
MEMORY_MIB = 20.0
"""What the level may rise by from the first half to the second: the allocator's own disorder, which flattens out."""
BACKGROUND_THREADS = 4
"""Of the executor, which starts them as it needs them."""


class User:
    """Uses the window with a seeded mind."""

    def __init__(self, application, studies, qtbot):
        self._application, self._studies, self._qtbot = application, studies, qtbot
        self._random = random.Random(20260105)  # noqa: S311 - the same walk every time

    def cycle(self):
        application, dice = self._application, self._random
        application.parts.opening.open([dice.choice(self._studies)])
        self._pause()
        for _ in range(dice.randrange(4)):
            dice.choice([self._look, self._stop, self._resume, self._go_back, self._pause, self._step])()

    def _pause(self):
        self._qtbot.wait(self._random.choice([0, 0, 5, 20, 60, 150]))

    def _look(self):
        grid = self._application.parts.grid
        if grid.rowCount():
            self._application.parts.navigation.open(grid.row_at(self._random.randrange(grid.rowCount())).key)
            self._pause()

    def _step(self):
        self._application.parts.navigation.step(self._random.choice([-1, 1, 2]))
        self._pause()

    def _go_back(self):
        self._application.parts.navigation.back()

    def _stop(self):
        self._application.window.status.cancel_requested.emit()
        self._pause()

    def _resume(self):
        self._application.parts.status.resume_requested.emit()


def test_threads_children_files_objects_and_memory_return_to_their_level(window, finished, wait, tmp_path, qtbot):
    small_study(tmp_path / "mixed", 14)
    many_jpegs(tmp_path / "many", 400, side=64)
    (tmp_path / "frames").mkdir()
    multi_frame_dicom(tmp_path / "frames" / "twelve.dcm", 12)
    (tmp_path / "empty").mkdir()
    studies = [tmp_path / name for name in ("mixed", "many", "frames", "empty")]
    application = window(tmp_path / "mixed")
    finished(application)
    user, levels, view = User(application, studies, qtbot), [], application.window.grid_page.view

    def rest():
        """Come back to the same picture: one study, scored, its grid in front."""
        application.parts.opening.open([tmp_path / "mixed"])
        finished(application)
        # A message takes room from the grid, and with it changes what is seen.
        application.window.messages.close_topic("stopped")
        qtbot.wait(100)
        wait(lambda: len(view.visible_places()) > 0)
        # What is on the screen; perhaps more, where a message has come and gone.
        shown = [application.parts.grid.row_at(place).key for place in view.visible_places()]
        wait(lambda: all(key in application.parts.thumbnails.cache for key in shown))
        qtbot.wait(300)

    for cycle in range(WARM_UP + CYCLES + 1):
        user.cycle()
        if cycle >= WARM_UP and cycle % LOOK_EVERY == 0:
            rest()
            levels.append(look())
    first, last = levels[0], levels[-1]
    assert own(last.threads) == own(first.threads)
    assert len(last.threads) - len(own(last.threads)) <= BACKGROUND_THREADS
    assert last.children == first.children
    assert last.files <= first.files
    more = {kind: count for kind, count in (last.objects - first.objects).items() if count > 2}
    assert not more
    half = len(levels) // 2
    risen = median(each.memory_mib for each in levels[half:]) - median(each.memory_mib for each in levels[:half])
    assert risen < MEMORY_MIB, [round(each.memory_mib) for each in levels]


def own(threads):
    return [name for name in threads if not name.startswith("background_")]
