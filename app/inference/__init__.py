"""From a file's sound to calibrated genre scores: decode, log-mel, network, calibration, worker pool."""

import os

# ONNX Runtime keeps usage events in the user's cache folder, to be sent to its maker, unless told otherwise before it
# is imported. Nothing about a listener's computer leaves it; set here because every process that hears passes through.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
