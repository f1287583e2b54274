import subprocess
import sys
import threading
import time

from coach.practice.loading import Loading, Say
from coach.ui.warming import WarmUp

STUCK = """
import sys, threading
from coach.practice.loading import Loading, end_without_waiting
from coach.ui.warming import WarmUp
begun = threading.Event()
def load(_say):
    begun.set()
    threading.Event().wait()
warming = WarmUp([[Loading("judge", load)]])
warming.begin()
begun.wait()
assert warming.busy
print("left")
end_without_waiting(3, lambda: warming.busy)
sys.exit(3)
"""


def test_the_process_ends_at_once_while_something_is_still_loading() -> None:
    ended = subprocess.run([sys.executable, "-c", STUCK], capture_output=True, text=True, timeout=30, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (3, "left\n", "")


def test_a_lane_is_loaded_in_order_past_a_failure() -> None:
    loaded: list[str] = []

    def build(name: str) -> Loading[object]:
        def load(_say: Say) -> object:
            loaded.append(name)
            if name == "Whisper":
                raise OSError("no space left")
            return name

        return Loading(name, load)

    warming = WarmUp([[build("voice"), build("Whisper"), build("judge")]])
    warming.begin()
    warming.begin()
    while warming.busy:
        time.sleep(0.001)
    assert loaded == ["voice", "Whisper", "judge"]


def test_errands_are_waited_for_and_the_warm_up_is_not():
    gate, done = threading.Event(), threading.Event()
    warming = WarmUp([[Loading("slow", lambda _say: gate.wait(10))]])
    warming.begin()
    warming.also(done.set)
    warming.let_finish(10)
    assert done.is_set()
    assert warming.busy
    gate.set()


def test_lanes_are_loaded_side_by_side() -> None:
    both_at_work = threading.Barrier(2)
    lanes = [[Loading(name, lambda _say: both_at_work.wait(10))] for name in ("voice", "judge")]
    warming = WarmUp(lanes)
    warming.begin()
    assert [lane[0].get() for lane in lanes] in ([0, 1], [1, 0])
