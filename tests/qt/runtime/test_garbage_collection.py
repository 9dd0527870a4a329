"""The collector of cycles looks at no object twice, and still finds cycles."""

from __future__ import annotations

import gc
import weakref

import pytest

from xray_desktop.qt.runtime.garbage_collection import GarbageCollection


@pytest.fixture
def sparing():
    made = GarbageCollection()
    made.start()
    yield made
    made.stop()


class Node:
    """Refers to itself."""

    def __init__(self):
        self.me = self


def test_what_survived_a_full_collection_is_not_looked_at_again(sparing):
    rows = [[number] for number in range(10_000)]
    gc.collect()
    examined = gc.get_objects()
    assert not any(each is rows for each in examined)
    assert len(examined) < len(rows)


def test_cycles_that_are_younger_than_the_last_full_collection_go_with_the_next(sparing):
    gc.collect()
    gone = weakref.ref(Node())
    gc.collect()
    assert gone() is None


def test_older_cycles_go_after_a_new_beginning(sparing):
    node = Node()
    gone = weakref.ref(node)
    gc.collect()
    del node
    gc.collect()
    assert gone() is not None
    sparing.begin_anew()
    gc.collect()
    assert gone() is None


def test_afterwards_the_collector_is_as_it_was():
    before = list(gc.callbacks)
    sparing = GarbageCollection()
    sparing.start()
    sparing.stop()
    assert gc.callbacks == before
    assert gc.get_freeze_count() == 0
