"""What stands beside every score."""

from xray_desktop.qt.i18n.language import sentence

RESEARCH_USE = sentence("Research use – not for diagnosis")
