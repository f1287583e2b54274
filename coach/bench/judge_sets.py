"""The labelled statements and answers of our own topics, as cases for the judge."""

from collections.abc import Sequence

from coach.bench.judge_cases import JudgeCase
from coach.content.training.topics import Split, Statements, Topic, TopicQuestion
from coach.domain.coverage import Verdict
from coach.domain.rubric import Rubric


def answer_cases(topics: Sequence[Topic], split: Split) -> tuple[JudgeCase, ...]:
    """Give every full answer of a split, with a label for each key point."""
    return tuple(
        JudgeCase(
            id=question.rubric.id,
            rubric=question.rubric,
            answer=answer.text,
            labels=tuple(answer.labels[point.id] for point in question.rubric.key_points),
        )
        for question in _questions(topics, split)
        for answer in question.answers
    )


def statement_cases(topics: Sequence[Topic], split: Split) -> tuple[JudgeCase, ...]:
    """Give every single statement of a split, against the one key point that it is about."""
    return tuple(
        JudgeCase(question.rubric.id, rubric, text, (label,))
        for question in _questions(topics, split)
        for statements in question.statements
        for rubric in (_rubric_of(question.rubric, statements),)
        for text, label in _labelled(statements)
    )


def texts_of(topics: Sequence[Topic], split: Split) -> tuple[str, ...]:
    """Give every text of a split: questions, key points with their other wordings, statements and answers."""
    return tuple(
        text
        for question in _questions(topics, split)
        for text in (
            question.rubric.question,
            *(text for each in question.statements for text in _wordings(each)),
            *(answer.text for answer in question.answers),
        )
    )


def _questions(topics: Sequence[Topic], split: Split) -> tuple[TopicQuestion, ...]:
    return tuple(question for topic in topics if topic.split is split for question in topic.questions)


def _rubric_of(rubric: Rubric, statements: Statements) -> Rubric:
    return Rubric(rubric.id, rubric.question, (statements.point,), spoken=rubric.spoken, aliases=rubric.aliases)


def _labelled(statements: Statements) -> tuple[tuple[str, Verdict], ...]:
    return (
        *((text, Verdict.COVERED) for text in statements.said),
        *((text, Verdict.CONTRADICTED) for text in statements.wrong),
        (statements.vague, Verdict.MISSED),
    )


def _wordings(statements: Statements) -> tuple[str, ...]:
    point = statements.point
    return (point.point, *point.also, *point.mistakes, *(text for text, _ in _labelled(statements)))
