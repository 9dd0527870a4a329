"""The window's words in the language of the desktop: one function, one catalogue.

Every sentence that the window shows passes `tr`. The English text is the key, so that a sentence without a translation
still reads well. ``scripts/update_translations`` gathers the literal first arguments of all calls for Qt Linguist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = {"en": "English", "nl": "Nederlands"}
"""What the window speaks, each by its own name."""

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


def sentence(text: str, /) -> str:
    """Mark a sentence for the catalogue that is translated where it is shown: give it back unchanged."""
    return text


def said(text: str) -> str:
    """Say a sentence of the packages that know no language, in the window's.

    Parameters
    ----------
    text
        English, filled in already, as it stands in reports and on the command line.

    Returns
    -------
    str
        The translation, with the same values in it; what the catalogue does not know stays as it is.
    """
    return text


def desktop_language() -> str:
    """Give the desktop's language where the window speaks it, else English."""
    wanted = (tag.partition("-")[0] for tag in QLocale.system().uiLanguages())
    return next((code for code in wanted if code in LANGUAGES), "en")


def use_language(application: QCoreApplication, code: str, folder: Path) -> list[QTranslator]:
    """Speak a language from here on; what is on the screen already stays as it is.

    Parameters
    ----------
    application
        Qt's application object.
    code
        One of `LANGUAGES`; the desktop's where empty or unknown.
    folder
        Where the compiled catalogues lie.

    Returns
    -------
    list of QTranslator
        Those that were installed: the program's own sentences, and Qt's for its standard dialogues.
    """
    spoken = code if code in LANGUAGES else desktop_language()
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    installed = []
    for name, place in ((f"qtbase_{spoken}", qt_folder), (f"{CONTEXT}_{spoken}", str(folder))):
        translator = QTranslator(application)
        if spoken != "en" and translator.load(name, place):
            application.installTranslator(translator)
            installed.append(translator)
    return installed
