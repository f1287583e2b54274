import time
from pathlib import Path

import pytest

from coach.bank.imported import MOST_POINTS, Draft, tidy_draft, to_rubric, why_not
from coach.bank.load import parse_rubric
from coach.bank.writing import rubric_toml


def test_ids_are_made_of_words_and_never_taken_twice() -> None:
    draft = Draft("What is Bias?", "", ("It is error.", "It is error, too.", "Nein – ü!"))
    rubric = to_rubric(draft, {"what-is-bias"})
    assert rubric.id == "what-is-bias-2"
    assert [point.id for point in rubric.key_points] == ["it-is-error", "it-is-error-too", "nein-u"]
    assert to_rubric(Draft("これは?", "", ("はい",)), ()).id == "question"


def test_a_question_of_any_length_gets_an_id_that_a_file_can_be_named_by(tmp_path: Path) -> None:
    draft = Draft("what is overfitting " * 200, "", ("so it is " * 500, "so it is " * 501))
    taken: set[str] = set()
    for _ in range(120):
        rubric = to_rubric(draft, taken)
        assert parse_rubric(rubric_toml(rubric), tmp_path / f"{rubric.id}.toml").id not in taken
        taken.add(rubric.id)


def test_ten_thousand_questions_without_latin_letters_get_ids_within_two_seconds() -> None:
    taken: set[str] = set()
    started = time.process_time()
    for _ in range(10_000):
        taken.add(to_rubric(Draft("これは?", "", ("はい",)), taken).id)
    assert len(taken) == 10_000
    assert time.process_time() - started < 2


def test_the_first_of_two_points_that_say_the_same_is_kept() -> None:
    assert tidy_draft("Why?", "", ["So it is.", "Other", "so it IS."]).points == ("So it is.", "Other")


def test_an_answer_keeps_its_paragraphs_and_the_indents_of_a_program() -> None:
    answer = tidy_draft("Why?", "\n  One   two\n\n\n\nfor x in y:\n    print(x)  \n", ["a"]).answer
    assert answer == "One   two\n\nfor x in y:\n    print(x)"


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (Draft("", "a", ("b",)), "there is no question"),
        (Draft("a", "b", ()), "there are no key points"),
        (Draft("a", "b\x1b[2J", ("c",)), "it contains control characters"),
        (Draft("a", "b", ("c\u202e",)), "it contains control characters"),
        (Draft("a", "", tuple(map(str, range(MOST_POINTS + 1)))), "it has more than 200 key points"),
        (Draft("a", "b" * 200_000, ("c",)), "it is longer than 128 kB"),
        (Draft("a", "b\n\tc", ("c",)), ""),
    ],
)
def test_what_is_no_question_is_said(draft: Draft, why: str) -> None:
    assert why_not(draft) == why
