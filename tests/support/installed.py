"""Packages that seem to be installed, through the records that Python's own metadata reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def record_installed(site: Path, distribution: str) -> None:
    """Leave the record that pip leaves of an installed package."""
    record = site / f"{distribution.replace('-', '_')}-1.31.1.dist-info"
    record.mkdir()
    (record / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.31.1\n")
