import subprocess
import sys
import threading

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
warming = WarmUp([Loading("judge", load)])
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


def test_everything_is_loaded_in_order_past_a_failure() -> None:
    loaded: list[str] = []

    def build(name: str) -> Loading[object]:
        def load(_say: Say) -> object:
            loaded.append(name)
            if name == "Whisper":
                raise OSError("no space left")
            return name

        return Loading(name, load)

    warming = WarmUp([build("voice"), build("Whisper"), build("judge")])
    warming.begin()
    warming.begin()
    warming._thread.join()
    assert loaded == ["voice", "Whisper", "judge"]
    assert not warming.busy


def test_errands_are_waited_for_and_the_warm_up_is_not():
    gate, done = threading.Event(), threading.Event()
    warming = WarmUp([Loading("slow", lambda _say: gate.wait(10))])
    warming.begin()
    warming.also(done.set)
    warming.let_finish(10)
    assert done.is_set()
    assert warming.busy
    gate.set()
