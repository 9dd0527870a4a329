"""What was registered ends once, in three phases, whatever one of the ends does."""

from __future__ import annotations

import logging

from xray_desktop.qt.runtime.lifetime import Lifetime


def test_phases_come_in_their_order_and_ends_in_the_order_of_registration():
    lifetime, ended = Lifetime(), []
    lifetime.at_destroy(lambda: ended.append("destroy"))
    lifetime.at_wait(lambda: ended.append("wait"))
    lifetime.at_stop(lambda: ended.append("stop 1"))
    lifetime.at_stop(lambda: ended.append("stop 2"))
    lifetime.end()
    assert ended == ["stop 1", "stop 2", "wait", "destroy"]


def test_an_end_comes_once():
    lifetime, ended = Lifetime(), []
    lifetime.at_stop(lambda: ended.append(1))
    assert not lifetime.ended
    lifetime.end()
    lifetime.end()
    assert ended == [1]
    assert lifetime.ended


def test_a_fault_in_one_end_keeps_no_other_from_its_turn(caplog):
    lifetime, ended = Lifetime(), []
    lifetime.at_stop(lambda: 1 / 0)
    lifetime.at_stop(lambda: ended.append("stop"))
    lifetime.at_destroy(lambda: ended.append("destroy"))
    with caplog.at_level(logging.ERROR):
        lifetime.end()
    assert ended == ["stop", "destroy"]
    assert "the phase stop of the end" in caplog.text
    assert "ZeroDivisionError" in caplog.text
