"""What the window asks of its process: threads that give way, and imports that nobody looks into."""

from __future__ import annotations

import builtins
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from xray_desktop.qt.runtime.thread_priority import SEEN, lower_priority


def niceness():
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux knows priorities of threads")
def test_threads_that_a_quiet_thread_starts_are_quiet_too_and_the_window_is_not():
    before, heard = niceness(), []

    def start_another():
        worker = threading.Thread(target=lambda: heard.append(niceness()))
        worker.start()
        worker.join()

    with ThreadPoolExecutor(1, initializer=lower_priority, initargs=(min(19, before + SEEN),)) as executor:
        executor.submit(start_another).result()
    assert heard == [min(19, before + SEEN)]
    assert niceness() == before


def test_nobody_reads_the_source_of_what_is_imported(qapp):
    assert builtins.__import__.__name__ != "__feature_import__"
