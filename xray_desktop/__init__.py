"""xray-desktop: a chest X-ray second reader. Research use, not for diagnosis."""

__version__ = "0.1.0"
