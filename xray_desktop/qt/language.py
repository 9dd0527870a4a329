"""The window's words in the language of the desktop: one function, one catalogue.

Every sentence that the window shows passes `tr`. The English text is the key, so that a sentence without a translation
still reads well. ``scripts/update_translations`` gathers the literal first arguments of all calls for Qt Linguist.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

CONTEXT = "xray-desktop"
"""Of every entry in the catalogue: a sentence means the same wherever it stands."""


def tr(text: str, /, **values: object) -> str:
    """Translate a sentence, then fill in what changes.

    Parameters
    ----------
    text
        English, a literal in the source: ``"{count} images"``. A literal brace is doubled where there are values.
    values
        What the names in braces stand for, already written as the person reads them.
    """
    said = QCoreApplication.translate(CONTEXT, text)
    return said.format(**values) if values else said
