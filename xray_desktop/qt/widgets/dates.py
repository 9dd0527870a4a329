"""Dates as the desktop writes them."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale


def write_date(day: date) -> str:
    """Write a day as the locale does."""
    locale = QLocale()
    if locale.language() is QLocale.Language.C:
        # The locale of a bare desktop has no habit of its own; ISO 8601 is never misread.
        return day.isoformat()
    return locale.toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat)


def write_dicom_date(value: str) -> str:
    """Write a DICOM date (PS3.5 6.2, DA); what is none appears as it stands in the header."""
    try:
        return write_date(datetime.strptime(value.replace(".", ""), "%Y%m%d").date())
    except ValueError:
        return value
