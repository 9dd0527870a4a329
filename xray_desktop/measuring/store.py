"""The shapes of every image, with what was undone and can be done again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xray_desktop.errors import MeasurementError
from xray_desktop.imaging.image import ImageKey
from xray_desktop.measuring.json_form import from_json_path, from_json_shape, to_json_path, to_json_shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xray_desktop.measuring.shapes import Shape

SCHEMA_VERSION = 1
MOST_STEPS = 100
"""That can be undone on one image."""
MOST_SHAPES = 500
"""On one image, of those that are read back."""

_UNREADABLE = "The saved measurements cannot be read. They stay out; everything else is restored."

Shapes = tuple["Shape", ...]


@dataclass(slots=True)
class _History:
    """Of one image: the shapes now, those before, newest last, and those after, next last."""

    shapes: Shapes = ()
    before: list[Shapes] = field(default_factory=list)
    after: list[Shapes] = field(default_factory=list)


class MeasurementStore:
    """Keeps shapes by image, in the order in which they were drawn.

    The tuples it gives and takes never change; every `put` is one step that `undo` takes back. GUI thread.
    """

    def __init__(self) -> None:
        self._histories: dict[ImageKey, _History] = {}

    def shapes(self, key: ImageKey) -> Shapes:
        """Return what is drawn on an image."""
        history = self._histories.get(key)
        return history.shapes if history is not None else ()

    def put(self, key: ImageKey, shapes: Shapes) -> None:
        """Replace what is drawn on an image, as one step; the same shapes again are none."""
        history = self._histories.setdefault(key, _History())
        if shapes != history.shapes:
            history.before = [*history.before, history.shapes][-MOST_STEPS:]
            history.after = []
            history.shapes = shapes

    def can_undo(self, key: ImageKey) -> bool:
        """Whether a step can be taken back."""
        return key in self._histories and bool(self._histories[key].before)

    def can_redo(self, key: ImageKey) -> bool:
        """Whether a step that was taken back can be done again."""
        return key in self._histories and bool(self._histories[key].after)

    def undo(self, key: ImageKey) -> None:
        """Take the last step back; nothing where there is none."""
        if self.can_undo(key):
            history = self._histories[key]
            history.after.append(history.shapes)
            history.shapes = history.before.pop()

    def redo(self, key: ImageKey) -> None:
        """Do again what was taken back last; nothing where there is nothing."""
        if self.can_redo(key):
            history = self._histories[key]
            history.before.append(history.shapes)
            history.shapes = history.after.pop()

    def clear(self) -> None:
        """Forget everything."""
        self._histories.clear()

    def __len__(self) -> int:
        """Count the images that something is drawn on."""
        return sum(bool(history.shapes) for history in self._histories.values())

    # --- from session to session -------------------------------------------------------------------

    def to_json(self) -> dict[str, Any]:
        """Return the shapes as JSON values, with the version of their form; what can be undone is left out.

        Paths name the images: this belongs into the session's own files, not into a log or a report.
        """
        drawn = ((key, history.shapes) for key, history in self._histories.items() if history.shapes)
        images = [
            {"path": to_json_path(key.path), "frame": key.frame, "shapes": [to_json_shape(each) for each in shapes]}
            for key, shapes in drawn
        ]
        return {"schema_version": SCHEMA_VERSION, "images": images}

    def from_json(self, value: Any) -> None:
        """Replace everything by what `to_json` gave; nothing of it can be undone.

        Raises
        ------
        MeasurementError
            It is not what `to_json` gives, or of another version; the store is as it was.
        """
        try:
            read = dict(_read_images(value))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise MeasurementError(_UNREADABLE) from error
        self._histories = {key: _History(shapes) for key, shapes in read.items()}


def _read_images(value: Any) -> Iterator[tuple[ImageKey, Shapes]]:
    if value["schema_version"] != SCHEMA_VERSION:
        raise ValueError("another version")
    for image in value["images"]:
        frame = image["frame"]
        if not isinstance(frame, int) or frame < 0 or len(image["shapes"]) > MOST_SHAPES:
            raise ValueError("no such image")
        yield ImageKey(from_json_path(image["path"]), frame), tuple(map(from_json_shape, image["shapes"]))
