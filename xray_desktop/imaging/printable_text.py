"""Text from a header, made safe to show."""

from __future__ import annotations

import unicodedata

_LONGEST_TEXT = 1024


def printable_text(text: str) -> str:
    """Make one clean line of a header's text.

    Control characters break lines, and direction characters let a name pretend to be another.
    """
    text = text[:_LONGEST_TEXT]
    if not text.isprintable():
        text = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in text)
    return " ".join(text.split())
