import json
from pathlib import Path

import pytest

from coach.bench.judge_cases import JudgeCase
from coach.bench.judge_hands import Hand, load_hands, take_in_turn
from coach.domain.coverage import Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.errors import CoachError

SHIPPED = Rubric("cats", "What do cats do?", (KeyPoint("sleep", "Cats sleep."), KeyPoint("eat", "Cats eat.")))
ANSWER = {
    "id": "cats-1",
    "question_id": "cats",
    "style": "terse",
    "answer": "They sleep, a lot.",
    "labels": {"eat": "missed", "sleep": "partial"},
    "spans": {"sleep": "sleep, a"},
}
DOGS = {
    "topic": "pets",
    "id": "dogs",
    "question": "What do dogs do?",
    "key_points": [
        {"id": "bark", "point": "Dogs bark.", "also": ["They woof."], "mistakes": ["They mew."], "near": ["-"]}
    ],
}
TOML = """
[[answers]]
name = "good"
style = "calm"
text = "They sleep and eat."
labels = { sleep = "covered", eat = "covered" }
"""


def written(path: Path, *lines: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path.parent


def test_each_file_is_one_hand_with_labels_and_spans_in_the_order_of_the_key_points(tmp_path: Path) -> None:
    written(tmp_path / "b.jsonl", ANSWER)
    written(tmp_path / "a.jsonl", {**ANSWER, "labels": {"eat": "contradicted"}, "spans": None}, ANSWER)
    first, second = load_hands(tmp_path, [SHIPPED])
    assert [(hand.name, len(hand.cases)) for hand in (first, second)] == [("a", 2), ("b", 1)]
    assert first.cases[0].labels == (None, Verdict.CONTRADICTED)
    assert first.cases[0].spans == (None, None)
    (case,) = second.cases
    assert (case.id, case.rubric, case.answer, case.name) == ("cats-1", SHIPPED, "They sleep, a lot.", "")
    assert case.labels == (Verdict.PARTLY, Verdict.MISSED)
    assert case.spans == ("sleep, a", None)


@pytest.mark.parametrize("place", ["answers/points", "points"])
def test_questions_that_are_not_shipped_lie_in_or_beside_the_folder(place: str, tmp_path: Path) -> None:
    written(tmp_path / place / "pets.jsonl", DOGS)
    answer = {**ANSWER, "question_id": "dogs", "labels": {"bark": "covered"}, "spans": {}}
    (hand,) = load_hands(written(tmp_path / "answers" / "a.jsonl", answer), [])
    rubric = hand.cases[0].rubric
    assert (rubric.id, rubric.question) == ("dogs", "What do dogs do?")
    assert rubric.key_points == (KeyPoint("bark", "Dogs bark.", also=("They woof.",), mistakes=("They mew.",)),)


def test_of_questions_with_the_same_id_the_labels_say_which_is_meant(tmp_path: Path) -> None:
    written(tmp_path / "points" / "a.jsonl", {**DOGS, "id": "cats"})
    written(tmp_path / "a.jsonl", ANSWER, {**ANSWER, "labels": {"bark": "missed"}, "spans": {}})
    (hand,) = load_hands(tmp_path, [SHIPPED])
    assert [case.rubric.question for case in hand.cases] == ["What do cats do?", "What do dogs do?"]


def test_toml_files_are_one_hand_named_like_their_folder(tmp_path: Path) -> None:
    folder = tmp_path / "tests" / "answers"
    folder.mkdir(parents=True)
    (folder / "cats.toml").write_text(TOML, "utf-8")
    (hand,) = load_hands(folder, [SHIPPED])
    labels = (Verdict.COVERED, Verdict.COVERED)
    case = JudgeCase("cats/good", SHIPPED, "They sleep and eat.", labels, None, "good")
    assert hand == Hand("tests/answers", (case,))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"labels": {"sleep": "yes"}},
            "key `labels.sleep`: it is none of covered, partly, missed, contradicted, partial",
        ),
        ({"labels": {"purr": "missed"}}, "key `labels.purr`: cats has no such key point"),
        ({"labels": ["missed"]}, "key `labels`: it is not an object"),
        ({"question_id": "cows"}, "key `question_id`: there is no question 'cows'"),
        ({"spans": {"sleep": "eat"}}, "key `spans.sleep`: the answer does not say 'eat'"),
        ({"spans": {"purr": "sleep"}}, "key `spans.purr`: the point has no label"),
        ({"text": ""}, "key `text`: there is no such key"),
        ({"answer": None}, "key `answer`: it is not a text"),
    ],
)
def test_a_broken_answer_is_refused_with_line_and_key(change: dict[str, object], said: str, tmp_path: Path) -> None:
    folder = written(tmp_path / "a.jsonl", ANSWER, {**ANSWER, **change})
    with pytest.raises(CoachError) as caught:
        load_hands(folder, [SHIPPED])
    assert f"a.jsonl, line 2, {said}" in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"key_points": []}, "key `key_points`: it is not a list with at least one"),
        ({"key_points": [{"id": "a", "point": "A."}] * 2}, "key `key_points[1].id`: 'a' is there twice"),
        ({"key_points": [{"id": "a", "point": " "}]}, "key `key_points[0].point`: it is empty"),
        ({"key_points": [{"id": "a", "point": "A.", "weight": 2}]}, "key `key_points[0].weight`: there is no such key"),
        ({"spoken": "What?"}, "key `spoken`: there is no such key"),
    ],
)
def test_a_broken_question_is_refused_with_line_and_key(change: dict[str, object], said: str, tmp_path: Path) -> None:
    written(tmp_path / "points" / "p.jsonl", {**DOGS, **change})
    with pytest.raises(CoachError) as caught:
        load_hands(written(tmp_path / "a.jsonl", ANSWER), [SHIPPED])
    assert f"p.jsonl, line 1, {said}" in caught.value.message


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("style =", "tone =", "answer 1, key `tone`: there is no such key"),
        ('eat = "covered"', 'eat = "yes"', "answer 1, key `labels.eat`: it is none of"),
        ("[[answers]]", "[[answer]]", "key `answers`: it is missing"),
        ("[[answers]]", "[[answers]", "not valid TOML"),
    ],
)
def test_a_broken_toml_file_is_refused_with_its_place(before: str, after: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "cats.toml").write_text(TOML.replace(before, after), "utf-8")
    with pytest.raises(CoachError) as caught:
        load_hands(tmp_path, [SHIPPED])
    assert "cats.toml" in caught.value.message
    assert said in caught.value.message


def test_a_folder_or_file_without_answers_is_told(tmp_path: Path) -> None:
    with pytest.raises(CoachError, match="holds no labelled answers"):
        load_hands(tmp_path, [])
    written(tmp_path / "a.jsonl")
    with pytest.raises(CoachError, match=r"a\.jsonl holds no labelled answers"):
        load_hands(tmp_path, [])


def test_answers_are_taken_from_every_hand_in_turn() -> None:
    one, other = (
        Hand(name, tuple(JudgeCase(f"{name}{at}", SHIPPED, "") for at in range(count)))
        for name, count in (("a", 1), ("b", 3))
    )
    assert [case.id for case in take_in_turn((one, other), 3)] == ["a0", "b0", "b1"]
    assert take_in_turn((), 3) == ()
