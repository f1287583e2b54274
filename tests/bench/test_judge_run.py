from coach.bench.judge_cases import JudgeCase
from coach.bench.judge_figures import LabelledVerdict
from coach.bench.judge_run import judge_cases, labelled_verdicts, share_flipped
from coach.bench.perturbing import Way
from coach.domain.coverage import Coverage, Evidence, PointCoverage, Verdict
from coach.domain.rubric import KeyPoint, Rubric
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
