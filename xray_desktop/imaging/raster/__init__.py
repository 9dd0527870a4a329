"""JPEG, PNG, TIFF and BMP: their headers, and their pixels."""
