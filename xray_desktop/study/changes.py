"""What a study tells its observers: a few frozen records, each about many rows at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xray_desktop.study.result import Role
    from xray_desktop.study.row import Row


@dataclass(frozen=True, slots=True)
class RowsAdded:
    """There are more images.

    Attributes
    ----------
    rows
        All that are new, shown or not, in the order in which they were found.
    places
        Where those of them stand that are shown; empty where none is, or where a `Rearranged` follows.
    """

    rows: tuple[Row, ...]
    places: range


@dataclass(frozen=True, slots=True)
class RowsChanged:
    """More is known of some images, or something else.

    Attributes
    ----------
    rows
        As they are now; empty where others still have to follow the results, see `Study.advance`.
    places
        From the first of them that is shown to the last; empty where none is.
    """

    rows: tuple[Row, ...]
    places: range


@dataclass(frozen=True, slots=True)
class RoleChanged:
    """Another model has a role, or none, or its line lies elsewhere: any row may be another, and any count.

    Attributes
    ----------
    role
        Which.
    """

    role: Role


@dataclass(frozen=True, slots=True)
class Rearranged:
    """Other rows are shown, or in another order.

    Attributes
    ----------
    by_results
        True where results, headers or new rows did it, False where the user did.
    """

    by_results: bool


@dataclass(frozen=True, slots=True)
class Forgotten:
    """There are no images any more; roles, order and the kind of results that are shown stay."""


Change = RowsAdded | RowsChanged | RoleChanged | Rearranged | Forgotten
