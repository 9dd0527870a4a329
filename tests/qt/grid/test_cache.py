"""Thumbnails are kept up to a number of bytes."""

from __future__ import annotations

from PySide6.QtGui import QPixmap

from tests.support.rows import row
from xray_desktop.qt.grid.cache import ThumbnailCache

ONE = 10 * 10 * 4


def test_the_least_recently_used_goes_first(qapp):
    cache = ThumbnailCache(3 * ONE)
    keys = [row(number).key for number in range(4)]
    for key in keys[:3]:
        cache.put(key, QPixmap(10, 10))
    assert cache.get(keys[0]) is not None
    cache.put(keys[3], QPixmap(10, 10))
    assert [key in cache for key in keys] == [True, False, True, True]


def test_putting_the_same_again_counts_once(qapp):
    cache = ThumbnailCache(2 * ONE)
    for _ in range(5):
        cache.put(row(0).key, QPixmap(10, 10))
    cache.put(row(1).key, QPixmap(10, 10))
    assert len(cache) == 2, "both fit"


def test_one_that_is_larger_than_the_limit_stays_until_the_next(qapp):
    cache = ThumbnailCache(ONE)
    cache.put(row(0).key, QPixmap(100, 100))
    assert row(0).key in cache
    cache.put(row(1).key, QPixmap(10, 10))
    assert row(0).key not in cache
    cache.clear()
    assert len(cache) == 0
    assert cache.get(row(1).key) is None
    cache.put(row(2).key, QPixmap(9, 10))
    cache.put(row(3).key, QPixmap(1, 10))
    assert len(cache) == 2, "what was cleared takes no room any more"
