"""xray-desktop: a chest X-ray second reader. Research use, not for diagnosis."""

import os

__version__ = "0.1.0"

# Read by onnxruntime when it is first imported, wherever that is. Unasked, since 1.29, it keeps an identifier of the
# device in the user's cache and reports to its maker; the program asks the network for nothing by itself.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
