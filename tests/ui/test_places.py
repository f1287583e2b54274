import subprocess
import sys

PROGRAM = """
import sys
from pkgutil import iter_modules

import coach.ui.app
import coach.ui.screens
from coach.ui.places import load_screens

screens = {f"coach.ui.screens.{each.name}" for each in iter_modules(coach.ui.screens.__path__)}
print("coach.ui.screens.result" in sys.modules, "coach.practice.assess" in sys.modules)
load_screens()
print(screens <= set(sys.modules))
"""


def test_the_first_screen_loads_no_other_and_all_can_be_loaded_behind_it() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["False", "False", "True"]
