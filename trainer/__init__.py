"""Training, evaluation and export of the models. Makes its features with the code the application runs."""

import app.inference  # noqa: F401 (first of all: it tells ONNX Runtime to send nothing home)
