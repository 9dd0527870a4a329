"""All keys and what the mouse does: to look up, to search, and to change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from xray_desktop.qt import theme
from xray_desktop.qt.i18n.language import tr
from xray_desktop.qt.keys.commands import PORTABLE, Command
from xray_desktop.qt.widgets import layouts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xray_desktop.qt.keys.key_map import KeyMap

_COMMAND = Qt.ItemDataRole.UserRole
_SIZE = QSize(640, 720)
_NATIVE = QKeySequence.SequenceFormat.NativeText


class KeysDialog(QDialog):
    """Lists the commands by menu; the chosen one's keys are edited below.

    Parameters
    ----------
    commands
        In the order in which they are listed.
    keys
        Those in force.

    Signals
    -------
    changed(KeyMap)
        The user chose other keys.
    """

    changed = Signal(object)

    def __init__(self, commands: Sequence[Command], keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys = keys
        self._titles = {command.name: command.title for command in commands}
        self.setWindowTitle(tr("Keys and mouse"))
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText(tr("Find a command or a key"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.tree = _tree()
        self.edit = QKeySequenceEdit()
        self.edit.setMaximumSequenceLength(1)
        self.edit.setClearButtonEnabled(True)
        self.edit.setAccessibleName(tr("New key"))
        self.notice = QLabel("")
        self.notice.setTextFormat(Qt.TextFormat.PlainText)
        self.notice.setWordWrap(True)
        self.notice.setProperty("role", "secondary")
        self.apply_button = QPushButton(tr("Use this key"))
        self.add_button = QPushButton(tr("Add"))
        self.default_button = QPushButton(tr("Default"))
        self.all_defaults = QPushButton(tr("All defaults"))
        self._headings: dict[str, QTreeWidgetItem] = {}
        self._groups: dict[str, list[QTreeWidgetItem]] = {}
        self._items = self._fill(commands)
        self._lay_out()
        self._connect()
        self._show_keys()
        self._offer()

    # --- building ------------------------------------------------------------------------------

    def _fill(self, commands: Sequence[Command]) -> dict[str, QTreeWidgetItem]:
        items = {}
        for command in commands:
            items[command.name] = self._add(command.group, command.title, "")
            items[command.name].setData(0, _COMMAND, command.name)
        for gesture, meaning in mouse_gestures():
            self._add(tr("Mouse"), meaning, gesture)
        return items

    def _add(self, group: str, title: str, keys: str) -> QTreeWidgetItem:
        if group not in self._headings:
            self._headings[group] = _group(self.tree, group)
        item = QTreeWidgetItem(self._headings[group], [title, keys])
        self._groups.setdefault(group, []).append(item)
        return item

    def _lay_out(self) -> None:
        close = QPushButton(tr("Close"))
        close.clicked.connect(self.reject)
        editing = layouts.row(spacing=theme.SPACE.s)
        editing.addWidget(self.edit, 1)
        for button in (self.apply_button, self.add_button, self.default_button):
            editing.addWidget(button)
        below = layouts.row(spacing=theme.SPACE.s)
        below.addWidget(self.all_defaults)
        below.addStretch(1)
        below.addWidget(close)
        column = layouts.column(self, spacing=theme.SPACE.m, margins=layouts.all_round(theme.SPACE.xl))
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        column.addLayout(editing)
        column.addWidget(self.notice)
        column.addLayout(below)
        for button in self.findChildren(QPushButton):
            # Enter in the list or in the key field presses nothing by surprise.
            button.setAutoDefault(False)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.tree.currentItemChanged.connect(lambda *_: self._begin())
        self.edit.keySequenceChanged.connect(lambda _keys: self._offer())
        self.apply_button.clicked.connect(lambda: self._give((self._written,)))
        self.add_button.clicked.connect(lambda: self._give((*self.keys.keys(self.command or ""), self._written)))
        self.default_button.clicked.connect(self._restore)
        self.all_defaults.clicked.connect(lambda: self._take(self.keys.with_defaults()))

    # --- what is chosen ------------------------------------------------------------------------

    @property
    def command(self) -> str | None:
        """Name of the chosen command; None where a heading or the mouse is chosen."""
        item = self.tree.currentItem()
        name = item.data(0, _COMMAND) if item is not None else None
        return str(name) if name else None

    def choose(self, command: str) -> None:
        """Choose a command."""
        self.tree.setCurrentItem(self._items[command])

    @property
    def _written(self) -> str:
        return self.edit.keySequence().toString(PORTABLE)

    def _begin(self) -> None:
        self.edit.clear()
        self._offer()

    def _offer(self) -> None:
        command, written = self.command, self._written
        for button in (self.apply_button, self.add_button):
            button.setEnabled(command is not None and bool(written))
        self.edit.setEnabled(command is not None)
        self.default_button.setEnabled(command is not None and self.keys.is_changed(command))
        self.all_defaults.setEnabled(bool(self.keys.own))
        self.notice.setText(self._warning(command, written))

    def _warning(self, command: str | None, written: str) -> str:
        if command is None:
            return tr("Choose a command, click into the field and press the new key.")
        owner = self.keys.owner(written, besides=command) if written else None
        if owner is not None:
            return tr("This is the key of “{command}”, which will lose it.", command=self._titles.get(owner, owner))
        return ""

    # --- changes -------------------------------------------------------------------------------

    def _give(self, keys: tuple[str, ...]) -> None:
        if self.command is not None:
            self._take(self.keys.with_keys(self.command, keys))

    def _restore(self) -> None:
        if self.command is not None:
            self._take(self.keys.with_default(self.command))

    def _take(self, keys: KeyMap) -> None:
        self.keys = keys
        self._show_keys()
        self._begin()
        self.changed.emit(keys)

    def _show_keys(self) -> None:
        for name, item in self._items.items():
            item.setText(1, ", ".join(QKeySequence(key).toString(_NATIVE) for key in self.keys.keys(name)))
            font = self.tree.font()
            # Bold, as well as the button, tells what is not as it ships.
            font.setBold(self.keys.is_changed(name))
            item.setFont(1, font)

    def _filter(self, text: str) -> None:
        wanted = text.casefold().strip()
        for group, lines in self._groups.items():
            for line in lines:
                line.setHidden(wanted not in f"{line.text(0)} {line.text(1)}".casefold())
            self._headings[group].setHidden(all(line.isHidden() for line in lines))


def mouse_gestures() -> tuple[tuple[str, str], ...]:
    """Say what the mouse does, gesture and meaning."""
    return (
        (tr("Left drag"), tr("Window: across for the width, up and down for the centre; or the chosen tool")),
        (tr("Middle drag"), tr("Move the picture")),
        (tr("Right drag, Ctrl+wheel"), tr("Zoom")),
        (tr("Wheel"), tr("Previous and next image")),
        (tr("Shift while drawing"), tr("Lines in steps of 45°, squares, circles")),
        (tr("Tab"), tr("Choose what is drawn, one after the other")),
        (tr("Ctrl+arrow keys"), tr("Move what is chosen; with Shift farther")),
        (tr("Double-click a note"), tr("Write it anew; Enter where it is chosen")),
        (tr("Double-click"), tr("Grid: show large. Several panes: this one alone, and back. One pane: the grid")),
        (tr("Shift or Ctrl with click or arrows"), tr("Choose several in the grid")),
    )


def _group(tree: QTreeWidget, title: str) -> QTreeWidgetItem:
    group = QTreeWidgetItem(tree, [title])
    group.setFlags(Qt.ItemFlag.ItemIsEnabled)
    group.setFirstColumnSpanned(True)
    group.setExpanded(True)
    font = tree.font()
    font.setBold(True)
    group.setFont(0, font)
    return group


def _tree() -> QTreeWidget:
    tree = QTreeWidget(columnCount=2)
    tree.setHeaderLabels([tr("Command"), tr("Keys")])
    tree.setRootIsDecorated(False)
    tree.setUniformRowHeights(True)
    tree.setAccessibleName(tr("Commands and keys"))
    tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
    tree.header().setStretchLastSection(False)
    return tree
