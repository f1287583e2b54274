import pytest

from coach.bench.judge_cases import JudgeCase
from coach.bench.judge_figures import LabelledVerdict
from coach.bench.judge_run import (
    WAYS,
    JudgedCase,
    OrderFigures,
    Way,
    after_the_question,
    bare,
    in_another_order,
    judge_cases,
    labelled_verdicts,
    measure_order,
    misheard,
    share_flipped,
    with_fillers,
)
from coach.domain.coverage import Coverage, Evidence, PointCoverage, Verdict
from coach.domain.rubric import Alias, KeyPoint, Rubric
from coach.domain.transcript import Transcript

RUBRIC = Rubric("r", "?", (KeyPoint("k", "yes"), KeyPoint("l", "no")))


class Echo:
    """Calls a point covered whose words were said; remembers what it was asked to do."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def prepare(self, rubric: Rubric) -> None:
        self.done.append(f"prepare {rubric.id}")

    def judge(self, rubric: Rubric, transcript: Transcript) -> Coverage:
        self.done.append(f"judge {transcript.text}")
        assert transcript.typed
        return Coverage(tuple(self._point(point, transcript.text.split()) for point in rubric.key_points))

    def _point(self, point: KeyPoint, words: list[str]) -> PointCoverage:
        at = words.index(point.point) if point.point in words else None
        shown = None if at is None else Evidence(words[at], at, at, 0.0, 0.0)
        verdict = Verdict.COVERED if shown else Verdict.MISSED
        return PointCoverage(point.id, point.point, 1.0, verdict, 0.9, 0.5, None, shown, "")


class Clock:
    """Goes on by 1, 2, 3, ... seconds at each second look."""

    def __init__(self) -> None:
        self.looks = 0
        self.time = 0.0

    def __call__(self) -> float:
        self.looks += 1
        if self.looks % 2 == 0:
            self.time += self.looks / 2
        return self.time


def test_the_first_case_is_judged_back_to_front_before_and_preparing_is_not_timed() -> None:
    echo = Echo()
    cases = [JudgeCase(name, RUBRIC, name) for name in ("a z", "b", "c")]
    judged = list(judge_cases(echo, cases, Clock()))
    assert [each.seconds for each in judged] == [1.0, 2.0, 3.0]
    prepare = "prepare r"
    assert echo.done == [prepare, "judge z a", prepare, "judge a z", prepare, "judge b", prepare, "judge c"]


def test_no_cases_give_nothing() -> None:
    assert list(judge_cases(Echo(), [])) == []


def test_points_without_a_label_are_left_out() -> None:
    cases = [
        JudgeCase("a", RUBRIC, "yes", (Verdict.COVERED, None)),
        JudgeCase("b", RUBRIC, "yes and no"),
        JudgeCase("c", RUBRIC, "no", (Verdict.MISSED, Verdict.PARTLY)),
    ]
    assert labelled_verdicts(judge_cases(Echo(), cases)) == [
        LabelledVerdict(Verdict.COVERED, Verdict.COVERED, 0.9, None, range(1)),
        LabelledVerdict(Verdict.MISSED, Verdict.MISSED, 0.9),
        LabelledVerdict(Verdict.PARTLY, Verdict.COVERED, 0.9, None, range(1)),
    ]


def test_words_labelled_and_words_shown_are_places_in_the_answer() -> None:
    case = JudgeCase("a", RUBRIC, "well yes it is", (Verdict.COVERED, Verdict.MISSED), ("yes it", None))
    first, second = labelled_verdicts(judge_cases(Echo(), [case]))
    assert (first.span, first.evidence) == (range(1, 3), range(1, 2))
    assert (second.span, second.evidence) == (None, None)


def test_what_comes_out_otherwise_is_counted_of_the_answers_that_are_changed() -> None:
    ways: dict[str, Way] = {
        "no yes": lambda _rubric, text: text.replace("yes", "-"),
        "loud": lambda _rubric, text: text.upper(),
        "never": lambda _rubric, text: text,
    }
    cases = [JudgeCase("a", RUBRIC, "yes and no"), JudgeCase("b", RUBRIC, "no")]
    clock = Clock()
    judged = list(judge_cases(Echo(), cases, clock, ways))
    assert clock.looks == 4  # nothing but the answers themselves is timed
    assert [each.flipped for each in judged] == [{"no yes": 1, "loud": 2}, {"loud": 1}]
    assert share_flipped(judged, "no yes") == 1 / 2
    assert share_flipped(judged, "loud") == 3 / 4
    assert share_flipped(judged, "never") is None


PERTURBING_RUBRIC = Rubric(
    "r", "What is LoRA?", (KeyPoint("k", "claim"),), spoken="What is Laura?", aliases=(Alias("LoRA", ("Laura",)),)
)
ANSWER = "Well-known. It's LoRA! Is Lora small? Yes. No. Maybe."


def test_punctuation_and_case_are_left_out() -> None:
    assert bare(PERTURBING_RUBRIC, ANSWER) == "well known its lora is lora small yes no maybe"


def test_sentences_change_places_and_stay_whole() -> None:
    shuffled = in_another_order(PERTURBING_RUBRIC, ANSWER)
    assert shuffled != ANSWER
    assert sorted(shuffled.split()) == sorted(ANSWER.split())
    assert "It's LoRA!" in shuffled
    assert "Is Lora small?" in shuffled


def test_fillers_are_put_between_the_words() -> None:
    words = [f"w{number}" for number in range(200)]
    filled = with_fillers(PERTURBING_RUBRIC, " ".join(words)).split()
    assert [word for word in filled if word in words] == words
    assert 10 <= sum("," in word for word in filled) <= 50


def test_the_question_is_said_first_as_the_voice_says_it() -> None:
    assert after_the_question(PERTURBING_RUBRIC, "yes") == "What is Laura? yes"


def test_terms_are_misheard_whatever_their_case_and_only_as_whole_words() -> None:
    assert misheard(PERTURBING_RUBRIC, "LoRA, a lora, no LoRAs") == "Laura, a Laura, no LoRAs"


@pytest.mark.parametrize("way", WAYS)
def test_the_same_answer_is_always_changed_in_the_same_way(way: str) -> None:
    long = " ".join([ANSWER] * 3)
    assert WAYS[way](PERTURBING_RUBRIC, long) == WAYS[way](PERTURBING_RUBRIC, long) != long


COVERED, PARTLY, MISSED = Verdict.COVERED, Verdict.PARTLY, Verdict.MISSED


def judged(question: str, name: str, verdict: Verdict) -> JudgedCase:
    point = PointCoverage("k", "claim", 1.0, verdict, 0.5, 0.5, None, None, "")
    case = JudgeCase(name, Rubric(question, "?", (KeyPoint("k", "claim"),)), "", name=name)
    return JudgedCase(case, Coverage((point,)), 0.0, {})


def triple(question: str, good: Verdict, half: Verdict, wrong: Verdict) -> list[JudgedCase]:
    return [judged(question, "wrong", wrong), judged(question, "good", good), judged(question, "half", half)]


def test_a_higher_score_is_needed_and_a_tie_is_not_enough() -> None:
    figures = measure_order(
        [
            *triple("in order", COVERED, PARTLY, MISSED),
            *triple("half as good", COVERED, COVERED, MISSED),
            *triple("half as wrong", COVERED, MISSED, MISSED),
            *triple("all the same", PARTLY, PARTLY, PARTLY),
            *triple("turned round", MISSED, PARTLY, COVERED),
        ]
    )
    assert figures == OrderFigures(triples=5, good_above_wrong=3, in_order=1)


def test_a_question_without_all_three_says_nothing() -> None:
    assert measure_order([*triple("a", COVERED, PARTLY, MISSED)[:2], judged("b", "", COVERED)]) == OrderFigures(0, 0, 0)
