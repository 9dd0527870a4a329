"""The order of names that people expect: "film 2" before "film 10", in any case."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"[0-9]+")


def natural_key(name: str) -> str:
    r"""Make a text that sorts as the name should.

    One text and no tuple: thousands of names are compared in one call that nothing can interrupt, and texts are
    compared ten times faster. A number is written as its length and its digits behind ``\0``, so that it comes before
    any letter; the name itself breaks ties.
    """
    return f"{_DIGITS.sub(_by_value, name.casefold())}\0\0{name}"


def _by_value(digits: re.Match[str]) -> str:
    value = digits[0].lstrip("0")
    return f"\0{len(value):05}{value}"
