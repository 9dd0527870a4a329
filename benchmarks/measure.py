"""Paired timing: ours and the peer in turn, so that a machine whose speed drifts does both the same wrong."""

from __future__ import annotations

import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class Comparison:
    """One line of the report.

    Attributes
    ----------
    name
        What was done.
    ours, peer
        Medians in ``unit``.
    ratio
        Median of the pairwise quotients, ours over the peer's.
    peer_name
        What it was held against.
    better
        "higher" for rates, "lower" for times and sizes.
    """

    name: str
    ours: float
    peer: float
    ratio: float
    unit: str
    peer_name: str
    better: str

    def line(self) -> str:
        """Write it for the user."""
        return (
            f"{self.name:<44} {self.ours:>9.1f} {self.unit:<11} {self.ratio:>6.2f} x"
            f" {self.peer:.1f}: {self.peer_name} ({self.better} is better)"
        )


def compare(
    name: str,
    ours: Callable[[], float],
    peer: Callable[[], float],
    *,
    unit: str,
    peer_name: str,
    better: str,
    runs: int,
) -> Comparison:
    """Measure two things in turn, after one uncounted run of each, and compare their medians."""
    ours()
    peer()
    pairs = [(ours(), peer()) for _ in range(runs)]
    return compared(name, pairs, unit=unit, peer_name=peer_name, better=better)


def compared(name: str, pairs: Sequence[tuple[float, float]], *, unit: str, peer_name: str, better: str) -> Comparison:
    """Sum up pairs that were measured in turn, ours first."""
    return Comparison(
        name,
        median(mine for mine, _ in pairs),
        median(theirs for _, theirs in pairs),
        median(mine / theirs for mine, theirs in pairs),
        unit,
        peer_name,
        better,
    )


def rate_per_cpu_second(work: Callable[[], object], count: int) -> float:
    """Run something that handles ``count`` things; return how many in a CPU second of this process."""
    start = time.process_time()
    work()
    return count / max(time.process_time() - start, 1e-9)


def rate_per_second(work: Callable[[], object], count: int) -> float:
    """Run something that handles ``count`` things; return how many in a second on the clock."""
    start = time.perf_counter()
    work()
    return count / max(time.perf_counter() - start, 1e-9)


def report(lines: Sequence[Comparison]) -> str:
    """Write all lines for the user."""
    return "\n".join(line.line() for line in lines)
