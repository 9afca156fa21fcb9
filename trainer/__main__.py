"""``python -m trainer``: see :mod:`trainer.commands`."""

import os
import sys

# Before numpy is loaded, which reads this once: threads of its own for small products wait for each other, and count
# as time of a track that is heard (a third more). Trainings use PyTorch's.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from trainer.commands import main

if __name__ == "__main__":
    sys.exit(main())
