"""The user's keys over the defaults. Needs no Qt: keys are text as Qt writes it without translation, ``"Ctrl+O"``."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyMap:
    """The keys of every command.

    Attributes
    ----------
    defaults
        For each command by its name, the keys that it ships with; none is an empty tuple.
    own
        What the user chose instead. Names that the program does not know are kept for a version that does.
    """

    defaults: Mapping[str, Keys]
    own: Mapping[str, Keys] = field(default_factory=dict)

    def keys(self, command: str) -> Keys:
        """Return the keys in force."""
        return self.own.get(command, self.defaults.get(command, ()))

    def __iter__(self) -> Iterator[str]:
        """Go through the commands."""
        return iter(self.defaults)

    def is_changed(self, command: str) -> bool:
        """Tell whether the user chose other keys than the program ships with."""
        return self.keys(command) != self.defaults.get(command, ())

    def owner(self, key: str, besides: str = "") -> str | None:
        """Name the command that has a key, other than `besides`; None where it is free."""
        return next((each for each in self if each != besides and key in self.keys(each)), None)

    def with_keys(self, command: str, keys: Keys) -> KeyMap:
        """Return the map with other keys for a command; whichever command had one of them loses it."""
        own = {each: tuple(key for key in self.keys(each) if key not in keys) for each in self if each != command}
        own[command] = tuple(dict.fromkeys(keys))
        unknown = {each: chosen for each, chosen in self.own.items() if each not in self.defaults}
        changed = {each: chosen for each, chosen in own.items() if chosen != self.defaults[each]}
        return replace(self, own=unknown | changed)

    def with_default(self, command: str) -> KeyMap:
        """Return the map in which a command has the keys that it ships with."""
        return self.with_keys(command, self.defaults[command])

    def with_defaults(self) -> KeyMap:
        """Return the map in which every command has the keys that it ships with."""
        return replace(self, own={})
