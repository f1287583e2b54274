import os
from pathlib import Path

import pytest

from coach.whole_files import (
    BLOCK,
    PART,
    STALE_SECONDS,
    create_whole,
    is_intact,
    read_blocks,
    replace_whole,
    sha256_of,
    sweep,
    whole_file,
    working_folder,
)

ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
"""SHA-256 of `abc`, from FIPS 180-2, appendix B.1."""


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_text_or_bytes_take_the_place_of_a_file_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.toml"
    for content, expected in (("é", "é".encode()), (b"\xff", b"\xff")):
        replace_whole(path, content)
        assert path.read_bytes() == expected
        assert path.stat().st_mode & 0o777 == 0o600
    assert names(path.parent) == ["a.toml"]


def test_a_link_is_followed_where_it_is_the_users_and_replaced_otherwise(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old")
    link.symlink_to(target)
    replace_whole(link, "new")
    assert (link.is_symlink(), target.read_text()) == (True, "new")
    replace_whole(link, "newer", follow=False)
    assert (link.is_symlink(), link.read_text(), target.read_text()) == (False, "newer", "new")


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "a"
    create_whole(path, "first")
    with pytest.raises(FileExistsError):
        create_whole(path, "second")
    assert path.read_text() == "first"
    assert names(tmp_path) == ["a"]


def test_where_something_fails_the_old_file_stays_and_nothing_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_text("old")
    with pytest.raises(ValueError, match="half way"), whole_file(path, neighbours=("-wal",)) as new:
        new.write_text("half")
        Path(f"{new}-wal").write_text("log")
        raise ValueError("half way")
    assert path.read_text() == "old"
    assert names(tmp_path) == ["a.db"]


def test_whoever_deletes_the_new_file_keeps_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    with whole_file(path) as new:
        new.unlink()
    assert path.read_text() == "old"


def test_a_working_folder_is_beside_the_files_and_goes_with_all_that_is_in_it(tmp_path: Path) -> None:
    with working_folder(tmp_path) as work:
        (work / "a").touch()
        assert work.parent == tmp_path
        assert work.stat().st_mode & 0o777 == 0o700
    assert names(tmp_path) == []


def test_what_killed_runs_left_is_swept_a_day_later_and_nothing_else(tmp_path: Path) -> None:
    old, young, folder = tmp_path / f".a-1{PART}-wal", tmp_path / f".a-2{PART}", tmp_path / f".b{PART}"
    others = [tmp_path / f"a{PART}", tmp_path / ".a.part", tmp_path / "a.db"]
    folder.mkdir()
    (folder / "inside").touch()
    for each in (old, young, *others):
        each.touch()
    for each in (old, folder, *others):
        os.utime(each, (0.0, 0.0))
    sweep(tmp_path)
    assert names(tmp_path) == sorted(each.name for each in (young, *others))
    sweep(tmp_path, ("*.part",))
    assert not others[1].exists()
    sweep(tmp_path / "nowhere")
    assert STALE_SECONDS == 86_400.0


def test_the_hash_of_abc_is_the_one_in_the_standard(tmp_path: Path) -> None:
    (tmp_path / "abc").write_bytes(b"abc")
    assert sha256_of(tmp_path / "abc") == ABC


def test_a_file_longer_than_a_block_is_read_whole(tmp_path: Path) -> None:
    content = bytes(range(256)) * (BLOCK // 256) + b"tail"
    (tmp_path / "long").write_bytes(content)
    blocks = list(read_blocks(tmp_path / "long"))
    assert [len(block) for block in blocks] == [BLOCK, 4]
    assert b"".join(blocks) == content


def test_right_size_and_wrong_content_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "abc").write_bytes(b"abd")
    assert not is_intact(tmp_path / "abc", 3, ABC)


def test_a_folder_in_place_of_a_file_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "abc").mkdir()
    assert not is_intact(tmp_path / "abc", 3, ABC)
