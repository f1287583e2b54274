"""The questions together: shipped ones with the user's own laid over them."""

from pathlib import Path

import pytest

from coach.bank.bank import Bank, Entry, load_bank
from coach.domain.rubric import FollowUp, KeyPoint, Rubric
from coach.errors import RubricError

FOLLOWED = Rubric(
    "q",
    "Why?",
    (KeyPoint("a", "One."), KeyPoint("b", "Two.", importance=2.0), KeyPoint("c", "Three.")),
    topic="Sums",
    follow_ups=(FollowUp("a", "And one?"), FollowUp("b", "And two?", "And too?")),
)


def put(folder: Path, question_id: str, question: str = "Why?", topic: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{question_id}.toml"
    path.write_text(
        f'id = "{question_id}"\nquestion = "{question}"\ntopic = "{topic}"\n[[key_points]]\nid = "a"\npoint = "A."\n'
    )
    return path


def bank_with(*topics: str) -> Bank:
    rubrics = (Rubric(f"q{at}", "Why?", (KeyPoint("a", "A."),), topic=topic) for at, topic in enumerate(topics))
    return Bank(tuple(Entry(rubric, Path(f"{rubric.id}.toml")) for rubric in rubrics))


def test_shipped_questions_are_read_with_their_round(tmp_path: Path) -> None:
    path = put(tmp_path / "shipped/coding", "heap")
    put(tmp_path / "shipped/concepts", "l1")
    bank = load_bank(tmp_path / "shipped", tmp_path / "none")
    assert [(entry.rubric.id, entry.round, entry.own) for entry in bank.entries] == [
        ("heap", "coding", False),
        ("l1", "concepts", False),
    ]
    assert bank.entries[0].path == path
    assert bank.problems == ()


def test_a_users_question_replaces_the_shipped_one_with_its_id(tmp_path: Path) -> None:
    put(tmp_path / "shipped/coding", "l1", "Shipped?")
    put(tmp_path / "own", "l1", "Mine?")
    bank = load_bank(tmp_path / "shipped", tmp_path / "own")
    assert [(entry.rubric.question, entry.round, entry.own) for entry in bank.entries] == [("Mine?", "coding", True)]


def test_a_users_new_question_is_added_with_or_without_a_folder(tmp_path: Path) -> None:
    put(tmp_path / "shipped/concepts", "l1")
    put(tmp_path / "own", "mine")
    put(tmp_path / "own/behavioral", "conflict")
    bank = load_bank(tmp_path / "shipped", tmp_path / "own")
    found = {entry.rubric.id: (entry.round, entry.own) for entry in bank.entries}
    assert found == {"l1": ("concepts", False), "mine": ("concepts", True), "conflict": ("behavioral", True)}


def test_a_broken_users_file_is_named_and_the_shipped_question_stays(tmp_path: Path) -> None:
    put(tmp_path / "shipped/concepts", "l1", "Shipped?")
    put(tmp_path / "own", "l1").write_text("id = 3")
    put(tmp_path / "own", "mine")
    bank = load_bank(tmp_path / "shipped", tmp_path / "own")
    assert bank.get("l1").question == "Shipped?"
    assert bank.get("mine").question == "Why?"
    (problem,) = bank.problems
    assert str(tmp_path / "own/l1.toml") in problem.message


def test_the_same_id_twice_in_one_folder_is_a_problem_and_the_first_is_used(tmp_path: Path) -> None:
    put(tmp_path / "shipped/coding", "l1", "First?")
    put(tmp_path / "shipped/concepts", "l1", "Second?")
    bank = load_bank(tmp_path / "shipped", tmp_path / "own")
    assert [rubric.question for rubric in bank.rubrics] == ["First?"]
    assert "concepts/l1.toml: `id` is the same as in" in bank.problems[0].message


def test_other_files_and_files_of_editors_are_passed_over(tmp_path: Path) -> None:
    put(tmp_path / "own", "l1")
    for name in (".#l1.toml", ".l1.toml.swp", "l1.toml~", "README.md"):
        (tmp_path / "own" / name).write_text("not a question")
    (tmp_path / "own/.git").mkdir()
    (tmp_path / "own/.git/config.toml").write_text("not a question")
    put(tmp_path / "shipped/concepts", "l2")
    bank = load_bank(tmp_path / "shipped", tmp_path / "own")
    assert sorted(rubric.id for rubric in bank.rubrics) == ["l1", "l2"]
    assert bank.problems == ()


def test_a_shipped_folder_that_is_missing_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    bank = load_bank(tmp_path / "none", tmp_path / "none-either")
    assert bank.rubrics == ()
    assert str(tmp_path / "none") in bank.problems[0].message


def test_a_users_folder_that_is_a_file_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    put(tmp_path / "shipped/concepts", "l1")
    (tmp_path / "own").write_text("")
    bank = load_bank(tmp_path / "shipped", tmp_path / "own")
    assert len(bank.rubrics) == len(bank.problems) == 1


def test_a_link_to_nowhere_is_a_problem_and_a_link_to_a_question_is_read(tmp_path: Path) -> None:
    target = put(tmp_path / "elsewhere", "mine")
    (tmp_path / "own").mkdir()
    (tmp_path / "own/mine.toml").symlink_to(target)
    (tmp_path / "own/lost.toml").symlink_to(tmp_path / "nowhere.toml")
    put(tmp_path / "shipped/concepts", "l1")
    bank = load_bank(tmp_path / "shipped", tmp_path / "own")
    assert sorted(rubric.id for rubric in bank.rubrics) == ["l1", "mine"]
    assert "lost.toml does not exist" in bank.problems[0].message


def test_an_unknown_id_is_answered_with_ids_that_look_alike(tmp_path: Path) -> None:
    put(tmp_path / "concepts", "bias-variance-tradeoff")
    bank = load_bank(tmp_path, tmp_path / "none")
    with pytest.raises(RubricError) as caught:
        bank.get("Bias-Variance")
    assert caught.value.hint == "Did you mean bias-variance-tradeoff?"


def test_an_id_is_never_taken_for_a_path(tmp_path: Path) -> None:
    put(tmp_path / "shipped/concepts", "l1")
    outside = put(tmp_path, "outside")
    bank = load_bank(tmp_path / "shipped", tmp_path / "none")
    for question_id in ("../outside", str(outside), "concepts/l1", "\x1b[31m"):
        with pytest.raises(RubricError) as caught:
            bank.get(question_id)
        assert "\x1b" not in str(caught.value)
        assert "coach bank list" in caught.value.hint


def test_topics_come_in_the_order_of_learning_then_by_name_then_none() -> None:
    bank = bank_with("Zoology", "", "LLMs & modern", "algebra", "Algorithms", "Fundamentals", "Algorithms")
    assert [(group.topic, [rubric.id for rubric in group.rubrics]) for group in bank.by_topic()] == [
        ("Fundamentals", ["q5"]),
        ("Algorithms", ["q4", "q6"]),
        ("LLMs & modern", ["q2"]),
        ("algebra", ["q3"]),
        ("Zoology", ["q0"]),
        ("Other", ["q1"]),
    ]


def test_a_follow_up_is_a_question_judged_on_its_one_key_point() -> None:
    asked = FOLLOWED.dig(FOLLOWED.follow_ups[1])
    assert (asked.id, asked.question, asked.to_say) == ("q/b", "And two?", "And too?")
    assert asked.key_points == (FOLLOWED.key_points[1],)
    assert asked.topic == "Sums"
    assert asked.follows == "q"
    assert FOLLOWED.follows == ""


def test_the_bank_gives_a_follow_up_by_the_ids_of_question_and_point() -> None:
    bank = Bank((Entry(FOLLOWED, Path("q.toml")),))
    assert bank.get("q/a") == FOLLOWED.dig(FOLLOWED.follow_ups[0])
    with pytest.raises(RubricError, match='no follow-up "c"'):
        bank.get("q/c")
    with pytest.raises(RubricError, match='no question "other"'):
        bank.get("other/a")
