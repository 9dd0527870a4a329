"""The window's sentences in the language of the desktop: one function, one catalogue.

Every sentence that the window shows passes `tr`. The English text is the key, so that a sentence without a translation
still reads well. ``scripts/update_translations`` gathers the literal first arguments of all calls for Qt Linguist.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from xray_desktop.errors import XrayError

if TYPE_CHECKING:
    from pathlib import Path

    from xray_desktop.qt.i18n.message_templates import MessageTemplates

LANGUAGES = {"en": "English", "nl": "Nederlands"}
"""What the window speaks, each by its own name."""

CONTEXT = "xray-desktop"
"""Of every entry in the catalogue: a sentence means the same wherever it stands."""

TEMPLATES_FILE = "message-templates.txt"
"""Beside the catalogues: what the packages below the window say, one sentence or template a line."""


def tr(text: str, /, **values: object) -> str:
    """Translate a sentence, then fill in what changes.

    Parameters
    ----------
    text
        English, a literal in the source: ``"{count} images"``. A literal brace is doubled where there are values.
    values
        What the names in braces stand for, already written as the user reads them.
    """
    words = QCoreApplication.translate(CONTEXT, text)
    return words.format(**values) if values else words


def sentence(text: str, /) -> str:
    """Mark a sentence for the catalogue that is translated where it is shown; return it unchanged."""
    return text


def said(text: str, /) -> str:
    """Say in the window's language what comes from the packages that know no language.

    Parameters
    ----------
    text
        One sentence or several, English and filled in, as reports and the command line have them.

    Returns
    -------
    str
        The same in the language that is spoken, with the same values; what has no translation stays as it is.
    """
    whole = tr(text) if text else ""
    return whole if whole != text or tr(_SPOKEN) == _SPOKEN else _message_templates().say(text)


UNEXPECTED = sentence("An unexpected fault stopped this. The log says where; the other work goes on.")


def error_text(error: BaseException, unexpected: str = UNEXPECTED) -> str:
    """Return what an exception says to the user, in the window's language.

    Parameters
    ----------
    error
        One of ours comes with its sentence.
    unexpected
        What is said of any other, marked with `sentence`.
    """
    return said(error.sentence) if isinstance(error, XrayError) else tr(unexpected)


@cache
def _message_templates() -> MessageTemplates:
    from xray_desktop.qt.i18n.message_templates import MessageTemplates
    from xray_desktop.settings.paths import resource_dir

    known = (resource_dir() / "translations" / TEMPLATES_FILE).read_text(encoding="utf-8").splitlines()
    return MessageTemplates(known, tr)


_SPOKEN = sentence("(en)")
"""Its translation is the code of the language that is spoken: any other tells that it is not English."""


def desktop_language() -> str:
    """Return the desktop's language where the window speaks it, else English."""
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
