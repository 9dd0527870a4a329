"""Which elements would say whose picture it is.

Drawn from the Basic Application Level Confidentiality Profile, DICOM PS3.15 annex E, table E.1-1, which removes or
replaces some 600 attributes. A list of attributes to hide forgets those of the next edition, so most of it is put as
rules about value representations, and what free words may say is hidden unless it is known to be about the machine:

- every person name, date, time, title of an application on the network, address on the web, and age;
- every UID but those that the standard itself registers, which name kinds of things and not things;
- every long text, because people write there;
- every short text that `TECHNICAL` does not name;
- every private element, and every one that the dictionary does not know;
- of the numbers and codes, those that the profile names: `PERSONAL`.

Pixels, overlays and embedded documents may show a name too. They are listed by their size alone.
"""

from __future__ import annotations

from xray_desktop.imaging.dicom.element_names import is_creator, is_private

_STANDARD_UIDS = "1.2.840.10008."
_ALWAYS = frozenset({"PN", "DA", "TM", "DT", "AE", "AS", "UR", "LT", "ST", "UT"})
_WORDS = frozenset({"LO", "SH", "UC"})

TECHNICAL = frozenset(
    # Short texts about the machine, the picture, or a code of the standard.
    {
        "AcquisitionDeviceProcessingCode",
        "CodeMeaning",
        "CodeValue",
        "CodingSchemeDesignator",
        "CodingSchemeVersion",
        "CollimatorGridName",
        "ContrastBolusRoute",
        "ConvolutionKernel",
        "DetectorManufacturerModelName",
        "DetectorManufacturerName",
        "FilterType",
        "ImplementationVersionName",
        "LUTExplanation",
        "LongCodeValue",
        "Manufacturer",
        "ManufacturerModelName",
        "MappingResourceName",
        "ModalityLUTType",
        "PlateType",
        "PostprocessingFunction",
        "ReceiveCoilName",
        "ReconstructionMethod",
        "RescaleType",
        "SequenceName",
        "SoftwareVersions",
        "TypeOfFilters",
        "WindowCenterWidthExplanation",
    }
)

PERSONAL = frozenset(
    # Codes, numbers and bytes that the profile removes.
    {
        "CertificateOfSigner",
        "CertifiedTimestamp",
        "ContentLabel",
        "DataSetTrailingPadding",
        "EncryptedContent",
        "FileSetID",
        "GPSAltitude",
        "GPSDestLatitude",
        "GPSDestLongitude",
        "GPSLatitude",
        "GPSLatitudeRef",
        "GPSLongitude",
        "GPSLongitudeRef",
        "MAC",
        "PatientBodyMassIndex",
        "PatientSex",
        "PatientSexNeutered",
        "PatientSize",
        "PatientWeight",
        "PregnancyStatus",
        "PrivateInformation",
        "ReferencedFileID",
        "Signature",
        "SmokingStatus",
    }
)


def is_identifying(tag: int, keyword: str, vr: str, value: str) -> bool:
    """Tell whether a value has to be hidden with the identity.

    Parameters
    ----------
    tag
        Group in the upper 16 bits, element in the lower.
    keyword
        DICOM keyword; empty where there is none.
    vr
        Value representation; empty where nobody knows.
    value
        As it is listed.
    """
    if is_private(tag):
        return not is_creator(tag)
    if not keyword:
        # Group lengths have none, and say nothing.
        return bool(tag & 0xFFFF)
    if vr == "UI":
        return not value.startswith(_STANDARD_UIDS)
    if vr in _WORDS:
        return keyword not in TECHNICAL
    return vr in _ALWAYS or vr == "UN" or keyword in PERSONAL
