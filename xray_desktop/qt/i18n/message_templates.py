"""Sentences that come filled in: which template one was made of, and with what.

The packages below the window know no language: what they say is English, in exceptions, notes and reasons, as reports
and the command line have it. ``scripts/update_translations`` lists their templates; here a sentence is taken apart
again, so that the window can say it in another language. Needs no Qt.
"""

from __future__ import annotations

import re
import string
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_BETWEEN = re.compile(r"(?<=[.?]) (?=[A-Z“{])")
"""Between two sentences: a full stop, a space, a capital."""
_CODES = re.compile(r"[A-Z]{2,16}(?: and [A-Z]{2,16})+")
"""DICOM code strings in a list: ``CR and DX``."""
_WITH_CODE = re.compile(r"(.+)( \([A-Z]{2,16}\))")
"""Words with the code string that they explain: ``a mammogram (MG)``."""
_REMEMBERED = 4096


def split(text: str) -> list[str]:
    """Take a text apart into its sentences."""
    return _BETWEEN.split(text)


class Template:
    """A sentence with gaps, such as ``{0} of {1} rows are missing``."""

    def __init__(self, text: str) -> None:
        self.text = text
        parts = [(literal, gap) for literal, gap, _, _ in string.Formatter().parse(text)]
        self.literals = [literal for literal, _ in parts if literal]
        self._pattern = "".join(re.escape(literal) + ("" if gap is None else "(.+?)") for literal, gap in parts)

    @cached_property
    def longest(self) -> str:
        """The longest piece between two gaps: a sentence without it was not made of this template."""
        return max(self.literals, key=len, default="")

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What a sentence made of it looks like."""
        return re.compile(self._pattern, re.DOTALL)

    def values(self, text: str) -> tuple[str, ...] | None:
        """Return what fills the gaps of a sentence; None where it was not made of this template."""
        found = self.pattern.fullmatch(text)
        return None if found is None else found.groups()


class MessageTemplates:
    """Says sentences in another language.

    Parameters
    ----------
    known
        Sentences and templates of the packages, in English.
    translate
        Gives the translation of one of them, or the same text where there is none.
    """

    def __init__(self, known: Iterable[str], translate: Callable[[str], str]) -> None:
        self._translate = translate
        texts = set(known)
        templates = [Template(text) for text in texts if "{" in text]
        self._exact = texts - {each.text for each in templates}
        # More words of its own make a template the more certain one.
        self._templates = sorted(templates, key=lambda each: (-sum(map(len, each.literals)), each.text))
        self._taken_apart = lru_cache(maxsize=_REMEMBERED)(self._take_apart)

    def say(self, text: str) -> str:
        """Translate a text sentence by sentence; what is not known stays as it is."""
        parts = [(part, self._say_one(part)) for part in split(text)]
        if any(said is None for _, said in parts):
            # A name may hold what looks like the end of a sentence.
            whole = self._say_one(text)
            if whole is not None:
                return whole
        return " ".join(part if said is None else said for part, said in parts)

    def _say_one(self, text: str) -> str | None:
        if text in self._exact:
            return self._translate(text)
        found = self._taken_apart(text)
        if found is None:
            return None
        template, values = found
        return self._translate(template).format(*map(self._say_value, values))

    def _say_value(self, value: str) -> str:
        """Translate what stands in a gap where it is one of the packages' own phrases; names and numbers stay."""
        if _CODES.fullmatch(value):
            return value.replace(" and ", self._translate(" and "))
        explained = _WITH_CODE.fullmatch(value)
        words, code = explained.groups() if explained else (value, "")
        said = self._say_one(words)
        return value if said is None else said + code

    def _take_apart(self, text: str) -> tuple[str, tuple[str, ...]] | None:
        for template in self._templates:
            if template.longest in text:
                values = template.values(text)
                if values is not None:
                    return template.text, values
        return None
