"""From a file's sound to calibrated genre scores: decode, log-mel, network, calibration, worker pool."""
