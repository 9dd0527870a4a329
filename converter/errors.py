"""What can go wrong while a model is made, each with the sentence that a person reads.

::

    XrayError
    ├── RecipeError          a recipe cannot be used
    ├── DatasetError         the labelled images cannot be used
    ├── TrainingError        training cannot start or go on
    ├── RunFolderError       a run folder is missing something or cannot be written
    └── ModelError
        └── ExportError      a network cannot become a model file
            ├── NoGradientRuleError  the heat map cannot be computed through an operator
            └── ParityError          Keras and onnxruntime disagree; the file is not written
"""

from __future__ import annotations

from xray_desktop.errors import ModelError, XrayError


class RecipeError(XrayError):
    """A recipe cannot be used."""


class DatasetError(XrayError):
    """The labelled images cannot be used."""


class TrainingError(XrayError):
    """Training cannot start or go on."""


class RunFolderError(XrayError):
    """A run folder is missing something or cannot be written."""


class ExportError(ModelError):
    """A network cannot become a model file."""


class NoGradientRuleError(ExportError):
    """The heat map cannot be computed through an operator; it is never left blank in silence."""


class ParityError(ExportError):
    """Keras and onnxruntime disagree on the same inputs; the file is not written."""
