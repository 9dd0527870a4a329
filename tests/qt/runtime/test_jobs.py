"""Only answers to questions that are still asked arrive, in whatever order the work ends."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QThread

from tests.support.held_work import HeldExecutor
from xray_desktop.errors import Cancelled, ReportError
from xray_desktop.qt.runtime.jobs import Background, Jobs
from xray_desktop.qt.runtime.lifetime import Lifetime


class Asker(QObject):
    """Notes what arrives, and that it arrives on the GUI thread."""

    def __init__(self, background, *, with_errors=True):
        super().__init__()
        self.jobs = Jobs(background, self.take, self.fail if with_errors else None, tick_ms=1)
        self.jobs.told.connect(self.note)
        self.heard = []

    def note(self, items):
        self.heard.append(("told", *items))

    def take(self, *what):
        assert QThread.currentThread() is QCoreApplication.instance().thread()
        self.heard.append(what)

    def fail(self, *what):
        self.heard.append(("failed", *what))


@pytest.fixture
def executor():
    with HeldExecutor() as made:
        yield made


@pytest.fixture
def faults():
    return []


@pytest.fixture
def background(qapp, executor, faults):
    return Background(executor, Lifetime(), faults.append)


@pytest.fixture
def asker(background):
    return Asker(background)


def settle(qtbot):
    """Let everything that is on its way arrive."""
    for _ in range(4):
        qtbot.wait(5)


def test_an_answer_arrives_with_its_context(asker, executor, qtbot):
    asker.jobs.ask(lambda: 42, context=("which",))
    executor.let_go()
    qtbot.waitUntil(lambda: asker.heard == [("which", 42)])
    assert not asker.jobs.is_asking()


@pytest.mark.parametrize("order", [(0, 0), (1, 0)], ids=["in order", "the first one last"])
def test_of_two_questions_the_later_one_is_answered(asker, executor, qtbot, order):
    asker.jobs.ask(lambda: "old")
    asker.jobs.ask(lambda: "new")
    for place in order:
        executor.let_go(place)
        settle(qtbot)
    assert asker.heard == [("new",)]


def test_an_answer_that_is_on_its_way_when_the_next_question_is_asked_does_not_arrive(asker, executor, qtbot):
    asker.jobs.ask(lambda: "old")
    executor.let_go()
    asker.jobs.ask(lambda: "new")
    executor.let_go()
    settle(qtbot)
    assert asker.heard == [("new",)]


def test_errors_of_questions_that_are_not_asked_any_more_do_not_arrive(asker, executor, qtbot, faults):
    def fail():
        raise ReportError("The disk is full.")

    asker.jobs.ask(fail)
    asker.jobs.ask(lambda: "new")
    executor.let_go()
    executor.let_go()
    settle(qtbot)
    assert asker.heard == [("new",)]
    assert not faults


def test_questions_of_different_keys_are_all_answered(asker, executor, qtbot):
    asker.jobs.ask(lambda: 1, key="one")
    asker.jobs.ask(lambda: 2, key="two")
    executor.let_go(1)
    executor.let_go()
    settle(qtbot)
    assert asker.heard == [(2,), (1,)]


def test_what_is_dropped_is_cancelled_and_never_answered(asker, executor, qtbot):
    question = asker.jobs.begin()
    asker.jobs.run(question, lambda: "late")
    question.tell("on the way")
    asker.jobs.drop()
    assert question.token.cancelled
    executor.let_go()
    settle(qtbot)
    assert asker.heard == []


def test_a_question_asked_anew_cancels_the_one_before(asker):
    first = asker.jobs.begin()
    second = asker.jobs.begin()
    assert first.token.cancelled
    assert not second.token.cancelled
    asker.jobs.drop_all()
    assert second.token.cancelled


def test_a_question_knows_whether_another_took_its_place_or_the_program_ended(asker, background):
    first, other = asker.jobs.begin(), asker.jobs.begin("other")
    second = asker.jobs.begin()
    background.lifetime.end()
    assert first.replaced
    assert not second.replaced
    assert not other.replaced
    assert second.token.cancelled


def test_what_is_told_comes_before_the_answer(asker, executor, qtbot):
    question = asker.jobs.begin()

    def work():
        question.tell(1)
        question.tell(2)
        return "end"

    asker.jobs.run(question, work)
    executor.let_go()
    settle(qtbot)
    assert asker.heard == [("told", 1, 2), ("end",)]


def test_what_an_old_question_tells_late_does_not_arrive(asker, qtbot):
    old = asker.jobs.begin()
    new = asker.jobs.begin()
    worker = threading.Thread(target=lambda: (old.tell("old"), new.tell("new")))
    worker.start()
    worker.join()
    settle(qtbot)
    assert asker.heard == [("told", "new")]


def test_one_question_may_have_several_answers(asker, executor, qtbot):
    question = asker.jobs.begin()
    asker.jobs.run(question, lambda: 1)
    asker.jobs.run(question, lambda: 2)
    executor.let_go()
    settle(qtbot)
    assert asker.jobs.is_asking()
    executor.let_go()
    settle(qtbot)
    assert asker.heard == [(1,), (2,)]
    assert not asker.jobs.is_asking()


def test_an_answer_may_ask_the_next_question(background, executor, qtbot):
    class Chain(Asker):
        def take(self, *what):
            super().take(*what)
            if len(self.heard) == 1:
                self.jobs.ask(lambda: "second")

    asker = Chain(background)
    asker.jobs.ask(lambda: "first")
    executor.let_go()
    settle(qtbot)
    executor.let_go()
    settle(qtbot)
    assert asker.heard == [("first",), ("second",)]


def test_faults_go_where_all_faults_go_unless_somebody_asked_for_them(background, executor, qtbot, faults):
    asker = Asker(background, with_errors=False)
    asker.jobs.ask(lambda: 1 / 0)
    executor.let_go()
    qtbot.waitUntil(lambda: len(faults) == 1)
    assert isinstance(faults[0], ZeroDivisionError)
    assert not asker.jobs.is_asking()


def test_a_job_that_was_stopped_is_no_fault(background, executor, qtbot, faults):
    def stopped():
        raise Cancelled

    asker = Asker(background, with_errors=False)
    asker.jobs.ask(stopped)
    executor.let_go()
    settle(qtbot)
    assert not faults
    listening = Asker(background)
    listening.jobs.ask(stopped)
    executor.let_go()
    settle(qtbot)
    assert [kind for kind, _ in listening.heard] == ["failed"]


def test_a_question_keeps_no_controller_alive(background, executor, qtbot):
    asker = Asker(background)
    remembered = weakref.ref(asker)
    asker.jobs.ask(lambda: "nobody hears it")
    del asker
    gc.collect()
    assert remembered() is None
    executor.let_go()
    settle(qtbot)


def test_at_the_end_everything_is_cancelled_and_nothing_arrives(asker, background, executor, qtbot):
    question = asker.jobs.begin()
    asker.jobs.run(question, lambda: "late")
    background.lifetime.end()
    assert question.token.cancelled
    question.tell("late too")
    executor.let_go()
    settle(qtbot)
    assert asker.heard == []
