from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from fakes import DECISION, FakeEmbedder, FakeReader, fake_judge
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.content.decision import Decision
from coach.content.encoder import Encoder
from coach.content.judge import NOT_HEARD_NEAR, TAGGED, AnswerToJudge, Judge, said_word_for_word, tightest_run
from coach.content.reader import Entailment, Pair
from coach.content.said import MOST_WORDS
from coach.content.words import plain_words
from coach.domain.coverage import PointCoverage, Verdict
from coach.domain.rubric import Alias, KeyPoint, Rubric
from coach.domain.transcript import Transcript, Word, typed_transcript

WORDS = "lasso drives many weights exactly to zero"
WRONG = "lasso keeps every single feature dense"
POINT = KeyPoint("sparse", WORDS, mistakes=(WRONG,))
RUBRIC = Rubric("l1", "What is lasso?", (POINT,))
DENSE = KeyPoint("dense", "ridge shrinks large coefficients smoothly without dropping features")
CORNERS = KeyPoint("corners", "constraint region touches corners where every axis meets")
THREE = replace(RUBRIC, key_points=(POINT, DENSE, CORNERS))

VOCABULARY = f"{WORDS} {WRONG} {DENSE.point} {CORNERS.point} dropout trains noise".split()
ANSWERS = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=40).map(" ".join)
UNREPEATED = st.lists(st.sampled_from(sorted(set(VOCABULARY))), min_size=1, max_size=30, unique=True)
"""Words none of which is said twice: a repetition is taken for a restart."""


class Told(FakeReader):
    """Gives each claim the chances that it was told: covered, missed, contradicted, partly; tags the words named."""

    def __init__(
        self, chances: Mapping[str, Sequence[float]], supports: str = "", contradicts: str = "", elsewhere: float = 0.0
    ) -> None:
        super().__init__()
        self._chances = chances
        self._supports, self._contradicts = supports.split(), contradicts.split()
        self._elsewhere = elsewhere

    def _entailment(self, pair: Pair) -> Entailment:
        def tagged(words: Sequence[str]) -> npt.NDArray[np.float32]:
            return np.array([1.0 if word in words else self._elsewhere for word in pair.words], dtype=np.float32)

        chances = np.array(self._chances.get(pair.claim, (0.0, 1.0, 0.0, 0.0)), dtype=np.float32)
        return Entailment(chances, tagged(self._supports), tagged(self._contradicts))


class Agreeing:
    """A second vote with one probability of contradiction, whatever is asked."""

    name = "fake vote"

    def __init__(self, contradiction: float) -> None:
        self.asked: list[tuple[str, str]] = []
        self._contradiction = contradiction

    def votes(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float32]:
        self.asked += pairs
        return np.array([[1.0 - self._contradiction, 0.0, self._contradiction]] * len(pairs), dtype=np.float32)


JUDGE = fake_judge()
PLAIN = Decision(
    read=1.0,
    near=0.0,
    mistaken=0.0,
    missed_bias=0.0,
    contradicted_bias=0.0,
    contradicted_from=0.6,
    made_from=0.6,
    asked_from=0.4,
    partly_from=0.5,
)
"""Takes what was read for what is: chances go through as they are."""


def judged(text: str, rubric: Rubric = RUBRIC) -> PointCoverage:
    return JUDGE.judge(rubric, typed_transcript(text)).points[0]


def told(text: str, reader: Told, point: KeyPoint = POINT, vote: Agreeing | None = None) -> PointCoverage:
    judge = Judge(Encoder(FakeEmbedder(), reader), PLAIN, vote)
    return judge.judge(replace(RUBRIC, key_points=(point,)), typed_transcript(text)).points[0]


def spoken(text: str) -> Transcript:
    """Say a word a second, with a second of silence after every fourth one."""
    return Transcript(tuple(Word(word, at + at // 4, at + at // 4 + 0.9) for at, word in enumerate(text.split())))


def test_a_point_said_in_its_own_words_is_covered_with_exactly_these_words_as_evidence() -> None:
    point = judged(
        "We could start with something about regression and then maybe talk. Lasso drives many weights exactly to "
        "zero. So that was nearly all about the whole business today."
    )
    assert point.verdict is Verdict.COVERED
    assert point.evidence is not None
    assert point.evidence.text == "Lasso drives many weights exactly to zero."
    assert (point.evidence.first_word, point.evidence.last_word) == (11, 17)
    assert point.reason == "You said: “Lasso drives many weights exactly to zero.”"
    assert point.closest_to == POINT.point
    assert point.probability > 0.9


def test_talk_about_something_else_is_missed_and_has_no_evidence() -> None:
    point = judged("Dropout switches random units off during training.")
    assert (point.verdict, point.evidence, point.closest_to) == (Verdict.MISSED, None, "")
    assert point.reason == "Not heard."


def test_a_named_wrong_claim_contradicts_the_point_and_is_shown() -> None:
    point = judged(f"Well {WRONG}")
    assert point.verdict is Verdict.CONTRADICTED
    assert point.evidence is not None
    assert point.reason == f"You said the opposite: “{point.evidence.text}”"
    assert WRONG in point.evidence.text
    assert point.mistake_similarity is not None
    assert point.mistake_similarity > 0.9


def test_a_point_can_be_denied_without_any_wrong_claim_being_named() -> None:
    reader = Told({WORDS: (0.05, 0.05, 0.9, 0.0)}, contradicts="no weights vanish")
    point = told("no weights vanish", reader, replace(POINT, mistakes=()))
    assert (point.verdict, point.mistake_similarity) == (Verdict.CONTRADICTED, None)
    assert point.reason == "You said the opposite: “no weights vanish”"


def test_half_of_a_point_is_partly_made_and_the_other_half_is_named() -> None:
    two = KeyPoint("two", "Lasso zeroes small weights so unimportant columns vanish completely.")
    first, second = "Lasso zeroes small weights.", "Unimportant columns vanish completely."
    half, none = (0.1, 0.1, 0.0, 0.8), (0.0, 1.0, 0.0, 0.0)
    point = told("lasso zeroes", Told({two.point: half, first: half, second: none}, supports="lasso zeroes"), two)
    assert point.verdict is Verdict.PARTLY
    assert point.reason == f"Only half of it; not heard: {second} You said: “lasso zeroes”"
    point = told("columns vanish", Told({two.point: half, first: none, second: half}, supports="columns vanish"), two)
    assert point.reason == f"Only half of it; not heard: {first} You said: “columns vanish”"


def test_a_part_of_a_single_claim_is_partly_made_too() -> None:
    point = told("lasso drives weights", Told({WORDS: (0.3, 0.1, 0.0, 0.6)}, supports="drives weights"))
    assert point.verdict is Verdict.PARTLY
    assert point.reason == "Only half of it was heard. You said: “lasso drives weights”"


def test_where_it_is_unsure_it_asks_and_quotes() -> None:
    made = told("lasso may drop it", Told({WORDS: (0.5, 0.45, 0.05, 0.0)}, supports="lasso may drop it"))
    assert (made.verdict, made.reason) == (Verdict.UNSURE, "Did you say this? “lasso may drop it”")
    denied = told("lasso may not drop", Told({WORDS: (0.1, 0.4, 0.5, 0.0)}, contradicts="lasso may not drop"))
    assert (denied.verdict, denied.reason) == (
        Verdict.UNSURE,
        "Did you say this? It may have been the opposite. “lasso may not drop”",
    )


def test_where_no_word_stands_out_nothing_is_quoted() -> None:
    point = told("lasso may drop it", Told({WORDS: (0.9, 0.05, 0.05, 0.0)}))
    assert (point.verdict, point.evidence, point.closest_to) == (Verdict.COVERED, None, "")
    denied = told("lasso may drop it", Told({WORDS: (0.05, 0.05, 0.9, 0.0)}))
    assert (denied.verdict, denied.reason) == (Verdict.CONTRADICTED, "You said the opposite.")


def test_several_wordings_of_a_point_have_equal_say() -> None:
    point = replace(POINT, also=("it selects features",), mistakes=())
    half = told("lasso selects", Told({WORDS: (1.0, 0.0, 0.0, 0.0)}, supports="lasso"), point)
    assert (half.verdict, half.probability) == (Verdict.UNSURE, pytest.approx(0.5, abs=0.001))
    both = {WORDS: (1.0, 0.0, 0.0, 0.0), "it selects features": (0.8, 0.2, 0.0, 0.0)}
    assert told("lasso selects", Told(both, supports="lasso"), point).probability == pytest.approx(0.9, abs=0.001)


WORDINGS = ("columns vanish early", "features drop out", "weights become nothing", "sparsity comes free")


def test_the_point_and_the_wording_nearest_to_the_answer_are_read() -> None:
    point, said = replace(POINT, also=WORDINGS, mistakes=()), "sparsity comes when features drop"
    reader = FakeReader()
    fake_judge(reader).judge(replace(RUBRIC, key_points=(point,)), typed_transcript(said))
    assert [pair.claim for pair in reader.asked] == [WORDS, WORDINGS[1]]
    near, far = (
        told(said, Told({WORDS: (0.7, 0.3, 0.0, 0.0), wording: (1.0, 0.0, 0.0, 0.0)}), point)
        for wording in (WORDINGS[1], WORDINGS[0])
    )
    assert (near.probability, far.probability) == pytest.approx((1.7 / 2, 0.7 / 2), abs=0.001)


def test_the_wrong_claim_nearest_to_the_answer_is_read_and_counts() -> None:
    point, said = replace(POINT, mistakes=WORDINGS), "sparsity comes when features drop free"
    reader = FakeReader()
    fake_judge(reader).judge(replace(RUBRIC, key_points=(point,)), typed_transcript(said))
    assert [pair.claim for pair in reader.asked] == [WORDS, WORDINGS[3]]
    wrong = {WORDINGS[0]: (1.0, 0.0, 0.0, 0.0), WORDINGS[3]: (0.1, 0.6, 0.0, 0.3), WORDS: (0.5, 0.4, 0.1, 0.0)}
    assert told(said, Told(wrong), point).mistake_similarity == pytest.approx(0.4, abs=0.001)


@pytest.mark.parametrize(
    ("right", "is_read"),
    [
        ((0.98, 0.01, 0.01, 0.0), False),
        ((0.01, 0.98, 0.01, 0.0), False),
        ((0.5, 0.2, 0.3, 0.0), True),  # may turn into a contradiction
        ((0.01, 0.01, 0.98, 0.0), True),  # is one: the wrong claim may hold the words that show it
    ],
)
def test_a_wrong_claim_is_read_only_where_it_could_change_what_is_shown(
    right: tuple[float, ...], is_read: bool
) -> None:
    reader = Told({WORDS: right})
    decision = replace(PLAIN, mistaken=2.0)
    Judge(Encoder(FakeEmbedder(), reader), decision).judge(RUBRIC, typed_transcript("lasso drives many weights"))
    assert [pair.claim for pair in reader.asked] == [WORDS, WRONG][: 1 + is_read]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("so high variance means the model reacts to the noise of its training set", True),
        ("high bias means the model reacts to the noise of its training set", False),
        ("high variance means the model never reacts to the noise of its particular training set", False),
        ("high variance means the training set reacts to the noise of its particular model", False),
        ("high variance means the noise", False),
    ],
)
def test_a_wording_is_said_word_for_word_only_in_its_order_and_with_nothing_telling_between(
    said: str, found: bool
) -> None:
    wording = "High variance means the model reacts to the noise of its particular training set."
    assert (said_word_for_word(wording, tuple(plain_words(said))) is not None) is found


def test_a_wording_that_denies_is_not_said_without_its_denial() -> None:
    wording = "A large p value does not prove that the null hypothesis is true"
    assert said_word_for_word(wording, tuple(plain_words(wording.replace(" not", "")))) is None
    assert said_word_for_word(wording, tuple(plain_words(wording))) is not None


def test_who_says_a_point_word_for_word_is_not_accused_of_its_opposite() -> None:
    words = "lasso drives many weights exactly to zero"
    point = replace(POINT, point=words, also=(), mistakes=())
    accused = Told({words: (0.1, 0.1, 0.8, 0.0)}, supports="lasso")
    assert told(words, accused, point).verdict is Verdict.COVERED
    assert told("ridge drives many weights exactly to zero", accused, point).verdict is Verdict.CONTRADICTED


def test_no_wording_is_left_out_where_there_are_few() -> None:
    point = replace(POINT, also=WORDINGS[:1], mistakes=WORDINGS[2:3])
    reader = FakeReader()
    fake_judge(reader).judge(replace(RUBRIC, key_points=(point,)), typed_transcript("dropout trains noise"))
    assert [pair.claim for pair in reader.asked] == [WORDS, WORDINGS[0], WORDINGS[2]]


def test_a_points_own_threshold_decides_whether_it_is_reached() -> None:
    even = Told({WORDS: (0.5, 0.4, 0.1, 0.0)}, supports="lasso")
    assert told("lasso shrinks", even).verdict is Verdict.UNSURE
    assert told("lasso shrinks", even, replace(POINT, threshold=0.45)).verdict is Verdict.COVERED
    half = Told({WORDS: (0.1, 0.4, 0.1, 0.4)}, supports="lasso")
    assert told("lasso shrinks", half, replace(POINT, threshold=0.45)).verdict is Verdict.PARTLY
    sure = Told({WORDS: (0.9, 0.1, 0.0, 0.0)}, supports="lasso")
    assert told("lasso shrinks", sure).verdict is Verdict.COVERED
    strict = told("lasso shrinks", sure, replace(POINT, threshold=0.95))
    assert (strict.verdict, strict.evidence, strict.reason) == (Verdict.MISSED, None, "Not heard.")


def test_below_a_threshold_nobody_is_asked_whether_a_point_was_made() -> None:
    nearly = Told({WORDS: (0.59, 0.4, 0.01, 0.0)}, supports="lasso")
    assert told("lasso shrinks", nearly).verdict is Verdict.UNSURE
    assert told("lasso shrinks", nearly, replace(POINT, threshold=0.6)).verdict is Verdict.MISSED


def test_a_threshold_leaves_a_contradiction_as_it_is() -> None:
    denied = Told({WORDS: (0.05, 0.05, 0.9, 0.0)}, contradicts="lasso")
    assert told("lasso shrinks", denied, replace(POINT, threshold=0.5)).verdict is Verdict.CONTRADICTED
    likely = Told({WORDS: (0.3, 0.2, 0.5, 0.0)}, contradicts="lasso")
    assert told("lasso shrinks", likely, replace(POINT, threshold=0.2)).verdict is Verdict.UNSURE
    hardly = Told({WORDS: (0.1, 0.6, 0.3, 0.0)}, contradicts="lasso")
    assert told("lasso shrinks", hardly, replace(POINT, threshold=0.5)).verdict is Verdict.MISSED


STEPS = (Verdict.CONTRADICTED, Verdict.UNSURE, Verdict.MISSED, Verdict.PARTLY, Verdict.COVERED)
"""Under a threshold, from the worst to the best: whoever is asked there is asked whether it was the opposite."""

CHANCE = st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)
"""A chance as it is kept."""

READ = st.tuples(CHANCE, CHANCE, CHANCE, CHANCE)
"""The chances of a reading."""


@settings(max_examples=200, deadline=None)
@given(READ, CHANCE, CHANCE)
def test_under_a_threshold_more_of_a_point_never_makes_its_verdict_worse(
    chances: tuple[float, ...], other: float, threshold: float
) -> None:
    point = replace(POINT, mistakes=(), threshold=threshold)
    less, more = (
        told("lasso shrinks", Told({WORDS: (covered, *chances[1:])}), point) for covered in sorted((chances[0], other))
    )
    assert STEPS.index(less.verdict) <= STEPS.index(more.verdict)


@settings(max_examples=200, deadline=None)
@given(READ, CHANCE, CHANCE)
def test_a_lower_threshold_never_makes_a_verdict_worse(chances: tuple[float, ...], one: float, other: float) -> None:
    lower, higher = (
        told("lasso shrinks", Told({WORDS: chances}), replace(POINT, mistakes=(), threshold=threshold))
        for threshold in sorted((one, other))
    )
    assert STEPS.index(higher.verdict) <= STEPS.index(lower.verdict)


def test_a_second_model_that_disagrees_turns_an_accusation_into_a_question() -> None:
    denied = Told({WORDS: (0.05, 0.05, 0.9, 0.0)}, contradicts="lasso keeps weights")
    for contradiction, verdict in ((0.9, Verdict.CONTRADICTED), (0.1, Verdict.UNSURE)):
        vote = Agreeing(contradiction)
        point = told("lasso keeps weights", denied, vote=vote)
        assert point.verdict is verdict
        assert vote.asked == [("lasso keeps weights", WORDS)]
    assert point.reason == "Did you say this? It may have been the opposite. “lasso keeps weights”"


def test_a_second_model_is_asked_about_accusations_only() -> None:
    vote = Agreeing(0.9)
    judge = Judge(Encoder(FakeEmbedder(), FakeReader()), DECISION, vote)
    assert judge.judge(RUBRIC, typed_transcript(WORDS)).points[0].verdict is Verdict.COVERED
    assert vote.asked == []
    assert judge.name == "fake embedder, fake reader, fake vote"


def test_nothing_is_covered_by_nothing() -> None:
    for text in ("", "fine", "What is lasso?", "um", "🙂 🙂", "é à ü", "lasso"):
        assert judged(text).verdict is Verdict.MISSED, text


def test_a_point_in_symbols_alone_is_missed() -> None:
    symbols = Rubric("q", "?", (KeyPoint("a", "∑ → ∞", also=("∞",), mistakes=("∅",)),))
    assert judged("lasso is sparse and that is all", symbols).verdict is Verdict.MISSED


def test_wordings_without_words_are_not_read() -> None:
    reader = FakeReader()
    point = replace(POINT, also=("∑", "it is sparse"), mistakes=("∅", WRONG))
    fake_judge(reader).judge(replace(RUBRIC, key_points=(point,)), typed_transcript("lasso shrinks"))
    assert [pair.claim for pair in reader.asked] == [WORDS, "it is sparse", WRONG]


def test_an_answer_in_the_words_of_the_question_is_read_as_a_whole() -> None:
    asking = replace(RUBRIC, question="Does lasso really drive weights to zero?")
    reader = FakeReader()
    fake_judge(reader).judge(asking, typed_transcript("Lasso? Yes. Weights."))
    assert [(pair.claim, pair.words) for pair in reader.asked] == [
        (claim, ("lasso", "yes", "weights")) for claim in (WORDS, WRONG)
    ]


def test_an_answer_of_one_telling_word_is_not_read() -> None:
    reader = FakeReader()
    point = fake_judge(reader).judge(RUBRIC, typed_transcript("it is the lasso")).points[0]
    assert (point.verdict, point.reason, reader.asked) == (Verdict.MISSED, "Not heard.", [])


def test_aliases_make_no_difference_to_a_verdict() -> None:
    rubric = Rubric("l1", "What is it?", (POINT,), aliases=(Alias("lasso", ("last so",)),))
    for text in (WORDS, "last so drives many weights exactly to zero"):
        assert judged(text, rubric) == judged(text, replace(rubric, aliases=()))


def test_evidence_knows_when_it_was_said() -> None:
    words = tuple(Word(text, float(at), at + 0.9) for at, text in enumerate(WORDS.split()))
    point = JUDGE.judge(RUBRIC, Transcript(words)).points[0]
    assert point.evidence is not None
    assert (point.evidence.start, point.evidence.end) == (0.0, 6.9)


def test_typed_and_spoken_words_are_judged_alike() -> None:
    text = f"dropout trains noise and {WORDS} because every axis meets {DENSE.point}"
    typed, said = JUDGE.judge(THREE, typed_transcript(text)), JUDGE.judge(THREE, spoken(text))
    assert [(each.verdict, each.probability) for each in typed.points] == [
        (each.verdict, each.probability) for each in said.points
    ]
    assert {each.verdict for each in typed.points} == {Verdict.COVERED, Verdict.MISSED}


FILLING = " ".join(f"topic{at} matters somewhat" for at in range(100))
"""300 words about nothing."""


@pytest.mark.parametrize("before", range(0, 300, 23))
def test_a_claim_anywhere_in_a_long_answer_is_found(before: int) -> None:
    filling = FILLING.split()
    text = " ".join([*filling[:before], *WORDS.split(), *filling[before:]])
    point = judged(text)
    assert point.verdict is Verdict.COVERED
    assert point.evidence is not None
    assert WORDS in point.evidence.text
    assert judged(FILLING).verdict is Verdict.MISSED


def test_a_long_answer_is_read_in_parts_that_overlap() -> None:
    reader = FakeReader()
    fake_judge(reader).judge(Rubric("q", "Why?", (DENSE,)), typed_transcript(FILLING))
    first, second = (pair.words for pair in reader.asked)
    assert len(first) <= MOST_WORDS < len(first) + len(second)
    assert len(first) + len(second) > 300
    assert set(first) & {word for word in second if word.startswith("topic")}


def test_what_was_read_ahead_of_a_long_answer_is_not_read_again() -> None:
    reader = FakeReader()
    judge = fake_judge(reader)
    judge.read_ahead(RUBRIC, typed_transcript(" ".join(FILLING.split()[:270])))
    ahead = list(reader.asked)
    assert {pair.claim for pair in ahead} == {WORDS}
    judge.judge(RUBRIC, typed_transcript(FILLING))
    assert len([pair for pair in reader.asked if pair.claim == WORDS]) == 2  # two parts, each read once
    assert reader.asked[:1] == ahead


def test_nothing_of_a_short_answer_is_read_ahead() -> None:
    reader = FakeReader()
    fake_judge(reader).read_ahead(RUBRIC, typed_transcript(WORDS))
    assert reader.asked == []


@pytest.mark.parametrize("points", [0, 1, 40])
def test_long_answers_and_rubrics_of_any_size_are_judged(points: int) -> None:
    rubric = Rubric("q", "Why?", tuple(KeyPoint(str(at), f"claim number {at} about weights") for at in range(points)))
    assert len(JUDGE.judge(rubric, typed_transcript("some words about weights. " * 500)).points) == points


def test_the_nearest_passage_is_given_whatever_the_verdict() -> None:
    text = "Dropout switches random units off during training. Large coefficients hurt and features stay."
    sparse, dense, _ = JUDGE.nearest(THREE, typed_transcript(text))
    assert dense is not None
    assert "Large coefficients hurt" in dense.text
    assert sparse is not None
    assert JUDGE.nearest(THREE, typed_transcript("fine")) == (None, None, None)


def test_what_is_measured_is_what_the_readings_say() -> None:
    entailments = {WORDS: (0.6, 0.1, 0.1, 0.2), "it is sparse": (0.2, 0.7, 0.1, 0.0), WRONG: (0.3, 0.3, 0.0, 0.4)}
    judge = Judge(Encoder(FakeEmbedder(), Told(entailments)), PLAIN)
    rubric = replace(RUBRIC, key_points=(replace(POINT, also=("it is sparse",)),))
    (signals,) = judge.measure(rubric, typed_transcript(WORDS))
    assert (signals.made, signals.partly, signals.missed, signals.contradicted, signals.mistaken) == pytest.approx(
        (0.5, 0.1, 0.4, 0.1, 0.7), abs=1e-6
    )
    assert signals.near == pytest.approx(1.0, abs=0.001)
    assert judge.measure(rubric, typed_transcript("um")) == ()


def test_nearness_is_the_cosine_with_the_other_text() -> None:
    assert JUDGE.nearness(("lasso drives weights", "ridge"), ("lasso keeps weights",)) == pytest.approx(
        (2 / 3, 0.0), abs=0.001
    )


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gets_a_verdict_with_numbers_in_their_range(text: str) -> None:
    point = judged(text)
    assert 0.0 <= point.probability <= 1.0
    assert 0.0 <= point.similarity <= 1.0
    assert point.evidence is None or point.verdict is not Verdict.MISSED
    assert point.reason


@settings(max_examples=100, deadline=None)
@given(UNREPEATED, st.data())
def test_the_same_words_get_the_same_verdicts_whatever_their_punctuation_case_and_fillers(
    words: list[str], data: st.DataObject
) -> None:
    dressed = []
    for word in words:
        if data.draw(st.booleans()):
            dressed.append(data.draw(st.sampled_from(["um,", "Uh...", "er"])))
        shape = data.draw(st.sampled_from([str, str.upper, str.capitalize]))
        dressed.append(shape(word) + data.draw(st.sampled_from(["", ",", ".", "!", ";", " —"])))
    plain = JUDGE.judge(THREE, typed_transcript(" ".join(words)))
    other = JUDGE.judge(THREE, typed_transcript(" ".join(dressed)))
    assert [(each.verdict, each.probability) for each in plain.points] == [
        (each.verdict, each.probability) for each in other.points
    ]


@settings(max_examples=100, deadline=None)
@given(ANSWERS, st.permutations([POINT, DENSE, CORNERS]))
def test_a_points_verdict_depends_on_no_other_point(text: str, points: list[KeyPoint]) -> None:
    together = JUDGE.judge(replace(RUBRIC, key_points=tuple(points)), typed_transcript(text))
    alone = [judged(text, replace(RUBRIC, key_points=(point,))) for point in points]
    assert list(together.points) == alone


@settings(max_examples=50, deadline=None)
@given(ANSWERS)
def test_judging_again_gives_the_same(text: str) -> None:
    assert fake_judge().judge(THREE, typed_transcript(text)) == JUDGE.judge(THREE, typed_transcript(text))


@settings(max_examples=50, deadline=None)
@given(ANSWERS)
def test_evidence_is_a_stretch_of_the_answer(text: str) -> None:
    words = text.split()
    for point in JUDGE.judge(THREE, typed_transcript(text)).points:
        if point.evidence is not None:
            first, last = point.evidence.first_word, point.evidence.last_word
            assert point.evidence.text == " ".join(words[first : last + 1])


def test_a_wording_that_was_taught_is_read_however_many_there_are() -> None:
    also = ("shrinkage is one thing", "sparsity is another", "columns may vanish", "my very own words for it")
    point = replace(POINT, also=also)
    reader = FakeReader()
    fake_judge(reader).judge(Rubric("l1", "What is lasso?", (point,)), typed_transcript("my very own words for it"))
    assert also[3] in {pair.claim for pair in reader.asked}


def test_a_low_threshold_covers_no_point_that_was_denied() -> None:
    class Denied(FakeReader):
        def _entailment(self, pair: Pair) -> Entailment:
            words = len(pair.words)
            chances = np.array([0.35, 0.05, 0.6, 0.0], dtype=np.float32)
            return Entailment(chances, np.zeros(words, np.float32), np.ones(words, np.float32))

    judge = Judge(Encoder(FakeEmbedder(), Denied()), replace(DECISION, contradicted_bias=0.0, contradicted_from=0.5))
    rubric = Rubric("l1", "What is lasso?", (replace(POINT, threshold=0.3, also=(), mistakes=()),))
    found = judge.judge(rubric, typed_transcript("lasso never drives weights to zero")).points[0]
    assert found.verdict is Verdict.CONTRADICTED


def test_a_missed_point_is_doubted_where_something_was_not_read() -> None:
    point = judged("Dropout switches random units off. " + "x" * 1000)
    assert point.verdict is Verdict.UNSURE
    assert point.reason == "1,000 characters without a space were not read: they are not words."
    assert judged("x" * 1000).verdict is Verdict.UNSURE
    assert judged("Lasso drives many weights exactly to zero. " + "x" * 1000).verdict is Verdict.COVERED


def test_a_point_of_a_long_answer_is_read_beside_the_part_that_comes_nearest_and_no_other() -> None:
    reader = FakeReader()
    judge = Judge(Encoder(FakeEmbedder(), reader), DECISION)
    talk = " ".join(f"topic{at} follows number{at} closely" for at in range(300))
    long = f"{talk} Lasso drives many weights exactly to zero. {talk}"
    point = judge.judge(replace(RUBRIC, key_points=(POINT,)), typed_transcript(long)).points[0]
    assert point.verdict is Verdict.COVERED
    assert point.evidence is not None
    assert point.evidence.text == "Lasso drives many weights exactly to zero."
    assert sorted(pair.claim for pair in reader.asked) == sorted((WORDS, WRONG))
    assert all(len(pair.words) <= MOST_WORDS for pair in reader.asked)


def test_of_the_paraphrases_one_is_read_beside_a_long_answer() -> None:
    point, reader = replace(POINT, also=WORDINGS, mistakes=()), FakeReader()
    long = " ".join(f"{wording} topic{at} is something else." for at, wording in enumerate(WORDINGS * 60))
    fake_judge(reader).judge(replace(RUBRIC, key_points=(point,)), typed_transcript(long))
    assert len({pair.claim for pair in reader.asked}) == 2


def test_a_missed_point_of_a_long_answer_says_what_was_read() -> None:
    talk = " ".join(f"topic{at} follows number{at} closely" for at in range(300))
    point = judged(talk)
    assert (point.verdict, point.reason) == (Verdict.MISSED, NOT_HEARD_NEAR)


def test_many_answers_judged_together_get_what_each_gets_alone() -> None:
    texts = ["lasso drives many weights exactly to zero", "", "dropout. " * 300, "lasso keeps every feature dense"]
    transcripts = [typed_transcript(text) for text in texts]
    prepared = JUDGE.prepare_answers(RUBRIC, transcripts)
    together = JUDGE.judge_each([AnswerToJudge(RUBRIC, each) for each in prepared])
    assert together == tuple(JUDGE.judge(RUBRIC, transcript) for transcript in transcripts)


def test_an_answer_prepared_once_may_be_judged_on_other_points() -> None:
    point = KeyPoint("units", "dropout switches random units off")
    transcript = typed_transcript("dropout switches random units off")
    (prepared,) = JUDGE.prepare_answers(RUBRIC, [transcript])
    other = replace(RUBRIC, key_points=(point,))
    assert JUDGE.judge_each([AnswerToJudge(other, prepared)]) == (JUDGE.judge(other, transcript),)


def test_a_point_that_nothing_comes_near_to_is_out_of_reach() -> None:
    far = Judge(Encoder(FakeEmbedder(), FakeReader()), replace(DECISION, near_from=0.3))
    (prepared,) = far.prepare_answers(RUBRIC, [typed_transcript("trees split nodes until every leaf stays pure")])
    asked = AnswerToJudge(
        replace(RUBRIC, key_points=(KeyPoint("a", "ridge shrinks"), KeyPoint("b", "trees split nodes"))), prepared
    )
    assert [far.too_far(near) for near in far.near(asked)] == [True, False]
    first, _ = far.judge_each([asked])[0].points
    assert first.verdict is Verdict.MISSED


CLAUSES = (range(0, 3), range(3, 6), range(6, 9))


def run(*tagged: float, clauses: tuple[range, ...] = CLAUSES) -> range | None:
    return tightest_run(np.array(tagged, dtype=np.float32), clauses)


@pytest.mark.parametrize(
    ("tagged", "shown"),
    [
        ((0, 0, 0, 1, 1, 1, 0, 0, 0), range(3, 6)),
        ((0, 0, 0, 1, 0, 1, 0, 0, 0), range(3, 6)),
        ((0, 0, 0, 1, 1, 1, 1, 1, 0), range(3, 9)),  # two of three words of the last clause
        ((0, 0, 1, 1, 1, 1, 1, 1, 0), range(2, 9)),  # one of three of the first: the rest stays away
        ((1, 1, 1, 0, 0, 0, 1, 1, 1), range(9)),  # 1.8 - 1.2 + 1.8 is more than 1.8
        ((1, 1, 1, 0, 0, 0, 0.5, 0.5, 0.5), range(3)),  # - 1.2 + 0.3 would be lost
    ],
)
def test_the_run_with_most_tagged_words_and_fewest_others_is_shown(tagged: tuple[float, ...], shown: range) -> None:
    assert run(*tagged) == shown


def test_a_strong_run_inside_a_long_clause_is_shown_without_the_rest_of_it() -> None:
    tagged = [0.45] * 5 + [0.0] * 10 + [0.95] * 8 + [0.0] * 7
    assert run(*tagged, clauses=(range(5), range(5, 30))) == range(15, 23)


def test_a_few_words_are_shown_with_their_clause() -> None:
    assert run(0, 0, 0, 0, 0.9, 0, 0, 0, 0) == range(3, 6)
    assert run(0, 0, 0.7, 0.7, 0, 0, 0, 0, 0) == range(6)


def test_where_no_word_is_tagged_nothing_is_shown() -> None:
    assert run(*[TAGGED - 0.01] * 9) is None
    assert run(*[TAGGED + 0.01] * 9) == range(9)
    assert run(clauses=()) is None


@given(st.lists(st.integers(1, 6), min_size=1, max_size=6), st.data())
def test_what_is_shown_begins_and_ends_with_a_tagged_word_or_a_clause(lengths: list[int], data: st.DataObject) -> None:
    ends = np.cumsum(lengths).tolist()
    clauses = tuple(range(end - length, end) for end, length in zip(ends, lengths, strict=True))
    tagged = data.draw(st.lists(st.sampled_from([0.0, 0.3, 0.5, 1.0]), min_size=ends[-1], max_size=ends[-1]))
    shown = run(*tagged, clauses=clauses)
    if shown is None:
        assert max(tagged) <= TAGGED
        return
    assert 0 <= shown.start < shown.stop <= ends[-1]
    assert shown.start in {clause.start for clause in clauses} or tagged[shown.start] > TAGGED
    assert shown.stop in ends or tagged[shown.stop - 1] > TAGGED
