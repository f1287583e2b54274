"""Follow-up questions as questions of their own, and what edits of key points do to them."""

from pathlib import Path

import pytest

from coach.bank.bank import Bank, Entry
from coach.bank.edits import delete_point, merge_points, put_follow_up
from coach.bank.load import parse_rubric
from coach.bank.merge import merge_rubric
from coach.domain.rubric import FollowUp, KeyPoint, Rubric
from coach.errors import RubricError

RUBRIC = Rubric(
    "q",
    "Why?",
    (KeyPoint("a", "One."), KeyPoint("b", "Two.", importance=2.0), KeyPoint("c", "Three.")),
    topic="Sums",
    follow_ups=(FollowUp("a", "And one?"), FollowUp("b", "And two?", "And too?")),
)
TEXT = """\
id = "q"
question = "Why?"
seconds = [30, 60]

[[key_points]]
id = "a"
point = "One."

[[key_points]]
id = "b"
point = "Two."

# the first thing one asks
[[follow_ups]]
point = "a"
question = "And one?" # kindly

[[follow_ups]]
point = "b"
question = "And two?"
"""


def test_a_follow_up_is_a_question_judged_on_its_one_key_point() -> None:
    asked = RUBRIC.dig(RUBRIC.follow_ups[1])
    assert (asked.id, asked.question, asked.to_say) == ("q/b", "And two?", "And too?")
    assert asked.key_points == (RUBRIC.key_points[1],)
    assert asked.topic == "Sums"
    assert asked.follows == "q"
    assert RUBRIC.follows == ""


def test_the_bank_gives_a_follow_up_by_the_ids_of_question_and_point() -> None:
    bank = Bank((Entry(RUBRIC, Path("q.toml")),))
    assert bank.get("q/a") == RUBRIC.dig(RUBRIC.follow_ups[0])
    with pytest.raises(RubricError, match='no follow-up "c"'):
        bank.get("q/c")
    with pytest.raises(RubricError, match='no question "other"'):
        bank.get("other/a")


def test_a_follow_up_goes_with_its_key_point() -> None:
    assert delete_point(RUBRIC, "b").follow_ups == (RUBRIC.follow_ups[0],)
    assert merge_points(RUBRIC, "a").follow_ups == (RUBRIC.follow_ups[0],)


def test_a_new_follow_up_comes_last_and_a_changed_one_stays_in_its_place() -> None:
    assert put_follow_up(RUBRIC, "c", "And three?").follow_ups[2:] == (FollowUp("c", "And three?"),)
    assert put_follow_up(RUBRIC, "a", "Really?").follow_ups == (FollowUp("a", "Really?"), RUBRIC.follow_ups[1])
    assert put_follow_up(RUBRIC, "c", "") == RUBRIC


def test_comments_of_the_other_follow_ups_stay_when_one_is_changed_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "q.toml"
    before = parse_rubric(TEXT, path)
    changed = merge_rubric(TEXT, put_follow_up(before, "b", "And then?"), path)
    assert changed == TEXT.replace("And two?", "And then?")
    fewer = merge_rubric(TEXT, put_follow_up(before, "b", ""), path)
    assert "# the first thing one asks" in fewer
    assert "And two?" not in fewer


def test_a_first_follow_up_is_added_at_the_end_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "q.toml"
    without = TEXT[: TEXT.index("# the first")].rstrip("\n") + "\n"
    merged = merge_rubric(without, put_follow_up(parse_rubric(without, path), "a", "And one?"), path)
    assert merged.startswith(without)
    assert merged.endswith('[[follow_ups]]\npoint = "a"\nquestion = "And one?"\n')
