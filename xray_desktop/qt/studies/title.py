"""What a study is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xray_desktop.qt.i18n.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def _root_name(root: Path) -> str:
    """Call a root by its own name; a disc by that of its folder."""
    if root.name.upper() == "DICOMDIR":
        return root.parent.name or root.name
    return root.name or str(root)


def study_title(given: str, roots: Sequence[Path]) -> str:
    """Call a study by the name that was given to it, or by its first roots: there may be thousands."""
    first = given or _root_name(roots[0])
    if len(roots) > 2:
        return tr("{name} and {count} more", name=first, count=f"{len(roots) - 1:,}")
    return tr("{one} and {other}", one=first, other=_root_name(roots[1])) if len(roots) == 2 else first
