"""Words that only sound like a term are judged as they stand, whatever the question's aliases say."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from coach.bank.bank import load_bank
from coach.bench.term_trial import load_near_words
from coach.content.said import said_plainly, what_was_said
from coach.content.words import plain_words
from coach.domain.rubric import Rubric
from coach.domain.transcript import Transcript, Word, typed_transcript
from coach.paths import shipped_folder

BANK = {entry.rubric.id: entry.rubric for entry in load_bank(shipped_folder("rubrics"), Path("/nonexistent")).entries}


@dataclass(frozen=True)
class Innocent:
    """A sentence that holds a wording which a term of the question may be misheard as, and not the term."""

    question: str
    sentence: str
    term: str


MET = (
    Innocent("classification-metrics", "if one class is rare", "F1"),
    Innocent("lora", "we lower a threshold", "LoRA"),
    Innocent("activation-functions", "the railway station", "ReLU"),
    Innocent("knn-vs-kmeans", "the key means of", "k-means"),
)


def holds(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return any(words[at : at + len(part)] == part for at in range(len(words) - len(part) + 1))


def terms_for(rubric: Rubric, words: tuple[str, ...]) -> list[str]:
    """The terms which those words would be, were aliases put in their place."""
    return [
        alias.term
        for alias in rubric.aliases
        if not holds(words, plain_words(alias.term)) and any(holds(words, plain_words(each)) for each in alias.heard)
    ]


def innocents() -> tuple[Innocent, ...]:
    found = list(MET)
    for near in load_near_words():
        words = plain_words(near.sentence)
        if said_plainly(near.sentence).split() != [*words]:
            continue  # some of it is a filler, and left out of what is read
        found += [Innocent(near.question, near.sentence, term) for term in terms_for(BANK[near.question], words)]
    return tuple(found)


INNOCENTS = innocents()


def test_there_are_enough_of_them() -> None:
    assert len({each.sentence for each in INNOCENTS}) >= 50
    for each in MET:
        assert each.term in terms_for(BANK[each.question], plain_words(each.sentence))


@pytest.mark.parametrize("innocent", INNOCENTS, ids=lambda each: f"{each.term}: {each.sentence}")
def test_innocent_words_are_judged_as_they_were_typed_or_heard(innocent: Innocent) -> None:
    rubric, words = BANK[innocent.question], plain_words(innocent.sentence)
    heard = Transcript(
        tuple(Word(text, 0.4 * at, 0.4 * at + 0.3) for at, text in enumerate(innocent.sentence.split())),
        total_seconds=30.0,
    )
    for transcript in (typed_transcript(innocent.sentence), heard):
        said = what_was_said(rubric, transcript)
        assert said.words == words
        assert not holds(said.words, plain_words(innocent.term))
