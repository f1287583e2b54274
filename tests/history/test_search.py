from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pilots import sample_attempt

from coach.domain.attempt import AnswerKind
from coach.domain.transcript import typed_transcript
from coach.history.history import History
from coach.history.search import cut_snippet, find_said, to_query

ATTEMPT = replace(sample_attempt(), kind=AnswerKind.TYPED, delivery=None)


def saved(home: Path, *texts: str) -> History:
    history = History(home / "history.db")
    for number, text in enumerate(texts):
        at = ATTEMPT.answered_at + timedelta(days=number)
        history.save(replace(ATTEMPT, id=f"a{number}", answered_at=at, transcript=typed_transcript(text)))
    return history


def test_every_word_must_be_said_and_the_newest_comes_first(tmp_path: Path) -> None:
    history = saved(tmp_path, "dropout thins the network", "a network of towers", "dropout in a network")
    assert [found.attempt_id for found in history.search("network dropout")] == ["a2", "a0"]
    assert [found.attempt_id for found in history.search("network dropout", limit=1, offset=1)] == ["a0"]


def test_the_last_word_may_be_unfinished_and_accents_and_capitals_make_no_difference(tmp_path: Path) -> None:
    history = saved(tmp_path, "The naïve Bayes classifier")
    assert len(history.search("NAIVE bay")) == 1
    assert history.search("bay naive") == ()


def test_a_match_is_marked_in_its_surroundings(tmp_path: Path) -> None:
    found = saved(tmp_path, "so dropout thins it").search("drop")[0]
    assert found.snippet == (("so ", False), ("dropout", True), (" thins it", False))


@pytest.mark.parametrize(
    "typed", ['"', "a AND", "NEAR(", "*", "-x", "col:umn", "'; DROP TABLE attempts", "(((", "\x02"]
)
def test_whatever_is_typed_is_data(tmp_path: Path, typed: str) -> None:
    history = saved(tmp_path, "nothing of the kind")
    assert history.search(typed) == ()
    assert history.count() == 1


def test_operators_are_words_like_any_other() -> None:
    assert to_query('he said "OR" not') == '"he" "said" "OR" "not"*'
    assert to_query("  ?! ") == ""


def test_a_corrected_answer_is_found_by_its_new_words_only(tmp_path: Path) -> None:
    history = saved(tmp_path, "the hero weights")
    history.save(replace(ATTEMPT, id="a0", transcript=typed_transcript("the zero weights")))
    assert history.search("hero") == ()
    assert len(history.search("zero")) == 1


def test_marks_in_a_typed_answer_are_no_matches() -> None:
    assert cut_snippet("a \x03b\x02c\x03 d") == (("a b", False), ("c", True), (" d", False))


def test_answers_in_the_same_words_are_one_row_which_says_how_many(tmp_path: Path) -> None:
    history = saved(tmp_path, "dropout thins it", "Dropout thins IT", "dropout is noise", "dropout thins it")
    assert [(found.attempt_id, found.times) for found in history.search("dropout")] == [("a3", 3), ("a2", 1)]
    assert [found.attempt_id for found in history.search("dropout", limit=1, offset=1)] == ["a2"]
    history.save(replace(ATTEMPT, id="other", question_id="other", transcript=typed_transcript("dropout thins it")))
    assert [(found.attempt_id, found.times) for found in history.search("thins")] == [("a3", 3), ("other", 1)]


def test_the_words_of_the_question_were_not_said(tmp_path: Path) -> None:
    assert ATTEMPT.question == "What is the difference between L1 and L2 regularization?"
    history = saved(tmp_path, "nothing of the kind")
    assert history.search("difference") == ()
    assert history.search("regularization nothing") == ()


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        ("naive", (1, 5)),
        ("NAÏVE bay", (1, 2, 5)),
        ("l1", (3,)),
        ("class", (4,)),
        ("the naive", (0, 1, 5)),
        ("nothing", ()),
        ("?!", ()),
    ],
)
def test_the_words_that_were_found_are_known_by_their_places(wanted: str, places: tuple[int, ...]) -> None:
    assert find_said(["The", "naïve", "Bayes", "(L1-based)", "classifier,", "Naive."], wanted) == places
