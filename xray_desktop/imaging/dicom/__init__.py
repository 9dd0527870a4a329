"""DICOM files: header, pixel data, codecs, and the first half of the grey-scale chain.

pydicom parses data sets and frames; imagecodecs decodes; the bits, signs and look-up tables are handled here, because
HighBit, lying headers and cut data need it.
"""
