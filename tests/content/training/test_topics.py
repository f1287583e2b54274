import tomllib
from collections import Counter
from pathlib import Path

import pytest

from coach.bank.bank import load_bank
from coach.content.training.topics import Split, Topic, load_topics, shipped_topics_folder
from coach.domain.coverage import Verdict
from coach.errors import CoachError
from coach.paths import shipped_folder

SMALL = """
topic = "Small"
split = "train"

[[questions]]
id = "dropout"
question = "What is dropout?"

[[questions.key_points]]
id = "random"
point = "Units are switched off at random."
also = ["Random zeros."]
mistakes = ["Units are removed for good."]
said = ["a", "b", "c"]
wrong = ["d", "e"]
vague = "f"

[[questions.answers]]
style = "terse"
text = "Random zeros."
labels = { random = "covered" }
"""


@pytest.fixture(scope="module")
def topics() -> tuple[Topic, ...]:
    return load_topics(shipped_topics_folder(), load_bank(shipped_folder("rubrics"), Path("/nonexistent")).rubrics)


def test_a_topic_is_read(tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(SMALL, encoding="utf-8")
    (topic,) = load_topics(tmp_path, ())
    (question,) = topic.questions
    assert (topic.name, topic.split, question.rubric.id) == ("Small", Split.TRAIN, "dropout")
    assert question.statements[0].point == question.rubric.key_points[0]
    assert question.answers[0].labels == {"random": Verdict.COVERED}


@pytest.mark.parametrize(
    ("line", "instead", "complaint"),
    [
        ('split = "train"', 'split = "test"', "small.toml cannot be read"),
        ('vague = "f"', "", "small.toml: 'vague' is missing"),
        ('random = "covered"', 'other = "covered"', "labels of an answer to `dropout`"),
        ('random = "covered"', 'random = "unsure"', "labels of an answer to `dropout`"),
    ],
)
def test_a_mistake_names_the_file(tmp_path: Path, line: str, instead: str, complaint: str) -> None:
    (tmp_path / "small.toml").write_text(SMALL.replace(line, instead), encoding="utf-8")
    with pytest.raises(CoachError) as caught:
        load_topics(tmp_path, ())
    assert complaint in caught.value.message


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CoachError, match="holds no topics"):
        load_topics(tmp_path, ())


def test_every_key_point_has_three_right_two_wrong_and_one_idle_sentence(topics: tuple[Topic, ...]) -> None:
    for topic in topics:
        for question in topic.questions:
            for each in question.statements:
                assert (len(each.said), len(each.wrong), bool(each.vague)) == (3, 2, True), each.point


def test_there_are_four_hundred_points_and_with_those_beside_the_tests_two_hundred_answers(
    topics: tuple[Topic, ...],
) -> None:
    questions = [question for topic in topics for question in topic.questions]
    assert sum(len(question.statements) for question in questions) >= 400
    beside = (Path(__file__).parents[2] / "answers").glob("*.toml")
    spoken = sum(len(tomllib.loads(path.read_text(encoding="utf-8"))["answers"]) for path in beside)
    assert sum(len(question.answers) for question in questions) + spoken >= 200
    entries = load_bank(shipped_folder("rubrics"), Path("/nonexistent")).entries
    shipped = {entry.rubric.id for entry in entries if entry.round == "concepts"}
    assert shipped <= {question.rubric.id for question in questions}


def test_no_topic_is_in_two_splits_and_each_split_has_some(topics: tuple[Topic, ...]) -> None:
    splits = Counter(topic.split for topic in topics)
    assert len({topic.name for topic in topics}) == len(topics)
    assert set(splits) == set(Split)
