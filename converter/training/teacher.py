"""A trained model file that teaches another network what it sees in the changed images."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xray_desktop.inference.session import ModelSession

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Teacher:
    """A model file, asked for one batch after another.

    Parameters
    ----------
    file
        A ``.onnx`` file with a card, whose input has the size of the images.

    Raises
    ------
    ModelError
        It cannot be used.
    """

    def __init__(self, file: str) -> None:
        self._session = ModelSession.open(Path(file), "cpu")

    def probabilities(self, images: NDArray[np.float32]) -> NDArray[np.float32]:
        """Judge images ``[N, rows, columns, 1]``, 0 to 255; return ``[N, 1]``."""
        return self._session.run(images).probability[:, None]
