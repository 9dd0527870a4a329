"""What can go wrong, and the sentence the user reads when it does.

::

    XrayError
    ├── DecodeError                  a file cannot become a picture
    │   ├── NotAnImage
    │   ├── UnsupportedTransferSyntax
    │   ├── UnsupportedSopClass
    │   ├── CorruptPixelData
    │   └── TooLarge
    ├── ModelError                   a model file cannot be used
    │   ├── CardError
    │   ├── ContractMismatch
    │   └── SessionError
    ├── InferenceError               a model that could be loaded fails on an image
    ├── SettingsError                the settings file, a session's or a note cannot be used
    ├── ReportError                  a report cannot be written
    ├── FetchError                   nothing can be had from a web address
    ├── MeasurementError             saved measurements cannot be used
    └── Cancelled                    the user or the program said stop: an outcome, not a fault

Every message is one or two plain sentences in the present tense that say what is wrong and what the user
can do. It never holds a path, a file name or a patient's name: those travel beside it, so that the message
may be logged. Third-party exceptions are translated once, at the adapter, ``from`` their cause.
"""

from __future__ import annotations

from typing import Any


class XrayError(Exception):
    """Root of everything this program raises on purpose.

    Parameters
    ----------
    sentence
        What the user reads, without names or paths.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel from a decode worker with the class and the sentence intact."""
        return type(self), (self.sentence,)


class DecodeError(XrayError):
    """A file cannot become a picture."""


class NotAnImage(DecodeError):
    """The content is no image, whatever the name says."""


class UnsupportedTransferSyntax(DecodeError):
    """The pixels are compressed in a way that no installed decoder reads."""


class UnsupportedSopClass(DecodeError):
    """A DICOM object of a kind that holds no picture."""


class CorruptPixelData(DecodeError):
    """The pixels are cut short, damaged, or contradict the header."""


class TooLarge(DecodeError):
    """Reading it would take more memory or time than the limits allow."""


class ModelError(XrayError):
    """A model file cannot be used."""


class CardError(ModelError):
    """The model card is missing, malformed, or of an unknown major version."""


class ContractMismatch(ModelError):
    """The network inside the file is not what its card promises."""


class SessionError(ModelError):
    """No execution provider can load the model."""


class InferenceError(XrayError):
    """A loaded model fails on an image."""


class SettingsError(XrayError):
    """What the program keeps for the user cannot be read or written: settings, a session, a note."""


class ReportError(XrayError):
    """A report cannot be written."""


class FetchError(XrayError):
    """Nothing that can be opened comes from a web address."""


class MeasurementError(XrayError):
    """Saved measurements cannot be read."""


class Cancelled(XrayError):
    """The user or the program said stop: an outcome, not a fault."""

    def __init__(self, sentence: str = "Stopped before it was finished.") -> None:
        super().__init__(sentence)
