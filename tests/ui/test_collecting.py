import subprocess
import sys

PROGRAM = """
import gc
from coach.ui.collecting import ALLOCATIONS, collect_seldom

kept = len(gc.get_objects())
collect_seldom()
print(len(gc.get_objects()) < kept / 10, gc.isenabled(), gc.get_threshold()[0] == ALLOCATIONS)
"""


def test_what_is_loaded_is_not_looked_at_again_and_the_rest_seldom() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["True", "True", "True"]
