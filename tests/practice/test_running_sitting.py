"""A sitting while it runs, and its debrief at the end."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fakes import fake_engines
from pilots import NOON, bank, rubric

from coach.content.judge import Judge
from coach.domain.coverage import Verdict
from coach.domain.rubric import Difficulty, FollowUp
from coach.domain.sitting import Ask, Sitting, SittingKind
from coach.errors import CoachError
from coach.practice.answers import GivenAnswer, TypedAnswer
from coach.practice.debriefing import debrief
from coach.practice.draft import Draft
from coach.practice.engines import Engines
from coach.practice.loading import Loading, Say
from coach.practice.mock import RAPID_SECONDS
from coach.practice.running_sitting import RunningSitting
from coach.report.debrief_report import debrief_as_json, debrief_as_text

TREES = replace(
    rubric("trees", "Tell me about forests.", "trees split by impurity", "deep trees memorize noise"),
    follow_ups=(FollowUp("p1", "How exactly?"), FollowUp("p2", "And how deep?")),
)
LORA = rubric("lora", "What is LoRA?", "small matrices are trained")
QUESTIONS = bank(TREES, LORA)


def sitting(*ids: str, kind: SittingKind = SittingKind.MOCK, difficulty: Difficulty = Difficulty.MEDIUM) -> Sitting:
    return Sitting("s1", kind, NOON, ("concepts",), 10.0, difficulty, tuple(Ask(each) for each in ids))


@pytest.fixture
def engines(tmp_path: Path) -> Engines:
    return fake_engines(tmp_path, QUESTIONS)


def answer(running: RunningSitting, text: str, attempt_id: str) -> None:
    """Answer the question that is asked now."""
    asked = running.rubric()
    assert asked is not None
    given = GivenAnswer(asked, TypedAnswer(text), attempt_id, NOON + timedelta(minutes=len(attempt_id)))
    running.note_answer(given)
    assert running.to_assess == 1
    list(running.assess(given))
    assert running.to_assess == 0


def test_questions_come_one_after_the_other_and_a_missed_point_is_followed_up(engines: Engines) -> None:
    running = RunningSitting(sitting("trees", "lora"), lambda: engines)
    running.begin()
    answer(running, "well trees split by impurity of course", "a1")
    asked = running.rubric()
    assert asked is not None
    assert (asked.id, asked.question) == ("trees/p2", "And how deep?")
    answer(running, "well deep trees memorize noise of course", "a2")
    asked = running.rubric()
    assert asked is not None
    assert asked.id == "lora"
    assert running.sitting.number == 2


@pytest.mark.parametrize(("difficulty", "follow_ups"), [("easy", 0), ("medium", 1), ("hard", 2)])
def test_a_harder_mock_asks_more_follow_ups(engines: Engines, difficulty: str, follow_ups: int) -> None:
    running = RunningSitting(sitting("trees", difficulty=Difficulty(difficulty)), lambda: engines)
    answer(running, "no idea whatsoever about that", "a1")
    asked = [ask.question_id for ask in running.sitting.asks if ask.is_follow_up]
    assert asked == ["trees/p1", "trees/p2"][:follow_ups]


def test_rapid_fire_follows_nothing_up_and_gives_half_a_minute(engines: Engines) -> None:
    running = RunningSitting(sitting("trees", "lora", kind=SittingKind.RAPID_FIRE), lambda: engines)
    asked = running.rubric()
    assert asked is not None
    assert asked.seconds[1] == RAPID_SECONDS
    answer(running, "no idea", "a1")
    asked = running.rubric()
    assert asked is not None
    assert asked.id == "lora"


def test_an_interrupted_sitting_goes_on_from_its_open_question(engines: Engines) -> None:
    running = RunningSitting(sitting("trees", "lora"), lambda: engines)
    running.begin()
    answer(running, "trees split by impurity and deep trees memorize noise", "a1")
    again = RunningSitting(engines.history.load_sitting("s1"), lambda: engines)
    asked = again.rubric()
    assert asked is not None
    assert asked.id == "lora"
    again.skip()
    assert again.rubric() is None
    ended = again.end()
    assert ended.ended_at is not None
    assert engines.history.sittings(SittingKind.MOCK) == (ended,)


def test_a_sitting_that_is_resumed_and_has_nothing_left_is_ended_and_kept(engines: Engines) -> None:
    running = RunningSitting(sitting("trees"), lambda: engines)
    first = running.advance(begin=True)
    assert first is not None and first.id == "trees"
    assert engines.history.load_sitting("s1").ended_at is None
    running.skip()
    assert running.advance() is None
    assert engines.history.load_sitting("s1").ended_at is not None


def test_a_question_that_has_left_the_bank_is_skipped(engines: Engines) -> None:
    running = RunningSitting(sitting("gone", "lora"), lambda: engines)
    asked = running.rubric()
    assert asked is not None
    assert asked.id == "lora"
    assert running.sitting.asks[0].skipped


def test_a_follow_up_found_late_comes_next_while_the_answer_under_way_keeps_its_place(engines: Engines) -> None:
    running = RunningSitting(sitting("trees", "lora"), lambda: engines)
    first = GivenAnswer(TREES, TypedAnswer("well trees split by impurity of course"), "a1", NOON)
    running.note_answer(first)
    second = GivenAnswer(LORA, TypedAnswer("small matrices are trained"), "a2", NOON + timedelta(minutes=1))
    running.note_answer(second)  # the candidate was quicker than the judge
    list(running.assess(first))
    assert [(ask.question_id, ask.attempt_id) for ask in running.sitting.asks] == [
        ("trees", "a1"),
        ("trees/p2", ""),
        ("lora", "a2"),
    ]


def test_the_debrief_sums_up_what_the_attempts_say(engines: Engines) -> None:
    running = RunningSitting(sitting("trees", "lora"), lambda: engines)
    answer(running, "well trees split by impurity of course", "a1")  # one of two points
    answer(running, "well deep trees memorize noise of course", "a2")  # the follow-up
    running.skip()
    made = debrief(running.end(), engines.history, engines.bank)
    assert made.score == 25.0  # what was skipped counts nothing
    assert (made.answered, made.follow_ups, made.follow_ups_made) == (1, 1, 1)
    assert made.verdicts[Verdict.COVERED] == 1
    assert made.strongest is not None
    assert made.strongest.strongest is not None
    assert made.strongest.strongest.id == "p1"
    assert made.weakest is not None
    assert made.weakest.weakest is not None
    assert made.weakest.weakest.id == "p2"
    assert made.delivery is None  # typed
    assert made.tomorrow == (
        "Tell me about forests. Add this: deep trees memorize noise",
        "What is LoRA? You skipped it.",
    )


def test_the_debrief_as_text_names_every_question_its_result_and_the_change(engines: Engines) -> None:
    first = RunningSitting(sitting("lora"), lambda: engines)
    answer(first, "no idea about that one", "a0")
    earlier = debrief(first.end(), engines.history, engines.bank)
    later = replace(sitting("trees", "lora"), id="s2", begun_at=NOON + timedelta(days=1))
    running = RunningSitting(later, lambda: engines)
    answer(running, "well trees split by impurity of course", "a1")
    answer(running, "well deep trees memorize noise of course", "a2")
    running.skip()
    made = debrief(running.end(), engines.history, engines.bank)
    text = debrief_as_text(made, earlier, width=200)
    assert "Tell me about forests.  [50]" in text
    assert "follow-up: And how deep?  [point made]" in text
    assert "What is LoRA?  [skipped]" in text
    assert "Mean score 25 of 100 (+25 compared with the previous one); 1 skipped question counts as 0." in text
    assert "1. Tell me about forests. Add this: deep trees memorize noise" in text
    json = debrief_as_json(made)
    assert json["score"] == 25.0
    assert [each["skipped"] for each in json["questions"]] == [False, False, True]  # type: ignore[attr-defined]


def test_an_answer_that_was_never_judged_is_no_answer_in_the_debrief(engines: Engines) -> None:
    running = RunningSitting(sitting("lora"), lambda: engines)
    running.note_answer(GivenAnswer(LORA, TypedAnswer("x"), "lost", NOON))
    made = debrief(running.end(), engines.history, engines.bank)
    assert made.score is None
    assert made.answered == 0
    assert "[no answer]" in debrief_as_text(made)
    assert "there is no score" in debrief_as_text(made)


def test_the_next_question_may_be_put_before_an_answer_is_judged(engines: Engines) -> None:
    running = RunningSitting(sitting("trees", "lora", kind=SittingKind.RAPID_FIRE), lambda: engines)
    seen: list[tuple[int, int]] = []
    given = GivenAnswer(TREES, TypedAnswer("trees split by impurity of course"), "a1", NOON)
    problem = running.settle_answer(given, lambda: seen.append((running.to_assess, engines.history.count())))
    assert (seen, problem) == ([(1, 0)], "")
    assert engines.history.count() == 1


def test_an_answer_that_cannot_be_judged_says_where_it_is(engines: Engines) -> None:
    def broken(_say: Say) -> Judge:
        raise CoachError("The judge is ill.", "Install coach again.")

    engines = replace(engines, judge=Loading("judge", broken))
    draft = Draft(engines.paths.drafts, "a1", TREES.id, NOON)
    given = GivenAnswer(TREES, TypedAnswer("trees split by impurity of course", draft), "a1", NOON)
    draft.put_aside()
    running = RunningSitting(sitting("trees"), lambda: engines)
    with pytest.raises(CoachError) as caught:
        running.settle_answer(given)
    assert caught.value.hint == (
        "Install coach again. Your answer is safe: it will be offered the next time coach starts."
    )
    assert running.to_assess == 0
