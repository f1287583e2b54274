from pathlib import Path

from coach.weights.catalogue import WeightFile
from coach.weights.checking import BLOCK, damaged_files, is_intact, read_blocks, sha256_of

ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
"""SHA-256 of `abc`, from FIPS 180-2, appendix B.1."""


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
    assert not is_intact(tmp_path / "abc", WeightFile("abc", 3, ABC))


def test_only_missing_and_wrong_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "good").write_bytes(b"abc")
    (tmp_path / "short").write_bytes(b"ab")
    files = [WeightFile(name, 3, ABC) for name in ("good", "short", "absent")]
    assert [file.path for file in damaged_files(tmp_path, files)] == ["short", "absent"]


def test_a_folder_in_place_of_a_file_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "abc").mkdir()
    assert not is_intact(tmp_path / "abc", WeightFile("abc", 3, ABC))
