import subprocess
import sys
import threading
import time

import pytest

from coach.practice.loading import Loading, LoadState, Say, WarmUp, loaded, warm_up


def test_a_value_is_built_once_however_many_threads_ask() -> None:
    built = []
    gate = threading.Event()

    def build(_say: object) -> int:
        gate.wait(5)
        built.append(1)
        return 7

    loading = Loading("seven", build)
    results: list[int] = []
    threads = [threading.Thread(target=lambda: results.append(loading.get())) for _ in range(4)]
    for thread in threads:
        thread.start()
    gate.set()
    for thread in threads:
        thread.join()
    assert (results, built, loading.state) == ([7, 7, 7, 7], [1], LoadState.READY)


def test_a_failure_is_kept_and_raised_again() -> None:
    built = []

    def build(_say: object) -> int:
        built.append(1)
        raise OSError("no weights")

    loading = Loading("broken", build)
    for _ in range(2):
        with pytest.raises(OSError, match="no weights"):
            loading.get()
    assert (built, loading.state) == ([1], LoadState.FAILED)


def test_progress_is_shown_while_loading_and_told_to_whoever_asked() -> None:
    told: list[str] = []
    seen: list[str] = []

    def build(say: object) -> int:
        say("half way")  # type: ignore[operator]
        seen.append(loading.progress)
        return 1

    loading = Loading("slow", build, told.append)
    loading.get()
    assert (seen, told, loading.progress) == (["half way"], ["half way"], "")


def test_warming_up_goes_on_after_a_failure() -> None:
    def fail(_say: object) -> int:
        raise OSError

    broken, fine = Loading("broken", fail), Loading("fine", lambda _say: 1)
    warm_up([broken, fine])
    assert (broken.state, fine.state) == (LoadState.FAILED, LoadState.READY)


def test_a_ready_value_needs_no_building() -> None:
    assert loaded("ready", 5).state is LoadState.READY


ENDS = """
import atexit, sys, threading
from coach.practice.loading import end_without_waiting
atexit.register(print, "the interpreter was taken down")
begun = threading.Event()
def work():
    begun.set()
    threading.Event().wait()
threading.Thread(target=work, name=sys.argv[1], daemon=True).start()
begun.wait()
end_without_waiting(3)
sys.exit(3)
"""


@pytest.mark.parametrize(
    ("thread", "said"),
    [("warm-up", ""), ("errand", ""), ("transcribe", ""), ("microphone watch", "the interpreter was taken down\n")],
)
def test_the_process_ends_at_once_while_a_library_is_at_work(thread: str, said: str) -> None:
    command = [sys.executable, "-c", ENDS, thread]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (3, said, "")


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
