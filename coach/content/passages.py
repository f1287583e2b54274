"""The stretches of an answer that are compared with a key point as wholes: windows of a few clauses."""

from coach.content.content_words import content_stems
from coach.content.said import Said

CLAUSES_A_WINDOW = 3
"""A claim said aloud rarely takes more than three clauses; longer windows blur what they say."""

CLAUSES_OF_LONG = 2
"""The same in a long answer, whose windows would otherwise take longer than its reading. Of 96 labelled points in such
answers as many verdicts were right with two clauses as with three."""

WORDS_A_WINDOW = 60
"""Longer windows are left out."""

LEAST_WORDS = 2
"""Content words that a passage needs to claim anything: "fine" does not."""


def cut_passages(said: Said, question: str) -> tuple[range, ...]:
    """Give every passage that may come near to a point, without those that claim nothing or repeat the question.

    Args:
        said: The answer.
        question: The question, in every way it is put.
    """
    asked = content_stems(question)
    most = CLAUSES_OF_LONG if said.long else CLAUSES_A_WINDOW
    passages = []
    for first, clause in enumerate(said.clauses):
        for last in range(first, min(first + most, len(said.clauses))):
            inside = range(clause.start, said.clauses[last].stop)
            if last > first and len(inside) > WORDS_A_WINDOW:
                break
            stems = content_stems(text_of(said, inside))
            if len(stems) >= LEAST_WORDS and not stems <= asked:
                passages.append(inside)
    return tuple(passages)


def whole_passage(said: Said) -> tuple[range, ...]:
    """Give the whole answer as its only passage, where it repeats the question's words and yet claims something."""
    inside = range(len(said.tokens))
    return (inside,) if len(content_stems(text_of(said, inside))) >= LEAST_WORDS else ()


def text_of(said: Said, words: range) -> str:
    """Give words of an answer as a text."""
    return " ".join(token.text for token in said.tokens[words.start : words.stop])
