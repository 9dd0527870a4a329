"""The stream of training batches: which images when is a pure function of the seed and the step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf

from converter.datasets.series import series_of
from converter.training.augmentation import augment, mixed_up
from converter.training.surroundings import chest_masks, with_other_surroundings
from converter.training.teacher import Teacher
from converter.training.weighting import image_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from converter.console import Console
    from converter.datasets.decode import ImageSet
    from converter.datasets.labelled_file import LabelledFile
    from converter.recipe import Recipe

PATHOGENS = ("normal", "bacteria", "virus")
"""What the auxiliary head tells apart, where the recipe asks for one."""


class TrainingBatches:
    """Batches of shuffled, augmented and weighted images.

    Parameters
    ----------
    images
        All decoded images.
    positions
        Which of them train, shape ``[n]``, int64.
    recipe
        Batch size, seed, class weights and augmentation.
    console
        Tells the user what takes long.
    """

    def __init__(self, images: ImageSet, positions: NDArray[np.int64], recipe: Recipe, console: Console) -> None:
        self._images = images
        self._positions = positions
        self._recipe = recipe
        self._batch_size = min(recipe.training.batch_size, len(positions))
        self._weights = image_weights(images, positions, recipe.training.class_weights)
        self._order: tuple[int, NDArray[np.int64]] = (-1, positions)
        self._pathogens = pathogens(images.files)
        self._chests = chest_masks(images, console) if recipe.augmentation.other_surroundings else None
        self._teacher = Teacher(recipe.training.teacher) if recipe.training.teacher else None

    @property
    def steps_per_pass(self) -> int:
        """Full batches in one pass; the few images left over come in another order next time."""
        return len(self._positions) // self._batch_size

    @property
    def steps_per_epoch(self) -> int:
        """What the recipe says, or one pass."""
        return self._recipe.training.steps_per_epoch or self.steps_per_pass

    def dataset(self, first_step: int = 0) -> Any:
        """Return an endless `tf.data.Dataset` of images, targets and weights; images float32 0 to 255.

        Targets are labels ``[N, 1]``; with an auxiliary head pathogens ``[N, 3]`` and labels, and a weight for each.

        Parameters
        ----------
        first_step
            Where a run that goes on takes it up.
        """
        options = tf.data.Options()
        # The tuning thread takes a core from the network, and ends only at the next of its ever rarer wake-ups.
        options.autotune.enabled = False
        return tf.data.Dataset.counter(start=first_step).map(self._batch).prefetch(2).with_options(options)

    def _batch(self, step: Any) -> tuple[Any, Any, Any]:
        recipe, size = self._recipe, self._batch_size
        kinds = [*[tf.float32] * 4, tf.bool]
        images, labels, pathogen, weights, chests = tf.numpy_function(self._load, [step], kinds)
        images = tf.ensure_shape(images, (size, recipe.input.rows, recipe.input.columns, 1))
        labels = tf.ensure_shape(labels, (size, 1))
        pathogen = tf.ensure_shape(pathogen, (size, len(PATHOGENS)))
        weights = tf.ensure_shape(weights, (size,))
        seed = tf.stack([tf.cast(recipe.training.seed, tf.int64), step])
        if recipe.augmentation.other_surroundings:
            chests = tf.ensure_shape(chests, images.shape[:3])
            images = with_other_surroundings(images, chests, seed, recipe.augmentation.other_surroundings)
        if recipe.augmentation.active:
            images = augment(images, seed, recipe.augmentation)
        if self._teacher:
            taught = tf.numpy_function(self._teacher.probabilities, [images], tf.float32)
            labels += recipe.training.teacher_share * (tf.ensure_shape(taught, (size, 1)) - labels)
        if recipe.training.mix_up:
            images, labels, pathogen, weights = mixed_up(
                (images, labels, pathogen, weights), seed, recipe.training.mix_up
            )
        if recipe.training.auxiliary == "none":
            return images, labels, weights
        return images, (pathogen, labels), (weights, weights)

    def _load(self, step: int) -> tuple[NDArray[Any], ...]:
        passes, place = divmod(int(step), self.steps_per_pass)
        chosen = np.sort(self._shuffled(passes)[place * self._batch_size : (place + 1) * self._batch_size])
        labels = self._images.labels[chosen]
        truth = labels.astype(np.float32)[:, None]
        chests = self._chests[chosen] if self._chests is not None else np.zeros(0, np.bool_)
        return self._images.batch(chosen), truth, self._pathogens[chosen], self._weights[chosen], chests

    def _shuffled(self, passes: int) -> NDArray[np.int64]:
        if self._order[0] != passes:
            generator = np.random.default_rng([self._recipe.training.seed, passes])
            self._order = (passes, generator.permutation(self._positions))
        return self._order[1]


def pathogens(files: Sequence[LabelledFile]) -> NDArray[np.float32]:
    """Return which of `PATHOGENS` each file is of, one-hot ``[files, 3]``, float32; zero where its name says none."""
    found = np.zeros((len(files), len(PATHOGENS)), np.float32)
    for position, file in enumerate(files):
        kind = series_of(file.path.stem) if file.label else PATHOGENS[0]
        if kind in PATHOGENS:
            found[position, PATHOGENS.index(kind)] = 1.0
    return found
