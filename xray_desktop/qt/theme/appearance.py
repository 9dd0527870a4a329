"""Theme, size of the text and language of the window, as they were left: what the first paint needs of the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import use_language
from xray_desktop.qt.privacy import identity
from xray_desktop.settings.paths import resource_dir

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

LANGUAGE_KEY, TEXT_PERCENT_KEY, IDENTITY_HIDDEN_KEY = "language", "text_percent", "identity_hidden"
_THEME_KEY = "theme"


class Appearance:
    """Applies what was remembered, and remembers what is applied. GUI thread.

    Parameters
    ----------
    remembered
        The window's own file, which is read before the settings.
    """

    def __init__(self, remembered: QSettings) -> None:
        self.remembered = remembered
        # A name must not flash up until the settings are there.
        identity.set_hidden(str(remembered.value(IDENTITY_HIDDEN_KEY, "false")).lower() == "true")
        theme.set_text_percent(_percent(str(remembered.value(TEXT_PERCENT_KEY, "100"))))
        self.apply(theme.LIGHT if remembered.value(_THEME_KEY) == theme.LIGHT.name else theme.DARK)
        self._translators = use_language(_application(), self.language, resource_dir() / "translations")

    @property
    def language(self) -> str:
        """Code of the language that was chosen; empty for the desktop's."""
        return str(self.remembered.value(LANGUAGE_KEY, ""))

    def choose_language(self, code: str) -> None:
        """Keep a language for the next start; empty for the desktop's."""
        self.remembered.setValue(LANGUAGE_KEY, code)

    def apply(self, chosen: theme.Theme) -> None:
        """Dress every window in a theme."""
        theme.apply(_application(), chosen)

    def choose_text_size(self, percent: int) -> None:
        """Write everything in another size, in percent, now and from the next start on; the nearest that there is."""
        before = theme.text_percent()
        theme.set_text_percent(percent)
        self.remembered.setValue(TEXT_PERCENT_KEY, theme.text_percent())
        if theme.text_percent() != before:
            self.apply(theme.current())

    def hide_identity(self, hidden: bool) -> None:
        """Hide whose pictures these are from here on, or show it; also at the next start."""
        identity.set_hidden(hidden)
        self.remembered.setValue(IDENTITY_HIDDEN_KEY, hidden)

    def remember(self) -> None:
        """Keep the theme for the next first paint."""
        self.remembered.setValue(_THEME_KEY, theme.current().name)

    def close(self) -> None:
        """Speak English again: Qt's application object outlives the window."""
        for translator in self._translators:
            QApplication.removeTranslator(translator)


def _percent(remembered: str) -> int:
    """Return the size of the last run's text; the design's own where that says nothing sensible."""
    return int(remembered) if remembered.isdecimal() and len(remembered) <= 3 else 100


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)  # noqa: S101 - there is no window without one
    return application
