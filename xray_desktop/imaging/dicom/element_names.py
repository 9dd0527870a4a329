"""What elements are called: the standard's dictionary, and pydicom's of private elements by their creator."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pydicom.datadict import dictionary_description, dictionary_keyword, dictionary_VR, get_private_entry
from pydicom.tag import Tag


@dataclass(frozen=True, slots=True)
class ElementName:
    """What an element is called.

    Attributes
    ----------
    name
        As the user reads it.
    keyword
        Empty for private and unknown elements.
    vr
        Value representation; several joined by "or" where the standard leaves a choice; empty where nobody knows.
    """

    name: str
    keyword: str = ""
    vr: str = ""


def is_private(tag: int) -> bool:
    """Tell whether an element is a manufacturer's own: its group is odd (DICOM PS3.5 7.8)."""
    return bool(tag >> 16 & 1)


def is_creator(tag: int) -> bool:
    """Tell whether an element reserves a block for private elements (DICOM PS3.5 7.8.1)."""
    return is_private(tag) and 0x10 <= tag & 0xFFFF <= 0xFF


def creator_tag(tag: int) -> int:
    """Find the element that says who owns a private one."""
    return tag & 0xFFFF0000 | tag >> 8 & 0xFF


@lru_cache(maxsize=8192)
def element_name(tag: int, creator: str = "") -> ElementName:
    """Look an element up.

    Parameters
    ----------
    tag
        Group in the upper 16 bits, element in the lower.
    creator
        Who owns a private element; empty where the header does not say.
    """
    if is_creator(tag):
        return ElementName("Private Creator", vr="LO")
    if is_private(tag):
        return _private_name(tag, creator)
    if not tag & 0xFFFF:
        return ElementName("Group Length", vr="UL")
    try:
        return ElementName(dictionary_description(tag), dictionary_keyword(tag), dictionary_VR(tag))
    except KeyError:
        return ElementName("Unknown element")


def _private_name(tag: int, creator: str) -> ElementName:
    try:
        vr, _vm, name, _retired = get_private_entry(Tag(tag), creator)
    except KeyError:
        return ElementName("Private element")
    return ElementName(name, vr=vr)
