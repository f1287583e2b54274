import os
from pathlib import Path

from coach.speech.cores import physical_cores, recogniser_threads


def test_two_threads_on_one_core_count_once(tmp_path: Path) -> None:
    for processor in range(4):
        folder = tmp_path / f"cpu{processor}" / "topology"
        folder.mkdir(parents=True)
        (folder / "thread_siblings_list").write_text("0-3\n", encoding="ascii")
    assert physical_cores(tmp_path) == 1


def test_never_more_than_the_system_allows(tmp_path: Path) -> None:
    for processor in range(4096):
        folder = tmp_path / f"cpu{processor}" / "topology"
        folder.mkdir(parents=True)
        (folder / "thread_siblings_list").write_text(f"{processor}\n", encoding="ascii")
    assert physical_cores(tmp_path) <= (os.cpu_count() or 1)


def test_an_unknown_topology_gives_at_least_one(tmp_path: Path) -> None:
    assert physical_cores(tmp_path) == max(1, (os.cpu_count() or 1) // 2)


def test_whisper_gets_half_of_the_cores_and_at_least_one() -> None:
    assert [recogniser_threads(cores) for cores in (1, 2, 3, 4, 8)] == [1, 1, 1, 2, 4]
