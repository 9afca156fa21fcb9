"""Training, evaluation and export of the models. Makes its features with the code the application runs."""
