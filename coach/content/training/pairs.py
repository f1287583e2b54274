"""What the encoder learns from: sentences and claims, and whether the one makes the other, or says otherwise."""

import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from coach.content.content_words import STOPWORDS
from coach.content.counterfactuals import counterfactuals
from coach.content.plain_words import plain_words
from coach.content.training.public_sets import ArgumentPair, GradedAnswer, held_out
from coach.content.training.topics import Split, Statements, Topic, TopicQuestion
from coach.domain.rubric import KeyPoint


class Label(IntEnum):
    """What a sentence does to a claim; the first three are the places in `coach.content.comparer.Odds`."""

    OTHERWISE = 0
    """It says the opposite, or something else that excludes the claim."""
    NOTHING = 1
    """It says nothing of it."""
    SAME = 2
    """It makes the claim."""
    AKIN = 3
    """It is nearer to the claim than most; used for ranking only."""
    NOT_SAME = 4
    """It does not make the claim; which of the two it does is not known."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One sentence against one claim in one or more wordings."""

    said: str
    """The sentence."""
    claims: tuple[str, ...]
    """Wordings of the claim; the nearest one counts."""
    label: Label
    """What the sentence does to it."""
    group: str
    """Question or topic; a sentence of one group says nothing about the claims of another."""
    ranked: bool = True
    """Whether it is ranked against everything in its batch, or only against what shares its sentence or its claim.

    Our own wrong sentences reuse a point's words and many right ones avoid them. Ranked against each other they taught
    the encoder that to reuse the words is to be wrong.
    """


Source = Callable[[random.Random], list[Pair]]
"""Draws the pairs of one training step."""

LONGEST_REFERENCES = 5
"""Reference answers used at once."""

ADDED_SENTENCE = 0.25
"""Share of our own sentences that get another sentence about the same question before or after them."""

GRADES = {"correct": Label.SAME, "incorrect": Label.NOTHING, "contradictory": Label.OTHERWISE}
INFERENCES = {"entailment": Label.SAME, "neutral": Label.NOTHING, "contradiction": Label.OTHERWISE}


def graded_source(answers: Sequence[GradedAnswer], questions: int, each: int) -> Source:
    """Draw graded answers to several questions.

    Args:
        answers: Graded answers; those to held-out questions are left out.
        questions: Questions a step.
        each: Correct answers a question, at most; there are two fewer incorrect and at most two contradictory ones.
    """
    by_question: dict[str, list[GradedAnswer]] = defaultdict(list)
    for answer in answers:
        if not held_out(answer.question_id):
            by_question[answer.question_id].append(answer)
    groups = list(by_question.values())

    def draw(rng: random.Random) -> list[Pair]:
        pairs = []
        for group in rng.sample(groups, questions):
            for grade, most in (("correct", each), ("incorrect", each - 2), ("contradictory", 2)):
                of_grade = [answer for answer in group if answer.label == grade]
                for answer in rng.sample(of_grade, min(most, len(of_grade))):
                    references = tuple(answer.references)
                    if len(references) > LONGEST_REFERENCES:
                        references = tuple(rng.sample(references, LONGEST_REFERENCES))
                    pairs.append(Pair(answer.answer, references, GRADES[grade], answer.question_id))
        return pairs

    return draw


def argument_source(arguments: Sequence[ArgumentPair], topics: int = 4, points: int = 2) -> Source:
    """Draw arguments that match a key point, and arguments that do not."""
    by_topic: dict[str, dict[str, list[ArgumentPair]]] = defaultdict(lambda: defaultdict(list))
    for argument in arguments:
        if not held_out(argument.topic):
            by_topic[argument.topic][argument.key_point].append(argument)
    names = sorted(by_topic)

    def draw(rng: random.Random) -> list[Pair]:
        pairs = []
        for topic in rng.sample(names, topics):
            for point in rng.sample(sorted(by_topic[topic]), points):
                for match, most, label in ((True, 4, Label.SAME), (False, 5, Label.NOT_SAME)):
                    found = [each for each in by_topic[topic][point] if bool(each.match) is match]
                    pairs += [
                        Pair(each.argument, (point,), label, topic) for each in rng.sample(found, min(most, len(found)))
                    ]
        return pairs

    return draw


def inference_source(folder: Path, rng: random.Random, premises: int = 18) -> Source:
    """Draw sentence pairs of the sets about negation, counterfactual edits, single words and connectives."""
    by_premise: dict[str, list[Pair]] = defaultdict(list)
    for name, key, most in (
        ("counterfactual-nli-train", "hypothesis", None),
        ("negation-nli", "premise", None),
        ("breaking-nli", "premise", 2500),
        ("conjnli-train", "premise", 4000),
    ):
        lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line]
        if most is not None:
            rows = rng.sample(rows, most)
        for row in rows:
            pair = Pair(row["premise"], (row["hypothesis"],), INFERENCES[row["label"]], f"{name}: {row[key]}")
            by_premise[pair.group].append(pair)
    groups = list(by_premise.values())

    def draw(rng: random.Random) -> list[Pair]:
        return [pair for group in rng.sample(groups, premises) for pair in rng.sample(group, min(3, len(group)))]

    return draw


def topic_source(topics: Sequence[Topic], questions: int = 4) -> Source:
    """Draw key points of the training topics with everything said about them."""
    by_name: dict[str, TopicQuestion] = {
        f"{topic.name}: {question.rubric.id}": question
        for topic in topics
        if topic.split is Split.TRAIN
        for question in topic.questions
    }
    names = sorted(by_name)

    def draw(rng: random.Random) -> list[Pair]:
        pairs: list[Pair] = []
        for place, name in enumerate(rng.sample(names, questions)):
            question = by_name[name]
            for chosen in rng.sample(question.statements, 2 if place < 2 else 1):  # noqa: PLR2004 - two points of two
                pairs.extend(_about(chosen, question.statements, name, rng))
                pairs.extend(_made_up(chosen.point, question.rubric.question, name, rng))
        return pairs

    return draw


def _about(chosen: Statements, question: Sequence[Statements], group: str, rng: random.Random) -> Iterator[Pair]:
    point = chosen.point
    others = [each for each in question if each is not chosen]
    mistakes = rng.sample(point.mistakes, min(1, len(point.mistakes)))
    also = rng.sample(point.also, min(1, len(point.also)))

    def against(text: str, label: Label) -> Iterator[Pair]:
        for claim in (point.point, *also):
            yield Pair(text, (claim,), label, group, ranked=False)

    for said in (*rng.sample(chosen.said, 2), _shaken(point.point, rng), *map(_shaker(rng), also)):
        text = _beside_another(said, others, rng)
        yield from against(text, Label.SAME)
        for mistake in mistakes:
            yield Pair(text, (mistake,), Label.OTHERWISE, group, ranked=False)
    for wrong in chosen.wrong:
        text = _beside_another(wrong, others, rng)
        yield from against(text, Label.OTHERWISE)
        for mistake in mistakes:
            yield Pair(text, (mistake,), Label.AKIN, group, ranked=False)
    yield from against(_beside_another(chosen.vague, others, rng), Label.NOTHING)
    for mistake in mistakes:
        yield Pair(mistake, (point.point,), Label.OTHERWISE, group, ranked=False)
    if others:
        yield Pair(rng.choice(rng.choice(others).said), (point.point,), Label.NOTHING, group, ranked=False)


def _made_up(point: KeyPoint, question: str, group: str, rng: random.Random) -> Iterator[Pair]:
    """Turn the point round, throw its words together, and repeat the question."""
    turned = rng.choice(counterfactuals(point.point, question))
    yield Pair(turned, (point.point,), Label.OTHERWISE, group, ranked=False)
    words = list(plain_words(point.point))
    if rng.random() < 0.5:  # noqa: PLR2004 - every word, or those that carry meaning
        words = [word for word in words if word not in STOPWORDS]
    rng.shuffle(words)
    yield Pair(" ".join(words), (point.point,), Label.NOTHING, group, ranked=False)
    yield Pair(question, (point.point,), Label.NOTHING, group, ranked=False)


def _shaker(rng: random.Random) -> Callable[[str], str]:
    return lambda text: _shaken(text, rng)


def _shaken(text: str, rng: random.Random) -> str:
    """Say a claim nearly as it is written: a few words lost, a beginning added."""
    kept = [word for word in text.split() if rng.random() > 0.1]  # noqa: PLR2004 - one word in ten
    return " ".join([rng.choice(("so", "well", "I would say", "the thing is", "")), *kept])


def _beside_another(text: str, others: Sequence[Statements], rng: random.Random) -> str:
    if not others or rng.random() > ADDED_SENTENCE:
        return text
    other = rng.choice(others)
    added = rng.choice((*other.said, *other.wrong, other.vague))
    return f"{added} {text}" if rng.random() < 0.5 else f"{text} {added}"  # noqa: PLR2004 - either side
