"""Outlines of questions are those of the bank."""

from pathlib import Path

from coach.bank.bank import load_bank
from coach.bank.keeping import last_good_path
from coach.bank.outline import Outline, outline_questions
from coach.paths import shipped_folder

SHIPPED = shipped_folder("rubrics")

OWN = """\
id = "own"
question = "Why?"
seconds = [10, 20]

[[key_points]]
id = "so"
point = "It is so."
"""


def of_the_bank(own: Path) -> dict[str, Outline]:
    return {
        rubric.id: Outline(frozenset(point.id for point in rubric.key_points), rubric.seconds[1])
        for rubric in load_bank(SHIPPED, own).rubrics
    }


def test_every_shipped_question_has_the_outline_that_the_bank_gives(tmp_path: Path) -> None:
    expected = of_the_bank(tmp_path / "none")
    assert len(expected) > 40
    assert outline_questions([*expected, "unknown", "a/b"], SHIPPED, tmp_path / "none") == expected


def test_the_users_own_come_first_and_a_broken_one_is_replaced_by_its_last_good_version(tmp_path: Path) -> None:
    (tmp_path / "concepts").mkdir()
    (tmp_path / "concepts" / "lora.toml").write_text(OWN.replace('"own"', '"lora"'), encoding="utf-8")
    (tmp_path / "own.toml").write_text("broken", encoding="utf-8")
    (tmp_path / "attention.toml").write_text("broken", encoding="utf-8")
    last_good_path(tmp_path, "own").parent.mkdir()
    last_good_path(tmp_path, "own").write_text(OWN, encoding="utf-8")
    ids = ["attention", "lora", "own"]
    found = outline_questions(ids, SHIPPED, tmp_path)
    assert found["own"] == found["lora"] == Outline(frozenset({"so"}), 20.0)
    assert found == {name: each for name, each in of_the_bank(tmp_path).items() if name in ids}
