"""Training, evaluation and export of the models. Makes its features with the code the application runs."""

import app.inference.schema  # noqa: F401 (before all else: the package tells ONNX Runtime to send nothing home)
