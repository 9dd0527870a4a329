"""How large the window's text is, in percent of the design's own; everything that holds text grows with it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

PERCENTS = (90, 100, 115, 130, 150)
"""What can be chosen."""

Drawn = TypeVar("Drawn")

_percent = [100]
_caches: list[Callable[[], None]] = []


def text_percent() -> int:
    """Return the text's size, one of `PERCENTS`."""
    return _percent[0]


def set_text_percent(percent: int) -> None:
    """Take another size; what was measured or drawn in the one before is forgotten. GUI thread.

    Parameters
    ----------
    percent
        The nearest of `PERCENTS` is taken.
    """
    _percent[0] = min(PERCENTS, key=lambda each: abs(each - percent))
    for clear in _caches:
        clear()


def scaled(pixels: int) -> int:
    """Return a length that holds text, in device-independent pixels, as large as the text is now."""
    return round(pixels * _percent[0] / 100)


def text_cache(most: int) -> Callable[[Callable[..., Drawn]], Callable[..., Drawn]]:
    """Remember what a function measured or drew, until the text has another size or `forget_drawn` is called."""

    def remember(function: Callable[..., Drawn]) -> Callable[..., Drawn]:
        made: Any = lru_cache(maxsize=most)(function)
        _caches.append(made.cache_clear)
        return made  # type: ignore[no-any-return]

    return remember


def forget_drawn() -> None:
    """Forget all text that was measured or drawn."""
    for clear in _caches:
        clear()
