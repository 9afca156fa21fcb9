"""``python -m trainer``: see :mod:`trainer.commands`."""

import sys

from trainer.commands import main

if __name__ == "__main__":
    sys.exit(main())
