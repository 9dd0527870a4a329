"""The stream of training batches: which images when is a pure function of the seed and the step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf

from converter.training.augmentation import augment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from converter.datasets.decode import ImageSet
    from converter.recipe import Recipe


class TrainingBatches:
    """Batches of shuffled, augmented and weighted images.

    Parameters
    ----------
    images
        All decoded images.
    positions
        Which of them train.
    recipe
        Batch size, seed, class weights and augmentation.
    """

    def __init__(self, images: ImageSet, positions: NDArray[np.int64], recipe: Recipe) -> None:
        self._images = images
        self._positions = positions
        self._recipe = recipe
        self._batch_size = min(recipe.training.batch_size, len(positions))
        self._weights = np.array(class_weights(images.labels[positions], recipe.training.class_weights), np.float32)
        self._order: tuple[int, NDArray[np.int64]] = (-1, positions)

    @property
    def steps_per_pass(self) -> int:
        """Full batches in one pass; the few images left over come in another order next time."""
        return len(self._positions) // self._batch_size

    @property
    def steps_per_epoch(self) -> int:
        """What the recipe says, or one pass."""
        return self._recipe.training.steps_per_epoch or self.steps_per_pass

    def dataset(self, first_step: int = 0) -> Any:
        """Give an endless `tf.data.Dataset` of images, labels and weights; images float32 0 to 255.

        Parameters
        ----------
        first_step
            Where a run that goes on takes it up.
        """
        recipe = self._recipe
        shape = (self._batch_size, recipe.input.rows, recipe.input.columns, 1)

        def load(step: Any) -> tuple[Any, Any, Any]:
            images, labels, weights = tf.numpy_function(self._load, [step], [tf.float32, tf.float32, tf.float32])
            images = tf.ensure_shape(images, shape)
            if recipe.augmentation.active:
                seed = tf.stack([tf.cast(recipe.training.seed, tf.int64), step])
                images = augment(images, seed, recipe.augmentation)
            labels = tf.ensure_shape(labels, (self._batch_size, 1))
            return images, labels, tf.ensure_shape(weights, (self._batch_size,))

        options = tf.data.Options()
        # The tuning thread takes a core from the network, and ends only at the next of its ever rarer wake-ups.
        options.autotune.enabled = False
        return tf.data.Dataset.counter(start=first_step).map(load).prefetch(2).with_options(options)

    def _load(self, step: int) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        passes, place = divmod(int(step), self.steps_per_pass)
        chosen = np.sort(self._shuffled(passes)[place * self._batch_size : (place + 1) * self._batch_size])
        labels = self._images.labels[chosen]
        return self._images.batch(chosen), labels.astype(np.float32)[:, None], self._weights[labels]

    def _shuffled(self, passes: int) -> NDArray[np.int64]:
        if self._order[0] != passes:
            generator = np.random.default_rng([self._recipe.training.seed, passes])
            self._order = (passes, generator.permutation(self._positions))
        return self._order[1]


def class_weights(labels: NDArray[np.int64], wanted: str | tuple[float, float]) -> tuple[float, float]:
    """Give the weight of each class: from the recipe, or so that both weigh the same in sum."""
    if not isinstance(wanted, str):
        return wanted
    if wanted == "none":
        return 1.0, 1.0
    negative, positive = np.bincount(labels, minlength=2)
    return len(labels) / (2.0 * negative), len(labels) / (2.0 * positive)
