from collections import Counter
from pathlib import Path

import pytest

from coach.bank.bank import load_bank
from coach.bank.check import check_path
from coach.content.judge import Judge
from coach.domain.coverage import Verdict
from coach.domain.rubric import Rubric
from coach.domain.transcript import typed_transcript
from coach.paths import find_paths, shipped_folder
from coach.settings import Settings
from coach.wiring import build_engines

RUBRICS = load_bank(shipped_folder("rubrics"), Path("no-such-folder")).rubrics
WORDS_PER_SECOND = 2.5  # 150 words a minute
WINDOWS = {"ML coding": (60.0, 120.0, 8), "Behavioral": (60.0, 120.0, 8), "ML system design": (120.0, 300.0, 8)}
"""Shortest and longest answer in seconds and most key points, where they are others than for concepts."""


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    home = tmp_path_factory.mktemp("home")
    return build_engines(find_paths({"COACH_HOME": str(home)}), Settings()).judge.get()


def verdicts(rubric: Rubric, text: str, judge: Judge) -> list[Verdict]:
    return [point.verdict for point in judge.judge(rubric, typed_transcript(text)).points]


def test_every_round_of_the_playbook_is_there() -> None:
    assert Counter(rubric.topic for rubric in RUBRICS) == {
        "Fundamentals": 4,
        "Algorithms": 4,
        "Deep learning": 4,
        "Stats & evaluation": 5,
        "LLMs & modern": 4,
        "ML coding": 8,
        "ML system design": 6,
        "Behavioral": 6,
    }


def test_no_file_has_a_mistake_or_a_warning() -> None:
    assert [str(finding) for finding in check_path(shipped_folder("rubrics"))] == []


@pytest.mark.parametrize("rubric", RUBRICS, ids=lambda rubric: rubric.id)
def test_a_question_is_complete_and_its_model_answer_fits_its_window(rubric: Rubric) -> None:
    shortest, longest, most_points = WINDOWS.get(rubric.topic, (30.0, 60.0, 6))
    assert rubric.seconds == (shortest, longest)
    assert shortest <= len(rubric.model_answer.split()) / WORDS_PER_SECOND <= longest
    assert 3 <= len(rubric.key_points) <= most_points
    assert all(point.also and point.mistakes for point in rubric.key_points)
    assert len(rubric.follow_ups) >= 2
    assert bool(rubric.reference) == (rubric.topic == "ML coding")
    assert rubric.spoken or rubric.topic in WINDOWS  # the long questions read well aloud as they are


@pytest.fixture(scope="module")
def model_answers(judge: Judge) -> dict[str, list[Verdict]]:
    """What becomes of the points of each question in its model answer."""
    return {rubric.id: verdicts(rubric, rubric.model_answer, judge) for rubric in RUBRICS}


@pytest.mark.weights
def test_no_model_answer_is_ever_accused(model_answers: dict[str, list[Verdict]]) -> None:
    assert [question for question, found in model_answers.items() if Verdict.CONTRADICTED in found] == []


@pytest.mark.weights
def test_the_model_answers_are_granted_nine_tenths_of_their_points(model_answers: dict[str, list[Verdict]]) -> None:
    found = [verdict for each in model_answers.values() for verdict in each]
    granted = sum(verdict in {Verdict.COVERED, Verdict.PARTLY} for verdict in found)
    assert granted >= 0.9 * len(found), f"{granted} of {len(found)}"


@pytest.mark.weights
@pytest.mark.parametrize("rubric", RUBRICS, ids=lambda rubric: rubric.id)
def test_nothing_said_covers_nothing(rubric: Rubric, judge: Judge) -> None:
    weather = "Yesterday it rained all day, so we stayed at home, cooked a large pot of soup and watched two old films."
    for text in (
        "",
        "fine",
        "I do not know.",
        rubric.question,
        f"So, {rubric.spoken} Well. {rubric.question}",
        weather,
    ):
        assert Verdict.COVERED not in verdicts(rubric, text, judge), text
        assert Verdict.CONTRADICTED not in verdicts(rubric, text, judge), text
