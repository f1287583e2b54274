import threading

import pytest

from coach.practice.loading import Loading, LoadState, loaded, warm_up


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
