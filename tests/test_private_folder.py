import os
import stat
import threading
from pathlib import Path

import pytest

from coach.errors import CoachError
from coach.private_folder import make_private_folder, prepare_folders


def rights(folder: Path) -> int:
    return stat.S_IMODE(folder.stat().st_mode)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_every_level_is_the_owners_only_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        make_private_folder(tmp_path / "a" / "b" / "c")
    finally:
        os.umask(before)
    assert [rights(tmp_path / each) for each in ("a", "a/b", "a/b/c")] == [0o700] * 3


def test_a_folder_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir(mode=0o755)
    (tmp_path / "shared").chmod(0o755)
    make_private_folder(tmp_path / "shared" / "own")
    assert rights(tmp_path / "shared") == 0o755
    assert rights(tmp_path / "shared" / "own") == 0o700


def test_folders_that_earlier_versions_left_open_are_closed_but_not_the_users_own(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for folder in (home, home / "recordings"):
        folder.mkdir()
        folder.chmod(0o755)
    (tmp_path / "elsewhere").mkdir(mode=0o755)
    (tmp_path / "elsewhere").chmod(0o755)
    (home / "cache").symlink_to(tmp_path / "elsewhere")
    prepare_folders((home, home / "recordings", home / "models", home / "cache"), home)
    assert rights(tmp_path / "elsewhere") == 0o755
    assert rights(home) == 0o755
    assert rights(home / "recordings") == 0o700
    assert rights(home / "models") == 0o700


@pytest.mark.parametrize("where", ["home", "home/recordings"])
def test_a_file_where_a_folder_should_be_is_named_before_any_work(tmp_path: Path, where: str) -> None:
    home = tmp_path / "home"
    (tmp_path / where).parent.mkdir(exist_ok=True)
    (tmp_path / where).write_text("")
    with pytest.raises(CoachError, match="a file is where the folder should be") as caught:
        prepare_folders((home / "recordings",), home)
    assert str(home) in caught.value.message
    assert "COACH_HOME" in caught.value.hint


def test_a_link_that_leads_nowhere_is_no_place_for_a_folder(tmp_path: Path) -> None:
    (tmp_path / "recordings").symlink_to(tmp_path / "nowhere")
    with pytest.raises(CoachError, match="a broken link is in its place"):
        prepare_folders((tmp_path / "recordings",), tmp_path)


def test_threads_that_make_the_same_folder_at_once_all_have_it(tmp_path: Path) -> None:
    for run in range(100):
        folder = tmp_path / str(run) / "data" / "recordings"
        begin = threading.Barrier(8)
        failures: list[OSError] = []

        def make(folder: Path = folder, begin: threading.Barrier = begin, failures: list[OSError] = failures) -> None:
            begin.wait()
            try:
                make_private_folder(folder)
            except OSError as error:
                failures.append(error)

        threads = [threading.Thread(target=make) for _ in range(8)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert failures == []
        assert rights(folder) == 0o700
