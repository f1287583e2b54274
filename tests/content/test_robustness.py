"""What must not change a verdict, and what must not earn one, over the shipped questions, with the real weights."""

import random
import tomllib
from pathlib import Path

import pytest

from coach.bank.bank import load_bank
from coach.bench.judge_figures import outcome
from coach.bench.judge_run import WAYS, Way
from coach.content.judge import Judge
from coach.content.words import STOPWORDS, plain_words
from coach.domain.coverage import Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import typed_transcript
from coach.paths import find_paths, shipped_folder
from coach.settings import Settings
from coach.wiring import build_engines

pytestmark = pytest.mark.weights

BANK = tuple(
    entry.rubric
    for entry in load_bank(shipped_folder("rubrics"), Path("/nonexistent")).entries
    if entry.round == "concepts"
)
"""The questions that the reported numbers are about."""

ANSWERS = Path(__file__).parents[1] / "answers"

UNRELATED = (
    " Anyway, on the weekend we drove to the lake with my sister and her two kids. The weather was lovely, we had "
    "sandwiches, and the little one fell asleep in the car. In the evening we watched an old film about a train "
    "robbery, and I cooked far too much pasta for everybody, so we will be eating that until Thursday at least."
)
"""About half a minute of talk about something else."""

SAME_ANSWER: dict[str, Way] = {
    **{way: change for way, change in WAYS.items() if way != "misheard"},
    "before_unrelated_talk": lambda _rubric, text: text + UNRELATED,
}
"""Each must not change a verdict. A term misheard and left so is another text: terms are proven by the sound."""

MOST_FLIPS = 0.03
"""Share of the verdicts that may change."""

KNOWN_WEAK = {"in_another_order": 0.26, "before_unrelated_talk": 0.12}
"""Ways that change more: a sentence is read with its neighbours, and these are foreign ones. Of all questions 24 and 8
of 113 were counted."""

MOST_FALSE = 0.05
"""Share of the points that answers which say nothing of them may still be granted, over all questions."""

FROM_ANOTHER_TOPIC = 0.1
"""The same for model answers to questions of other topics; of all questions 9 of 226 were counted."""

GRANTED = {Verdict.COVERED, Verdict.PARTLY}


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    home = tmp_path_factory.mktemp("home")
    return build_engines(find_paths({"COACH_HOME": str(home)}), Settings()).judge.get()


def labelled_answer(rubric: Rubric) -> str:
    """The first labelled answer about the question."""
    table = tomllib.loads((ANSWERS / f"{rubric.id}.toml").read_text(encoding="utf-8"))
    return next(str(each["text"]) for each in table["answers"] if each["name"] != "offtopic")


def word_salad(rubric: Rubric) -> str:
    """The telling words of all key points in random order."""
    words = [word for point in rubric.key_points for word in plain_words(point.point) if word not in STOPWORDS]
    random.Random(rubric.id).shuffle(words)
    return " ".join(words)


def verdicts(judge: Judge, rubric: Rubric, text: str) -> list[Verdict]:
    return [point.verdict for point in judge.judge(rubric, typed_transcript(text)).points]


@pytest.fixture(scope="module")
def as_said(judge: Judge) -> list[tuple[Rubric, str, list[str]]]:
    """Every second question with an answer to it, and what becomes of each point."""
    answered = [(rubric, labelled_answer(rubric)) for rubric in BANK[::2]]
    return [(rubric, text, [outcome(each) for each in verdicts(judge, rubric, text)]) for rubric, text in answered]


@pytest.mark.parametrize("way", SAME_ANSWER)
def test_the_same_answer_said_otherwise_gets_the_same_verdicts(
    judge: Judge, as_said: list[tuple[Rubric, str, list[str]]], way: str
) -> None:
    before, after = [], []
    for rubric, text, found in as_said:
        before += found
        after += [outcome(verdict) for verdict in verdicts(judge, rubric, SAME_ANSWER[way](rubric, text))]
    flips = sum(one != other for one, other in zip(before, after, strict=True))
    assert flips <= KNOWN_WEAK.get(way, MOST_FLIPS) * len(before), f"{flips} of {len(before)}"


@pytest.mark.parametrize("text", ["", "Yes.", "um", "🙂 🙂", "градиент", "勾配 降下 法", "I don't know."])
def test_next_to_nothing_covers_nothing(judge: Judge, text: str) -> None:
    for rubric in BANK:
        assert not GRANTED & set(verdicts(judge, rubric, text)), rubric.id


def test_the_repeated_question_covers_nothing(judge: Judge) -> None:
    for rubric in BANK:
        assert not GRANTED & set(verdicts(judge, rubric, f"{rubric.to_say} {rubric.question}")), rubric.id


def test_another_topics_model_answer_covers_next_to_nothing(judge: Judge) -> None:
    found = []
    for at, rubric in enumerate(BANK[::2]):
        others = [each for each in (*BANK[2 * at :], *BANK[: 2 * at]) if each.topic != rubric.topic]
        found += [verdict for other in others[:1] for verdict in verdicts(judge, rubric, other.model_answer)]
    assert sum(verdict in GRANTED for verdict in found) <= FROM_ANOTHER_TOPIC * len(found)


@pytest.mark.xfail(strict=True, reason="the reader takes the telling words of a point, in any order, for the point")
def test_the_key_words_in_random_order_cover_next_to_nothing(judge: Judge) -> None:
    found = [verdict for rubric in BANK[::2] for verdict in verdicts(judge, rubric, word_salad(rubric))]
    assert sum(verdict in GRANTED for verdict in found) <= MOST_FALSE * len(found)


def test_two_thousand_words_and_forty_points_are_judged(judge: Judge) -> None:
    points = tuple(KeyPoint(f"{rubric.id}-{point.id}", point.point) for rubric in BANK for point in rubric.key_points)[
        :40
    ]
    text = " ".join(rubric.model_answer for rubric in BANK)
    text = f"{text} {text}"[:14_000]
    assert len(text.split()) > 2_000
    assert len(verdicts(judge, Rubric("all", "What do you know?", points), text)) == 40
