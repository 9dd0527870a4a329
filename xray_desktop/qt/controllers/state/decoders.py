"""What reads files for the window: loaded in the background, and where the scoring and the headers begin."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from xray_desktop.qt.runtime.jobs import Background, Jobs
from xray_desktop.qt.runtime.thread_priority import SEEN, UNSEEN, lower_priority

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from xray_desktop.imaging.series_info import SeriesInfo
    from xray_desktop.imaging.workers.pool import PooledReader
    from xray_desktop.inference.session import ModelSession
    from xray_desktop.services.cancellation import CancellationToken
    from xray_desktop.services.scoring.analysis import Analysis
    from xray_desktop.services.series_index import Placed, SeriesIndex
    from xray_desktop.services.thumbnails import ThumbnailService
    from xray_desktop.study.result import ImageResult

    Loaded = tuple[PooledReader, ThumbnailService]


class Decoders(QObject):
    """Holds the decode pool and the thumbnail service; both are None until `loaded`.

    Signals
    -------
    loaded()
        Files can be read from here on.
    """

    loaded = Signal()

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._loading: Jobs[None] = Jobs(background, self._take)
        self._services: Future[Loaded] | None = None
        # Never busy for longer than it takes to start an analysis, whose threads inherit its priority.
        self._starter = ThreadPoolExecutor(1, "starter", lower_priority, (UNSEEN,))
        self.reader: PooledReader | None = None
        self.thumbnails: ThumbnailService | None = None
        background.lifetime.at_wait(partial(self._starter.shutdown, wait=True))
        background.lifetime.at_destroy(self._close)

    def load(self) -> None:
        """Load the decoders and start the threads of the thumbnails, in the background."""
        self._services = self._loading.ask(self._make)

    def _make(self) -> Loaded:
        import xray_desktop.imaging.thumbnails  # noqa: F401 - now, while the folder is walked, not with the first one
        from xray_desktop.imaging.workers.pool import PooledReader
        from xray_desktop.services.thumbnails import ThumbnailService

        reader = PooledReader()
        return reader, ThumbnailService(reader)

    def _take(self, services: Loaded) -> None:
        self.reader, self.thumbnails = services
        self.loaded.emit()

    def start_analysis(
        self,
        model: ModelSession,
        on_result: Callable[[ImageResult], None],
        token: CancellationToken,
        *,
        anyway: bool = False,
    ) -> Analysis:
        """Start a job that scores images; see `Analysis`. Only after `loaded`."""
        from xray_desktop.services.scoring.analysis import Analysis

        assert self.reader is not None  # noqa: S101 - whoever asks looks before
        return self._starter.submit(Analysis, self.reader, model, on_result, token, anyway=anyway).result()

    def start_series(self, on_batch: Callable[[Sequence[Placed]], None]) -> SeriesIndex:
        """Start a job that reads which series files belong to; it waits for the decoders by itself."""
        from xray_desktop.services.series_index import SeriesIndex

        return SeriesIndex(self._read_place, on_batch, partial(lower_priority, SEEN))

    def _read_place(self, path: Path) -> SeriesInfo:
        assert self._services is not None  # noqa: S101 - files are found later
        return self._services.result()[0].series_info(path)

    def _close(self) -> None:
        """Close the services, perhaps made but not yet delivered."""
        if self._services is not None and self._services.exception() is None:
            reader, thumbnails = self._services.result()
            thumbnails.close()
            reader.close()
