"""One flag that says stop."""

from __future__ import annotations

import threading

import pytest

from xray_desktop.errors import Cancelled
from xray_desktop.services.cancellation import CancellationToken


def test_a_new_token_lets_work_go_on() -> None:
    token = CancellationToken()
    token.raise_if_cancelled()
    assert not token.cancelled
    assert not token.wait(0.0)


def test_a_cancelled_token_stops_work() -> None:
    token = CancellationToken()
    token.cancel()
    assert token.cancelled
    assert token.wait(60.0)
    with pytest.raises(Cancelled):
        token.raise_if_cancelled()


def test_listeners_are_called_once() -> None:
    token = CancellationToken()
    calls: list[str] = []
    token.on_cancel(lambda: calls.append("before"))
    token.cancel()
    token.cancel()
    token.on_cancel(lambda: calls.append("after"))
    assert calls == ["before", "after"]


def test_no_listener_is_lost_between_threads() -> None:
    for _ in range(200):
        token = CancellationToken()
        called = threading.Event()
        canceller = threading.Thread(target=token.cancel)
        canceller.start()
        token.on_cancel(called.set)
        canceller.join()
        assert called.wait(5.0)
