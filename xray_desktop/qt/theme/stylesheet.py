"""The style sheet, built from the tokens: what every stock widget looks like."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from xray_desktop.qt.theme.text_size import scaled
from xray_desktop.qt.theme.tokens import SIZE, SPACE, TEXT

if TYPE_CHECKING:
    from xray_desktop.qt.theme.tokens import Theme

# A dynamic property `role` gives a label or button its part:
#   label:  secondary | small | heading | large | failed
#   button: primary | quiet
_SHEET = Template("""
QMainWindow, QDialog { background: $window; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: ${xs}px ${s}px; }

QLabel { background: transparent; color: $text; }
QLabel[role="secondary"] { color: $secondary; }
QLabel[role="small"] { color: $secondary; font-size: ${small}px; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="large"] { font-size: ${large}px; font-weight: 600; }
QLabel[role="failed"] { color: $failed; }

QWidget[role="panel"] { background: $panel; }
QFrame[role="pane"][state="resting"] { border: ${focus_ring}px solid $panel; background: $panel; }
QFrame[role="pane"][state="active"] { border: ${focus_ring}px solid $accent; background: $panel; }
QWidget[role="status"] { background: $panel; border-top: 1px solid $line; }

QToolBar { background: $panel; border: 0; border-bottom: 1px solid $line; padding: ${xs}px ${s}px; spacing: ${xs}px; }
QToolBar::separator { background: $line; width: 1px; margin: ${xs}px ${s}px; }
QToolButton, QPushButton {
  background: transparent; color: $text; border: 1px solid transparent; border-radius: ${radius}px;
  padding: ${xs}px ${s}px; min-height: ${button}px;
}
QToolButton:hover, QPushButton:hover { background: $hover; }
QToolButton:pressed, QPushButton:pressed { background: $line; }
QToolButton:checked { background: $raised; border-color: $line; color: $text; }
QToolButton:focus, QPushButton:focus { border-color: $accent; }
QToolButton:disabled, QPushButton:disabled { color: $disabled; }
QToolButton::menu-indicator { image: none; width: 0; }
QPushButton { background: $raised; border-color: $line; padding: ${xs}px ${m}px; }
QPushButton[role="quiet"] { background: transparent; border-color: transparent; padding: ${xs}px ${s}px; }
QPushButton[role="quiet"]:hover { background: $hover; }
QPushButton[role="primary"] { background: $accent; border-color: $accent; color: $on_accent; font-weight: 600; }
QPushButton[role="primary"]:focus { border-color: $text; }
QPushButton[role="primary"]:disabled { background: $raised; border-color: $line; color: $disabled; }

QMenuBar { background: $panel; color: $text; padding: 0 ${xs}px; }
QMenuBar::item { padding: ${xs}px ${s}px; border-radius: ${radius}px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $raised; color: $text; border: 1px solid $line; padding: ${xs}px 0; }
QMenu::item { padding: ${xs}px ${xl}px ${xs}px ${xl}px; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled { color: $disabled; background: transparent; }
QMenu::separator { height: 1px; background: $line; margin: ${xs}px 0; }
QMenu::icon { padding-left: ${s}px; }
QMenu::icon:checked { background: $line; border: 1px solid $accent; border-radius: ${radius}px; }
QMenu::indicator { width: 14px; height: 14px; left: ${s}px; }

QLineEdit, QComboBox, QDoubleSpinBox, QSpinBox {
  background: $window; color: $text; border: 1px solid $line; border-radius: ${radius}px;
  padding: 0 ${s}px; min-height: ${field}px;
  selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus, QComboBox:focus, QDoubleSpinBox:focus, QSpinBox:focus { border-color: $accent; }
QPlainTextEdit {
  background: $window; color: $text; border: 1px solid $line; border-radius: ${radius}px; padding: 2px ${xs}px;
  selection-background-color: $accent; selection-color: $on_accent;
}
QPlainTextEdit:focus { border-color: $accent; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: 0; }
QLineEdit QToolButton { padding: 0; min-height: 0; border: 0; background: transparent; }
QAbstractSpinBox QLineEdit { border: 0; padding: 0; min-height: 0; background: transparent; }
QPlainTextEdit {
  background: $panel; color: $text; border: 1px solid $line; border-radius: ${radius}px;
  selection-background-color: $accent; selection-color: $on_accent;
}
QPlainTextEdit:focus { border-color: $accent; }
QComboBox::drop-down { border: 0; width: ${xl}px; }
QComboBox QAbstractItemView {
  background: $raised; color: $text; border: 1px solid $line; outline: 0; padding: ${xs}px 0;
  selection-background-color: $accent; selection-color: $on_accent;
}
QComboBox QAbstractItemView::item { min-height: ${field}px; padding: 0 ${s}px; }

QListView, QTreeView { background: transparent; color: $text; border: 0; outline: 0; }
QTreeView::item { min-height: ${field}px; padding: 0 ${xs}px; border: 0; }
QTreeView::item:hover { background: $hover; }
QTreeView::item:selected {
  background: $raised; color: $text; border-top: 1px solid $line; border-bottom: 1px solid $line;
}
QTreeView::item:selected:active:focus { background: $raised; border-color: $accent; }
QTableView { background: $panel; color: $text; border: 0; outline: 0; }
QTableView::item { padding: 0 ${xs}px; border: 0; }
QTableView::item:selected { background: $hover; color: $text; }
QTableView:focus::item:selected { border-top: 1px solid $accent; border-bottom: 1px solid $accent; }
QHeaderView::section { background: $panel; color: $secondary; border: 0; padding: ${xs}px; }

QSlider::groove:horizontal { height: 4px; background: $line; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal {
  width: 12px; height: 12px; margin: -4px 0; border-radius: 6px; background: $text;
}
QSlider::handle:horizontal:hover { background: $accent; }
QSlider::handle:horizontal:focus { background: $accent; }
QSlider::handle:horizontal:disabled { background: $disabled; }
QSlider::sub-page:horizontal:disabled { background: $line; }

QProgressBar { background: $line; border: 0; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSplitter::handle { background: $line; }
QSplitter::handle:hover { background: $accent; }
QStatusBar { background: $panel; border-top: 1px solid $line; color: $secondary; }
QStatusBar::item { border: 0; }
QFrame[role="line"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QFrame[role="upright"] { background: $line; border: 0; }
QScrollArea, QScrollArea > QWidget, QScrollArea > QWidget > QWidget { background: transparent; border: 0; }

QWidget[role="message"] { background: $raised; border-bottom: 1px solid $line; }
QWidget[role="band"] { background: $raised; border-bottom: 1px solid $line; }

QCheckBox { color: $text; spacing: ${s}px; background: transparent; }
QCheckBox::indicator {
  width: 14px; height: 14px; border: 1px solid $secondary; border-radius: 3px; background: $window;
}
QCheckBox::indicator:checked { background: $accent; border-color: $accent; }
QCheckBox::indicator:focus { border-color: $text; }
""")


def stylesheet(theme: Theme) -> str:
    """Build the style sheet of a theme."""
    palette = theme.palette
    colours = {name: getattr(palette, name) for name in palette.__slots__}
    lengths = {name: getattr(SPACE, name) for name in SPACE.__slots__}
    return _SHEET.substitute(
        colours,
        **lengths,
        field=scaled(28),
        button=scaled(20),
        small=TEXT.small,
        large=TEXT.large,
        radius=SIZE.radius,
        focus_ring=SIZE.focus_ring,
        disabled=palette.not_scored,
    )
