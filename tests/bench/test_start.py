import json

from coach.bench.start import (
    ALL,
    JUDGE,
    RECOGNISER,
    VOICE,
    JudgeLoaded,
    Processes,
    Start,
    Started,
    measure_start,
    start_as_json,
    start_as_text,
)


def started(judge: float, memory: float | None = 600.0) -> Started:
    return Started({VOICE: 1.0, RECOGNISER: 1.2, JUDGE: judge, ALL: judge + 1.0}, memory)


def measured(runs: int = 3) -> tuple[Start, list[str]]:
    starts = iter([started(9.0), started(1.4), started(1.6, 700.0), started(5.0)])
    assess, told = iter([3.0, 1.9, 1.8]), iter([0.1, 0.2, 0.15])
    ours = iter([JudgeLoaded(1.0, 300.0), JudgeLoaded(1.1, 310.0), JudgeLoaded(4.0, 305.0)])
    torch = iter([JudgeLoaded(10.0, 600.0), JudgeLoaded(11.0, None), JudgeLoaded(20.0, 610.0)])
    said: list[str] = []
    processes = Processes(
        lambda: next(starts), lambda: next(assess), lambda: next(told), lambda: next(ours), lambda: next(torch)
    )
    return measure_start(processes, runs, said.append), said


def test_the_first_start_is_kept_apart_and_the_others_give_their_median() -> None:
    start, _ = measured()
    assert start.first.seconds[JUDGE] == 9.0
    assert start.later.seconds[JUDGE] == 1.6
    assert start.later.memory_mb == 600.0
    assert (start.assess, start.help) == (1.9, 0.15)
    assert start.ours == JudgeLoaded(1.1, 305.0)
    assert start.torch == JudgeLoaded(11.0, 605.0)


def test_what_is_being_measured_is_told() -> None:
    _, said = measured()
    assert said[0] == "the first start"
    assert said[1:3] == ["starts, 3 in all", "coach assess --text, and --help, 3 of each"]


def test_the_table_has_the_ratio_to_torch() -> None:
    lines = start_as_text(measured()[0]).splitlines()
    assert lines[1].split() == ["a", "start", "1.00", "s", "1.20", "s", "1.60", "s", "2.60", "s", "600", "MB"]
    ready, memory = (line.split() for line in lines if line.startswith(("  ready to judge", "  peak memory")))
    assert ready[-5:] == ["1.10", "s", "11.00", "s", "0.10"]
    assert memory[-5:] == ["305", "MB", "605", "MB", "0.50"]


def test_memory_that_the_system_does_not_tell_is_a_dash_and_null() -> None:
    start = Start(1, started(2.0, None), started(2.0, None), 1.0, 0.1, JudgeLoaded(1.0, None), JudgeLoaded(10.0, 9.0))
    assert start_as_text(start).splitlines()[1].endswith(" -")
    shown = json.loads(json.dumps(start_as_json(start)))
    assert shown["later"]["memory_mb"] is None
    assert shown["ratio"] == {"seconds": 0.1, "memory": None}
