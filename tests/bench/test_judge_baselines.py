import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from coach.bench.judge_baselines import (
    Matrix,
    NearestWindowJudge,
    TfidfCloseness,
    VectorCloseness,
    choose_threshold,
    cut_windows,
    how_compared,
    make_baselines,
    nearest_windows,
)
from coach.bench.judge_cases import JudgeCase
from coach.domain.coverage import Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import typed_transcript

POINT = KeyPoint("k", "cats sleep all day", mistakes=("cats run all day",))
RUBRIC = Rubric("r", "What do they do?", (POINT,))
ANSWERS = (
    JudgeCase("a", RUBRIC, "cats sleep in it", (Verdict.COVERED,)),
    JudgeCase("b", RUBRIC, "it rains in spain", (Verdict.MISSED,)),
)
KNOWN = ("cats", "sleep", "all", "day", "run", "it", "rains", "in", "spain")


class WordCounts:
    """Counts the words of these tests."""

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        counts = np.array([[text.split().count(word) for word in KNOWN] for text in texts], dtype=np.float32)
        return counts / np.maximum(1.0, np.linalg.norm(counts, axis=1, keepdims=True))


def test_both_are_made_with_a_threshold_from_the_answers() -> None:
    notes: list[str] = []
    baselines = make_baselines(ANSWERS, WordCounts(), notes.append)
    assert [each.system.name for each in baselines] == ["plain cosine", "TF-IDF"]
    assert baselines[0].threshold == pytest.approx(1 / 2)  # two of four words are those of the point
    assert 0.0 < baselines[1].threshold < 1.0
    for each in baselines:
        (denied,) = each.system.judge.judge(RUBRIC, typed_transcript("cats run all day")).points
        assert denied.verdict is Verdict.CONTRADICTED
    assert notes[0] == "plain cosine: choosing a threshold, 1 of 2"


def test_what_the_thresholds_were_chosen_on_is_said() -> None:
    baselines = make_baselines(ANSWERS, WordCounts(), lambda _line: None)
    remarks = " ".join(how_compared(baselines, "ours", "theirs", 2, measured=False))
    assert "on 2 answers of the training hands: plain cosine 0.500, TF-IDF 0." in remarks
    assert "flatters" not in remarks
    remarks = " ".join(how_compared(baselines, "ours", "theirs", 2, measured=True))
    assert "the 2 answers measured, which flatters these two" in remarks


class Letters:
    """Turns a text into a unit vector that says how many a and b it has; remembers what it was given."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.given += texts
        counts = np.array([[text.count("a"), text.count("b")] for text in texts], dtype=np.float32)
        return counts / np.linalg.norm(counts, axis=1, keepdims=True)


def test_the_cosine_is_given_for_each_pair() -> None:
    near = VectorCloseness(Letters()).between(["a", "b", "ab"], ["aa", "aaab"])
    assert near == pytest.approx(np.array([[1, 3 / 10**0.5], [0, 1 / 10**0.5], [2**-0.5, 4 / 20**0.5]]), abs=1e-6)


def test_a_wording_is_read_once_and_an_answer_every_time() -> None:
    letters = Letters()
    closeness = VectorCloseness(letters)
    closeness.remember(["a", "b", "a"])
    closeness.between(["ab"], ["b", "a"])
    closeness.between(["ab"], ["a"])
    assert letters.given == ["a", "b", "ab", "ab"]


def test_the_same_words_are_as_near_as_can_be_and_others_not_at_all() -> None:
    near = TfidfCloseness(["cats sleep", "dogs bark"]).between(["cats sleep", "dogs bark"], ["cats sleep"])
    assert near[:, 0].tolist() == pytest.approx([1.0, 0.0])


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    # "cats" is in both texts, "sleep" and "cats sleep" in one of two: weights 1, w and w, w = ln(3 / 2) + 1.
    closeness = TfidfCloseness(["cats sleep", "cats bark"])
    rare = math.log(3 / 2) + 1
    length = math.sqrt(1 + 2 * rare**2)
    near = closeness.between(["cats", "sleep"], ["cats sleep"])
    assert near[:, 0].tolist() == pytest.approx([1 / length, rare / length])


def test_unknown_words_are_near_nothing() -> None:
    assert TfidfCloseness(["cats sleep"]).between(["quokka", ""], ["cats", "wombat"]).tolist() == [[0, 0], [0, 0]]


class SharedWords:
    """The share of a wording's words that a window has, less a tenth for each word that is not the wording's."""

    def remember(self, wordings: Sequence[str]) -> None:
        pass

    def between(self, windows: Sequence[str], wordings: Sequence[str]) -> Matrix:
        return np.array([[self._near(window, wording) for wording in wordings] for window in windows])

    def _near(self, window: str, wording: str) -> float:
        has, wanted = set(window.strip(".").replace(". ", " ").split()), set(wording.split())
        return len(has & wanted) / len(wanted) - 0.1 * len(has - wanted)


def windows_of(text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[window.start : window.stop]) for window in cut_windows(typed_transcript(text).words)]


def test_windows_are_one_to_three_sentences() -> None:
    assert windows_of("a b. c? d! e") == [
        "a b.",
        "a b. c?",
        "a b. c? d!",
        "c?",
        "c? d!",
        "c? d! e",
        "d!",
        "d! e",
        "e",
    ]


def test_a_point_inside_a_number_ends_no_sentence() -> None:
    assert windows_of("from 0.5 on. yes") == ["from 0.5 on.", "from 0.5 on. yes", "yes"]


@pytest.mark.parametrize("end", ["", "."])
def test_where_nothing_is_punctuated_a_sentence_has_twenty_five_words(end: str) -> None:
    windows = cut_windows(typed_transcript(" ".join(["word"] * 60) + end).words)
    assert windows == (range(25), range(50), range(60), range(25, 50), range(25, 60), range(50, 60))


def test_no_words_make_no_window() -> None:
    assert cut_windows(()) == ()


JUDGE_WINDOWS_POINT = KeyPoint("p", "cats sleep long", also=("felines doze",), mistakes=("cats never sleep",))
JUDGE_WINDOWS_RUBRIC = Rubric("r", "Cats?", (JUDGE_WINDOWS_POINT, KeyPoint("q", "dogs bark")))


def test_the_nearest_window_counts_against_the_nearest_wording() -> None:
    coverage = NearestWindowJudge(SharedWords(), 0.6).judge(
        JUDGE_WINDOWS_RUBRIC, typed_transcript("well now. felines doze. so.")
    )
    first, second = coverage.points
    assert first.verdict is Verdict.COVERED
    assert first.similarity == pytest.approx(1.0)
    assert first.probability == first.similarity
    assert first.evidence is not None
    assert (first.evidence.text, first.evidence.first_word, first.evidence.last_word) == ("felines doze.", 2, 3)
    assert first.closest_to == "felines doze"
    assert first.mistake_similarity == 0.0
    assert (second.verdict, second.mistake_similarity, second.evidence) == (Verdict.MISSED, None, None)


def test_nearer_to_a_wrong_claim_is_contradicted() -> None:
    (first, _) = (
        NearestWindowJudge(SharedWords(), 0.6).judge(JUDGE_WINDOWS_RUBRIC, typed_transcript("cats never sleep.")).points
    )
    assert first.verdict is Verdict.CONTRADICTED
    assert first.mistake_similarity == pytest.approx(1.0)
    assert first.similarity == pytest.approx(2 / 3 - 0.1)
    assert first.evidence is not None
    assert first.evidence.text == "cats never sleep."
    assert first.closest_to == "cats never sleep"


def test_a_wrong_claim_below_the_threshold_is_missed() -> None:
    (first, _) = NearestWindowJudge(SharedWords(), 0.6).judge(JUDGE_WINDOWS_RUBRIC, typed_transcript("never.")).points
    assert first.mistake_similarity == pytest.approx(1 / 3)
    assert first.verdict is Verdict.MISSED


def test_an_empty_answer_misses_everything() -> None:
    coverage = NearestWindowJudge(SharedWords(), 0.0).judge(JUDGE_WINDOWS_RUBRIC, typed_transcript(" "))
    assert [point.verdict for point in coverage.points] == [Verdict.MISSED, Verdict.MISSED]
    assert [point.similarity for point in coverage.points] == [0.0, 0.0]


def test_what_is_near_nothing_has_no_negative_similarity() -> None:
    found = nearest_windows(SharedWords(), JUDGE_WINDOWS_RUBRIC, typed_transcript("one two three"))
    assert [near.point for near in found if near is not None] == [0.0, 0.0]


def case(answer: str, label: Verdict) -> JudgeCase:
    return JudgeCase("c", Rubric("r", "?", (KeyPoint("k", "a b c d"),)), answer, (label,))


def test_the_threshold_is_the_highest_of_those_with_the_best_f1() -> None:
    cases = [
        case("a b c d", Verdict.COVERED),
        case("a b c", Verdict.MISSED),
        case("a b", Verdict.PARTLY),
        case("a", Verdict.MISSED),
    ]
    # From 1.0: 1 hit, 1 called, 2 true: 2/3. 0.75: 1 hit, 2 called: 2/4. 0.5: 2 hits, 3 called: 4/5. 0.25: 4/6.
    assert choose_threshold(SharedWords(), cases) == pytest.approx(0.5)


def test_points_without_a_label_do_not_move_the_threshold() -> None:
    labelled = case("a b c d", Verdict.COVERED)
    unlabelled = JudgeCase("u", labelled.rubric, "a", (None,))
    assert choose_threshold(SharedWords(), [labelled, unlabelled]) == 1.0
