"""Everything that has a key or may be given one: the window's actions as its menus list them, and the view's keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.viewer.view_keys import DEFAULT_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenuBar

PORTABLE = QKeySequence.SequenceFormat.PortableText


@dataclass(frozen=True, slots=True)
class Command:
    """One line of the keys window.

    Attributes
    ----------
    name
        As the settings know it.
    title
        As the user reads it.
    group
        Under which heading.
    """

    name: str
    title: str
    group: str


def commands(bar: QMenuBar, actions: Mapping[str, QAction]) -> list[Command]:
    """List the commands, by menu, then those of the large view that have no menu.

    Parameters
    ----------
    bar
        The menu bar.
    actions
        The window's actions by name.
    """
    names = {action: name for name, action in actions.items()}
    found: dict[str, Command] = {}
    for menu_action in bar.actions():
        group = menu_action.text().replace("&", "")
        for action in _all_actions(menu_action.menu()):
            name = names.get(action)
            if name is not None and name not in found:
                found[name] = Command(name, _title(action), group)
    for name, action in actions.items():
        if name not in found:
            found[name] = Command(name, _title(action), tr("Everywhere"))
    for name, title in view_titles().items():
        if name not in found:
            found[name] = Command(name, title, tr("Large view"))
    return list(found.values())


def default_keys(actions: Mapping[str, QAction]) -> dict[str, tuple[str, ...]]:
    """Return the keys that every command ships with; asked once, before the user's own are applied."""
    found = {name: tuple(key.toString(PORTABLE) for key in action.shortcuts()) for name, action in actions.items()}
    for name, keys in DEFAULT_KEYS.items():
        written = (QKeySequence(key).toString(PORTABLE) for key in keys)
        found[name] = tuple(dict.fromkeys((*found.get(name, ()), *written)))
    return found


def view_titles() -> dict[str, str]:
    """Say what the keys of the large view do."""
    windows = {f"preset_{number}": tr("Window {number} of the W/L menu", number=number) for number in range(1, 10)}
    return {
        "file_window": tr("The file's own window"),
        "full_range": tr("Full range of values"),
        **windows,
        "zoom_in": tr("Enlarge"),
        "zoom_out": tr("Reduce"),
        "corners": tr("Text in the corners"),
        "previous_series": tr("Previous series"),
        "next_series": tr("Next series"),
        "first": tr("First image"),
        "last": tr("Last image"),
    }


def _all_actions(menu: object) -> Iterator[QAction]:
    from PySide6.QtWidgets import QMenu

    if isinstance(menu, QMenu):
        for action in menu.actions():
            if action.menu() is not None:
                yield from _all_actions(action.menu())
            elif not action.isSeparator():
                yield action


def _title(action: QAction) -> str:
    return action.text().replace("&", "").removesuffix("…")
