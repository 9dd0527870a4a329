"""What the user reads on the terminal: progress on standard error, figures on standard output."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import rich.console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xray_desktop.model_file.card import Figure, OperatingPoint, Parity


class Console:
    """The terminal of the user who started the command.

    Attributes
    ----------
    stderr
        Rich's console on standard error, for progress bars of other kinds.
    """

    def __init__(self) -> None:
        self.stderr = rich.console.Console(stderr=True, highlight=False, soft_wrap=True)

    def say(self, sentence: str) -> None:
        """Print a sentence."""
        self.stderr.print(sentence, markup=False)

    def warn(self, sentence: str) -> None:
        """Print a sentence that stands out."""
        self.stderr.print(sentence, style="yellow", markup=False)

    @contextmanager
    def counting(self, what: str, total: int) -> Iterator[Callable[[], None]]:
        """Show a bar; yield what moves it by one."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self.stderr, transient=True) as progress:
            task = progress.add_task(what, total=total)
            yield lambda: progress.advance(task)

    def show(self, *tables: Table) -> None:
        """Print tables on standard output."""
        rich.console.Console(highlight=False).print(*tables)

    def figures(self, what: str, images: int, threshold: float, figures: dict[str, Figure]) -> None:
        """Print measured figures with their intervals on standard output."""
        table = Table(title=f"{what}: {images} images, threshold {threshold:.4f}", title_justify="left")
        for heading in ("figure", "value", "95 % interval", "n"):
            table.add_column(heading)
        for name, figure in figures.items():
            interval = f"{figure.low:.4f} to {figure.high:.4f}"
            table.add_row(name.replace("_", " "), f"{figure.value:.4f}", interval, str(figure.n))
        self.show(table)

    def parity(self, parity: Parity) -> None:
        """Print what Keras and onnxruntime differ by."""
        self.say(
            f"batch size {parity.batch_size}, {parity.images} inputs: largest difference "
            f"{parity.max_probability_difference:.1e} in probability (allowed {parity.probability_tolerance:.0e}), "
            f"{parity.max_heatmap_difference:.1e} in the normalised heat map (allowed {parity.heatmap_tolerance:.0e})"
        )

    def operating_point(self, point: OperatingPoint) -> None:
        """Print a named threshold and what it does."""
        self.say(
            f"{point.name}: threshold {point.threshold:.4f}, sensitivity {point.sensitivity.value:.3f} "
            f"({point.sensitivity.low:.3f} to {point.sensitivity.high:.3f}), specificity "
            f"{point.specificity.value:.3f} ({point.specificity.low:.3f} to {point.specificity.high:.3f})"
        )
