"""The keys of the large view: those that a picture with the focus takes for itself.

Space, arrows and the like mean something else to a button or a slider: no shortcut of the window may claim them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtGui import QKeyEvent

DEFAULT_KEYS: Mapping[str, tuple[str, ...]] = {
    "reset": ("Space",),
    "file_window": ("`",),
    "full_range": ("0",),
    **{f"preset_{number}": (str(number),) for number in range(1, 10)},
    "fit": ("F",),
    "one_to_one": ("Ctrl+1",),
    "zoom_in": ("+", "="),
    "zoom_out": ("-",),
    "invert": ("I",),
    "turn_right": ("R",),
    "turn_left": ("Shift+R",),
    "mirror": ("H",),
    "flip": ("V",),
    "corners": ("T",),
    "previous": ("Left", "Up"),
    "next": ("Right", "Down"),
    "previous_series": ("PgUp",),
    "next_series": ("PgDown",),
    "first": ("Home",),
    "last": ("End",),
    "give_up": ("Esc",),
    "to_grid": ("Backspace", "Return", "Enter"),
}
"""For each command of the view, the keys that it has unless the user chose others."""

NEEDED_ELSEWHERE = frozenset(
    {"Space", "Return", "Enter", "Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown", "+", "-", "=", "Del"}
)
"""Keys that a button, a list or a slider with the focus needs for itself."""

_IGNORED = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier


class ViewKeys:
    """Which key asks for which command.

    Parameters
    ----------
    keys
        For each command, its keys as Qt writes them.
    """

    def __init__(self, keys: Mapping[str, Iterable[str]] = DEFAULT_KEYS) -> None:
        self._commands: dict[int, str] = {}
        for command, sequences in keys.items():
            for sequence in map(QKeySequence, sequences):
                if not sequence.isEmpty():
                    self._commands[cast("Any", sequence)[0].toCombined()] = command

    def command_of(self, event: QKeyEvent) -> str | None:
        """Name the command that a key event asks for; None where it asks for none.

        Shift counts where a command wants it; a plus that needs it on this keyboard is a plus all the same.
        """
        exact = event.modifiers() & ~_IGNORED
        for modifiers in (exact, exact & ~Qt.KeyboardModifier.ShiftModifier):
            # Keyboards send codes that have no name in Qt.
            combined = _combined(event.key(), modifiers)
            if combined in self._commands:
                return self._commands[combined]
        return None


def _combined(key: int, modifiers: Qt.KeyboardModifier) -> int:
    try:
        return QKeyCombination(modifiers, Qt.Key(key)).toCombined()
    except ValueError:
        return modifiers.value | key
