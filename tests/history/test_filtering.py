from dataclasses import replace
from pathlib import Path

import pytest
from pilots import BIAS, L1, sample_attempt, small_attempt, unjudged_attempt

from coach.domain.coverage import Label, Verdict
from coach.domain.filtering import AttemptFilter, ScoreRange, Shelf
from coach.errors import FilterError
from coach.history.filtering import quoted, read_filter, with_token
from coach.history.history import History

ROUNDS = {"concepts": frozenset({L1.id}), "coding": frozenset({BIAS.id}), "my own": frozenset({"x"})}


def read(text: str) -> AttemptFilter:
    return read_filter(text, ROUNDS)


@pytest.fixture
def history(tmp_path: Path) -> History:
    """Scores 10, 20 and 30 at one question; 50 at another and at its follow-up; one that was not judged."""
    history = History(tmp_path / "history.db")
    for number in (1, 2, 3):
        history.save(small_attempt(number))
    history.save(replace(sample_attempt(), id="labelled", labels={"correlated": Label.SAID}))
    history.save(replace(sample_attempt(), id="dug", question_id=f"{L1.id}/correlated", question="And two alike?"))
    history.save(replace(unjudged_attempt(), id="unjudged"))
    return history


def found(history: History, text: str) -> set[str]:
    wanted = read(text)
    listed = {summary.id.removeprefix("20260201T000000Z-") for summary in history.attempts(wanted=wanted)}
    assert history.count(wanted) == len(listed)
    return listed


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", AttemptFilter()),
        ("bias Variance", AttemptFilter(words=("bias", "Variance"))),
        ('"bias variance" l1', AttemptFilter(words=("bias variance", "l1"))),
        ("round:cod", AttemptFilter(questions=ROUNDS["coding"])),
        ('round:"my own"', AttemptFilter(questions=ROUNDS["my own"])),
        ("ROUND:coding round:concepts", AttemptFilter(questions=frozenset({L1.id, BIAS.id}))),
        (
            "verdict:contra verdict:uns",
            AttemptFilter(verdicts=frozenset({Verdict.CONTRADICTED, Verdict.UNSURE})),
        ),
        ("label:not", AttemptFilter(labels=frozenset({Label.NOT_SAID}))),
        ("label:any", AttemptFilter(labels=frozenset(Label))),
        ("score<50", AttemptFilter(scores=ScoreRange(0, 49))),
        ("score:>=70 <=90", AttemptFilter(scores=ScoreRange(70, 90))),
        ("score:50-80", AttemptFilter(scores=ScoreRange(50, 80))),
        ("score:80", AttemptFilter(scores=ScoreRange(80, 80))),
        ("score:none", AttemptFilter(unjudged=True)),
        ("is:arch", AttemptFilter(shelf=Shelf.ARCHIVED)),
        ("round: verdict:", AttemptFilter()),
        ("score> scores", AttemptFilter(words=("score>", "scores"))),
        ("softmax(QK):", AttemptFilter(words=("softmax(QK):",))),
    ],
)
def test_a_line_of_filters_is_read(text: str, wanted: AttemptFilter) -> None:
    assert read(text) == wanted


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("round:desert", "Choose from: concepts, coding, my own."),
        ("round:co", "Choose from: concepts, coding."),
        ("verdict:half", "covered, partly, unsure, missed, contradicted"),
        ("label:maybe", "said, not-said, any"),
        ("is:lost", "archived, deleted"),
        ("score:many", "Write <50, >=70, 50-80 or none."),
        ("score:99999999999999999999", "Write <50"),
        ("score>=6x", "Write <50"),
        (">=6x", "Write <50"),
        ("score=70", "Write <50"),
        ("score:70-60", "the smaller number first"),
        ("score>100", "Scores go from 0 to 100"),
    ],
)
def test_what_no_answer_can_have_is_refused_with_what_there_is(text: str, says: str) -> None:
    with pytest.raises(FilterError) as caught:
        read(text)
    assert says in caught.value.hint


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", {"000001", "000002", "000003", "labelled", "dug", "unjudged"}),
        ("BIAS–variance", {"000001", "000002", "000003"}),
        ("l1-vs", {"labelled", "dug", "unjudged"}),
        ("question:l1-vs-l2", {"labelled", "unjudged"}),
        ("round:concepts", {"labelled", "dug", "unjudged"}),
        ("round:coding score>10 score<30", {"000002"}),
        ("score<30", {"000001", "000002"}),
        ("score:none", {"unjudged"}),
        ("verdict:contradicted", {"labelled", "dug"}),
        ("verdict:missed", {"000002", "dug"}),
        ("label:said", {"labelled"}),
        ("label:not-said", set()),
        ("verdict:covered round:coding", {"000001", "000003"}),
        ("nothing", set()),
        ("' OR 1=1 --", set()),
    ],
)
def test_only_answers_that_have_all_of_it_are_listed_and_counted(history: History, text: str, ids: set[str]) -> None:
    assert found(history, text) == ids


def test_a_question_is_found_by_the_words_it_had_on_any_day(history: History) -> None:
    history.save(replace(small_attempt(4), question="How do you trade bias for variance?"))
    assert found(history, quoted("How do you trade bias for variance?")) == {"000001", "000002", "000003", "000004"}


def test_picking_adds_to_the_line_and_picking_again_takes_it_out() -> None:
    assert with_token("l1", "score<50") == "l1 score<50"
    assert with_token("l1 score<50 is:archived", "score<50") == "l1 is:archived"
    assert with_token("", quoted('What is "L1"?')) == '"What is L1?"'
