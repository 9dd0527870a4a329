"""Hands the tokens to Qt: palette, font and style sheet of the whole application."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from xray_desktop.qt.theme.fixed_sizes import refit
from xray_desktop.qt.theme.fonts import font
from xray_desktop.qt.theme.stylesheet import stylesheet
from xray_desktop.qt.theme.tokens import DARK, Theme

_STYLE = "fusion"
_STYLE_PROPERTY = "xray_style"

# The theme of the one application. Kept here and not as a property of it: a painted cell asks for twenty colours.
_in_use = [DARK]


def current() -> Theme:
    """Return the theme in use; GUI thread."""
    return _in_use[0]


def colour(name: str, alpha: float = 1.0) -> QColor:
    """Return a colour of the current palette by its token's name, for painting.

    Parameters
    ----------
    name
        A field of `Palette`.
    alpha
        0 to 1.

    Returns
    -------
    QColor
        Shared with all others who ask for it: not to be changed.
    """
    return _colour(getattr(current().palette, name), alpha)


@lru_cache(maxsize=256)
def _colour(value: str, alpha: float) -> QColor:
    made = QColor(value)
    made.setAlphaF(alpha)
    return made


def make_application(name: str) -> QApplication:
    """Make Qt's application object in the style that themes are drawn on.

    The style is named as Qt's own argument: `QApplication.setStyle` returns it, and PySide would make classes of all
    that Qt knows of styles, which takes longer than a page of widgets.
    """
    made = QApplication([name, "-style", _STYLE])
    made.setProperty(_STYLE_PROPERTY, _STYLE)
    return made


def apply(application: QApplication, theme: Theme) -> None:
    """Dress the whole application; every widget gets a StyleChange and repaints."""
    _in_use[0] = theme
    # With a style sheet Qt does not tell which style lies under it, and setting that again polishes every widget.
    if application.property(_STYLE_PROPERTY) != _STYLE:
        application.setStyle(_STYLE)
        application.setProperty(_STYLE_PROPERTY, _STYLE)
    application.setFont(font())
    application.setPalette(_qt_palette(theme))
    application.setStyleSheet(stylesheet(theme))
    refit(application.allWidgets())


def _qt_palette(theme: Theme) -> QPalette:
    tokens, made, role = theme.palette, QPalette(), QPalette.ColorRole
    colours = {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.panel,
        role.AlternateBase: tokens.raised,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.secondary,
        role.Button: tokens.raised,
        role.ButtonText: tokens.text,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Link: tokens.accent,
        role.Accent: tokens.accent,
        role.Mid: tokens.line,
    }
    for each, value in colours.items():
        made.setColor(each, QColor(value))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(tokens.secondary))
    return made
