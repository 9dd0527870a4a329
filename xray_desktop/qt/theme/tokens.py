"""The tokens: palettes, spacings, sizes and text sizes. Nothing here needs Qt."""

from __future__ import annotations

from dataclasses import dataclass

from xray_desktop.qt.theme.text_size import scaled


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as ``#rrggbb``.

    Attributes
    ----------
    window, panel, raised, line
        Backgrounds from back to front, and the lines between them.
    hover
        A raised surface under the pointer.
    text, secondary
        Words, and words that may be read later. Both reach 4.5:1 on every background above.
    accent, on_accent
        Focus, selection and the primary action; and the words on it.
    positive, negative, disagree, not_scored, failed
        The states of an image. Never told apart by colour alone: shape and text say the same.
    on_pill
        Words on a surface filled with ``positive``.
    picture
        Behind every radiograph.
    on_picture, on_picture_secondary
        Words and skeletons on it.
    mark
        What the user draws on it; a colour that no radiograph has.
    on_picture_graphics
        Overlays that the file itself brings; far from the heat maps' colours.
    """

    window: str
    panel: str
    raised: str
    hover: str
    line: str
    text: str
    secondary: str
    accent: str
    on_accent: str
    positive: str
    negative: str
    disagree: str
    not_scored: str
    failed: str
    on_pill: str
    picture: str = "#000000"
    on_picture: str = "#e6e8eb"
    on_picture_secondary: str = "#9aa3ad"
    mark: str = "#ffd54a"
    on_picture_graphics: str = "#5fe0ff"


@dataclass(frozen=True, slots=True)
class Theme:
    """A named palette."""

    name: str
    palette: Palette


DARK = Theme(
    "dark",
    Palette(
        window="#16181c",
        panel="#1e2126",
        raised="#272b31",
        hover="#2f343b",
        line="#343a42",
        text="#e6e8eb",
        secondary="#9aa3ad",
        accent="#4c8dff",
        on_accent="#0b1020",
        positive="#ff9f40",
        negative="#3fb6a8",
        disagree="#c79bff",
        not_scored="#8a94a0",
        failed="#e5566d",
        on_pill="#16181c",
    ),
)

LIGHT = Theme(
    "light",
    Palette(
        window="#eceef1",
        panel="#f8f9fa",
        raised="#ffffff",
        hover="#e2e6ea",
        line="#c9cfd6",
        text="#1b1e23",
        secondary="#505963",
        accent="#1f5fd0",
        on_accent="#ffffff",
        positive="#9a4c00",
        negative="#0a6a60",
        disagree="#6d3fb8",
        not_scored="#56606b",
        failed="#b4233c",
        on_pill="#ffffff",
    ),
)


@dataclass(frozen=True, slots=True)
class Spacing:
    """Distances in device-independent pixels; multiples of 4."""

    xs: int = 4
    s: int = 8
    m: int = 12
    l: int = 16  # noqa: E741 - the usual names of sizes
    xl: int = 24
    xxl: int = 32


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths in device-independent pixels that more than one widget needs."""

    thumbnail: int = 176
    studies_panel: int = 240
    findings_panel: int = 320
    icon: int = 20
    radius: int = 4
    focus_ring: int = 2
    line: int = 1

    @property
    def cell(self) -> int:
        """Width of a cell of the grid."""
        return self.thumbnail + _BESIDE_THUMBNAIL + scaled(_PILL_GROWTH) - _PILL_GROWTH

    @property
    def control(self) -> int:
        """Height of a field or a box."""
        return scaled(32)

    @property
    def pill(self) -> int:
        """Height of a pill."""
        return scaled(20)

    @property
    def text_line(self) -> int:
        """Height of a painted line of small text."""
        return scaled(20)


class TextSizes:
    """The three text sizes, in device-independent pixels, as the user wants them now."""

    @property
    def small(self) -> int:
        """For what may be read later."""
        return scaled(12)

    @property
    def body(self) -> int:
        """For nearly everything."""
        return scaled(14)

    @property
    def large(self) -> int:
        """For the one number or title of a page."""
        return scaled(24)


_BESIDE_THUMBNAIL = 24
_PILL_GROWTH = 64
"""Of a pill's width, what grows with the text."""


SPACE = Spacing()
SIZE = Sizes()
TEXT = TextSizes()


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours ``#rrggbb``, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255.0) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
