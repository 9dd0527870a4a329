"""The bridge delivers on the GUI thread, drops what is stale, and hides no exception."""

from __future__ import annotations

import gc
import threading
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from PySide6.QtCore import QCoreApplication, QThread

from xray_desktop.errors import Cancelled, ReportError
from xray_desktop.qt.runtime.threads import Bridge, Mailbox, always


def stale():
    """Tell of a message that its time is over when it comes."""
    return False


class Receiver:
    """Notes what it hears and where."""

    def __init__(self):
        self.heard = []

    def take(self, *what):
        self.heard.append((what, QThread.currentThread() is QCoreApplication.instance().thread()))

    def fail(self, *what):
        self.heard.append((("failed", *what), True))


@pytest.fixture
def faults():
    return []


@pytest.fixture
def bridge(qapp, faults):
    return Bridge(faults.append)


@pytest.fixture
def executor():
    with ThreadPoolExecutor(2) as made:
        yield made


def test_a_result_arrives_on_the_gui_thread(bridge, executor, qtbot):
    receiver = Receiver()
    bridge.watch(executor.submit(lambda: 42), receiver.take)
    qtbot.waitUntil(lambda: bool(receiver.heard))
    assert receiver.heard == [((42,), True)]


def test_the_context_comes_before_the_outcome(bridge, executor, qtbot):
    receiver = Receiver()
    bridge.watch(executor.submit(lambda: 42), receiver.take, context=("which", 7))
    qtbot.waitUntil(lambda: bool(receiver.heard))
    assert receiver.heard[0][0] == ("which", 7, 42)


def test_an_error_goes_to_whoever_asked_for_it(bridge, executor, qtbot, faults):
    receiver, error = Receiver(), ReportError("The disk is full.")

    def work():
        raise error

    bridge.watch(executor.submit(work), receiver.take, receiver.fail)
    qtbot.waitUntil(lambda: bool(receiver.heard))
    assert receiver.heard[0][0] == ("failed", error)
    assert not faults


def test_an_error_that_nobody_asked_for_is_reported(bridge, executor, qtbot, faults):
    bridge.watch(executor.submit(lambda: 1 / 0), Receiver().take)
    receiver = Receiver()
    bridge.watch(executor.submit(lambda: 1 / 0), receiver.take)
    qtbot.waitUntil(lambda: len(faults) == 2)
    assert all(isinstance(fault, ZeroDivisionError) for fault in faults)


def test_cancellation_is_no_fault(bridge, executor, qtbot, faults):
    receiver = Receiver()

    def stopped():
        raise Cancelled

    bridge.watch(executor.submit(stopped), receiver.take)
    never_begun: Future[int] = Future()
    bridge.watch(never_begun, receiver.take)
    never_begun.cancel()
    bridge.watch(executor.submit(lambda: "end"), receiver.take)
    qtbot.waitUntil(lambda: bool(receiver.heard))
    assert [what for what, _ in receiver.heard] == [("end",)]
    assert not faults


def test_a_stale_outcome_is_dropped(bridge, executor, qtbot, faults):
    receiver, gate = Receiver(), threading.Event()
    bridge.watch(executor.submit(gate.wait), receiver.take, is_current=stale)
    bridge.watch(executor.submit(lambda: "new"), receiver.take, is_current=always)
    gate.set()
    executor.shutdown()
    qtbot.waitUntil(lambda: bool(receiver.heard))
    qtbot.wait(20)
    assert [what for what, _ in receiver.heard] == [("new",)]


def test_a_receiver_is_not_kept_alive(bridge, executor, qtbot):
    receiver, gate, heard = Receiver(), threading.Event(), []
    receiver.heard = heard
    bridge.watch(executor.submit(gate.wait), receiver.take)
    del receiver
    gc.collect()
    gate.set()
    executor.shutdown()
    qtbot.wait(20)
    assert not heard


def test_nothing_arrives_after_the_end(bridge, executor, qtbot):
    receiver, gate = Receiver(), threading.Event()
    bridge.watch(executor.submit(gate.wait), receiver.take)
    bridge.close()
    gate.set()
    executor.shutdown()
    qtbot.wait(20)
    assert not receiver.heard


class TestMailbox:
    def test_a_stream_arrives_in_order_and_in_few_parts(self, qtbot):
        box, parts = Mailbox(), []
        box.delivered.connect(parts.append)
        threads = [threading.Thread(target=lambda: [box.post(number) for number in range(2000)]) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        qtbot.waitUntil(lambda: sum(map(len, parts)) == 8000)
        assert len(parts) < 100
        assert max(map(len, parts)) <= 1000

    def test_nothing_is_forgotten_between_two_ticks(self, qtbot):
        box, heard = Mailbox(tick_ms=0), []
        box.delivered.connect(heard.extend)

        def post():
            for number in range(3000):
                box.post(number)

        worker = threading.Thread(target=post)
        worker.start()
        qtbot.waitUntil(lambda: len(heard) == 3000)
        worker.join()
        assert heard == list(range(3000))

    def test_stale_items_are_dropped(self, qtbot):
        box, heard = Mailbox(), []
        box.delivered.connect(heard.extend)
        box.post("old", stale)
        box.post("new", always)
        qtbot.waitUntil(lambda: bool(heard))
        assert heard == ["new"]

    def test_the_end_is_told_after_the_last_item_and_no_sooner(self, qtbot):
        box, parts, order = Mailbox(at_most=2), [], []
        box.delivered.connect(parts.append)
        box.delivered.connect(order.extend)
        for number in range(5):
            box.post(number)
        box.when_empty(lambda: order.append("end"))
        assert not order
        qtbot.waitUntil(lambda: "end" in order)
        assert order == [0, 1, 2, 3, 4, "end"]
        assert [len(part) for part in parts] == [2, 2, 1]

    def test_the_end_of_an_empty_box_is_told_at_once(self, qapp):
        told = []
        Mailbox().when_empty(lambda: told.append("end"))
        assert told == ["end"]

    def test_a_stale_end_is_not_told(self, qtbot):
        box, heard = Mailbox(), []
        box.delivered.connect(heard.extend)
        box.post("item")
        box.when_empty(lambda: heard.append("end"), stale)
        qtbot.waitUntil(lambda: bool(heard))
        qtbot.wait(80)
        assert heard == ["item"]

    def test_a_closed_box_takes_and_gives_nothing(self, qtbot):
        box, heard = Mailbox(), []
        box.delivered.connect(heard.extend)
        box.post(1)
        box.close()
        box.post(2)
        qtbot.wait(80)
        assert not heard
