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

LANGUAGE_KEY = "language"
TEXT_PERCENT_KEY = "text_percent"
IDENTITY_HIDDEN_KEY = "identity_hidden"
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
        identity.set_hidden(str(remembered.value(IDENTITY_HIDDEN_KEY, "false")).lower() == "true")
        theme.set_text_percent(_percent(remembered))
        self.apply(theme.LIGHT if remembered.value(_THEME_KEY) == theme.LIGHT.name else theme.DARK)
        self._translators = use_language(
            _application(), str(remembered.value(LANGUAGE_KEY, "")), resource_dir() / "translations"
        )

    def apply(self, chosen: theme.Theme) -> None:
        """Dress every window in a theme."""
        theme.apply(_application(), chosen)

    def apply_again(self) -> None:
        """Dress every window anew, after the size of the text has changed."""
        self.apply(theme.current())

    def remember(self) -> None:
        """Keep the theme for the next first paint."""
        self.remembered.setValue(_THEME_KEY, theme.current().name)

    def close(self) -> None:
        """Speak English again: Qt's application object outlives the window."""
        for translator in self._translators:
            QApplication.removeTranslator(translator)


def _percent(remembered: QSettings) -> int:
    """Return the size of the last run's text; the design's own where that says nothing sensible."""
    value = str(remembered.value(TEXT_PERCENT_KEY, "100"))
    return int(value) if value.isdecimal() and len(value) <= 3 else 100


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)  # noqa: S101 - there is no window without one
    return application
