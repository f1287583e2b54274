import subprocess
import sys

PROGRAM = """
import os, sys
from coach.audio.quiet import quiet_stderr, screen_apart_from_noise
os.write(2, b"before ")
with quiet_stderr():
    os.write(2, b"noise ")
os.write(2, b"between ")
with screen_apart_from_noise():
    os.write(2, b"noise ")
    with quiet_stderr():
        os.write(2, b"noise ")
        sys.__stderr__.write("picture ")
    os.write(2, b"noise ")
os.write(2, b"after")
"""


def test_noise_is_thrown_away_and_the_screen_is_not():
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, check=True, timeout=60)
    assert ran.stderr == b"before between picture after"


ON_STDOUT = """
import os, sys
from coach.audio.quiet import screen_apart_from_noise
print("before", end=" ")
with screen_apart_from_noise():
    os.write(1, b"noise ")
    print("noise", end=" ", flush=True)
    os.write(sys.__stdout__.fileno(), b"protocol ")
print("after", end="")
"""


def test_what_is_spoken_on_standard_output_is_apart_from_noise_too():
    ran = subprocess.run([sys.executable, "-c", ON_STDOUT], capture_output=True, check=True, timeout=60)
    assert ran.stdout == b"before protocol after"


def test_a_program_without_standard_error_runs_all_the_same():
    program = "import os; os.close(2)\nfrom coach.audio.quiet import quiet_stderr\nwith quiet_stderr(): print('ran')"
    ran = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, check=True, timeout=60)
    assert ran.stdout == b"ran\n"
