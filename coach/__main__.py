"""Lets `python -m coach` start the program."""

import sys

from coach.cli import main

sys.exit(main())
