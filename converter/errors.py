"""What can go wrong while a model is made, each with the sentence that the user reads.

::

    XrayError
    ├── RecipeError          a recipe cannot be used
    ├── DatasetError         the labelled images cannot be used
    │   └── DownloadError    images from elsewhere cannot be fetched
    ├── TrainingError        training cannot start or go on
    ├── RunFolderError       a run folder is missing something or cannot be written
    ├── EvaluationError      a model cannot be measured
    ├── PushError            a model cannot be put on the Hub
    └── ModelError
        ├── FinishingError   a finished model file cannot be changed as asked
        │   └── QuantisationError    8-bit integers lose more than is allowed; the file is not written
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


class DownloadError(DatasetError):
    """Images from elsewhere cannot be fetched."""


class TrainingError(XrayError):
    """Training cannot start or go on."""


class RunFolderError(XrayError):
    """A run folder is missing something or cannot be written."""


class EvaluationError(XrayError):
    """A model cannot be measured."""


class ImportingError(ModelError):
    """Somebody else's model cannot be taken over."""


class AmbiguousConventionError(ImportingError):
    """The labelled images do not tell what the model's input and output mean; nobody guesses it."""


class ExportError(ModelError):
    """A network cannot become a model file."""


class NoGradientRuleError(ExportError):
    """The heat map cannot be computed through an operator; it is never left blank in silence."""


class ParityError(ExportError):
    """Keras and onnxruntime disagree on the same inputs; the file is not written."""


class PushError(XrayError):
    """A model cannot be put on the Hub."""


class FinishingError(ModelError):
    """A finished model file cannot be changed as asked."""


class QuantisationError(FinishingError):
    """8-bit integers lose more than is allowed; the file is not written."""
