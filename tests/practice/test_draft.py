import json
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coach.domain.attempt import UnfinishedText
from coach.errors import CoachError
from coach.practice.draft import Draft, take_up
from coach.practice.unfinished import discard, find_unfinished_texts

NINE = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

PROGRAM = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from coach.practice.draft import Draft
draft = Draft(Path(sys.argv[1]), "killed", "l1-vs-l2", datetime(2026, 3, 1, tzinfo=UTC))
draft.text = "what was typed so far"
draft.put_aside()
print("written", flush=True)
sys.stdin.read()
"""


def draft(folder: Path, attempt_id: str = "a", text: str = "L1 makes zeros") -> Draft:
    made = Draft(folder, attempt_id, "l1-vs-l2", NINE)
    made.text = text
    return made


def leave_behind(folder: Path, attempt_id: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{attempt_id}.json").write_text(json.dumps({"question": "l1-vs-l2", "started": "", "process": 1}))
    (folder / f"{attempt_id}.txt").write_text(text, encoding="utf-8")


def test_a_draft_is_on_disk_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "drafts"
    one = draft(folder)
    assert one.path is None
    one.put_aside()
    assert one.path == folder / "a.txt"
    assert one.path.read_text() == "L1 makes zeros"
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {
        "a.json": 0o600,
        "a.txt": 0o600,
    }
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_what_was_typed_since_is_not_said_to_be_on_disk(tmp_path: Path) -> None:
    one = draft(tmp_path)
    one.put_aside()
    one.text += " and"
    assert one.path is None
    one.put_aside()
    assert (tmp_path / "a.txt").read_text() == "L1 makes zeros and"


def test_a_draft_that_is_settled_leaves_nothing_and_writes_nothing_more(tmp_path: Path) -> None:
    one = draft(tmp_path)
    one.put_aside()
    one.remove()
    one.text = "too late"
    one.put_aside()
    assert list(tmp_path.iterdir()) == []


def test_a_draft_of_a_running_program_is_offered_by_no_other(tmp_path: Path) -> None:
    one = draft(tmp_path)
    one.put_aside()
    assert find_unfinished_texts(tmp_path) == ()


def test_what_a_killed_program_had_typed_is_offered(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "written\n"
        assert find_unfinished_texts(tmp_path) == ()
        program.kill()
    (found,) = find_unfinished_texts(tmp_path)
    assert found == UnfinishedText("killed", "l1-vs-l2", tmp_path / "killed.txt", "what was typed so far")
    assert found.words == 5


def test_a_draft_that_is_taken_up_goes_on_in_the_same_file(tmp_path: Path) -> None:
    leave_behind(tmp_path, "a", "first")
    one = take_up(find_unfinished_texts(tmp_path)[0], NINE)
    one.text += " and second"
    one.put_aside()
    assert (tmp_path / "a.txt").read_text() == "first and second"
    assert find_unfinished_texts(tmp_path) == ()
    one.remove()
    assert list(tmp_path.iterdir()) == []


def test_a_draft_without_words_is_cleaned_away_and_the_oldest_is_offered_first(tmp_path: Path) -> None:
    leave_behind(tmp_path, "20260303", " \n")
    leave_behind(tmp_path, "20260302", "two")
    leave_behind(tmp_path, "20260301", "one")
    assert [each.text for each in find_unfinished_texts(tmp_path)] == ["one", "two"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "20260301.json",
        "20260301.txt",
        "20260302.json",
        "20260302.txt",
    ]


def test_discarding_deletes_text_and_mark(tmp_path: Path) -> None:
    leave_behind(tmp_path, "a", "one")
    discard(find_unfinished_texts(tmp_path)[0])
    assert list(tmp_path.iterdir()) == []


def test_letters_that_are_no_utf_8_cost_only_themselves(tmp_path: Path) -> None:
    leave_behind(tmp_path, "a", "x")
    (tmp_path / "a.txt").write_bytes(b"L1 \xff zeros")
    assert find_unfinished_texts(tmp_path)[0].text == "L1 \ufffd zeros"


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_in_the_place_of_a_draft_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("not yours")
    drafts = tmp_path / "drafts"
    leave_behind(drafts, "a", "x")
    (drafts / "a.txt").unlink()
    (drafts / "a.txt").symlink_to(tmp_path / "secret")
    assert find_unfinished_texts(drafts) == ()
    assert (tmp_path / "secret").read_text() == "not yours"


def test_a_disk_that_takes_nothing_is_said_once_until_it_works_again(tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    folder.write_text("a file in its place")
    one = draft(folder)
    with pytest.raises(CoachError, match="cannot be saved to disk"):
        one.put_aside()
    assert one.failing
    one.text += " more"
    one.put_aside()
    assert one.path is None
    folder.unlink()
    one.put_aside()
    assert one.path is not None
    assert not one.failing


def test_half_a_character_does_not_keep_a_draft_from_the_disk(tmp_path: Path) -> None:
    draft(tmp_path, text="zero \ud800 weights").put_aside()
    assert (tmp_path / "a.txt").read_text() == "zero ? weights"


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_what_a_link_in_the_place_of_a_draft_leads_to_is_never_written(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("precious")
    (tmp_path / "a.txt").symlink_to(tmp_path / "precious")
    draft(tmp_path).put_aside()
    assert (tmp_path / "precious").read_text() == "precious"
    assert (tmp_path / "a.txt").read_text() == "L1 makes zeros"
