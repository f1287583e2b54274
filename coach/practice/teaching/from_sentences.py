"""Learns another wording for a key point: a sentence by which the user made it, and which the judge did not hear."""

from collections.abc import Sequence

from coach.domain.coverage import Verdict
from coach.domain.labels import Label
from coach.domain.rubric import KeyPoint
from coach.practice.teaching.agreement import CREDITED
from coach.practice.teaching.edits import AddAlso
from coach.practice.teaching.judgings import Judgings
from coach.practice.teaching.labelled import Case
from coach.practice.teaching.own_words import own_sentence
from coach.practice.teaching.trying import balance
from coach.practice.teaching.wording import answers

MOST_TRIED = 3
"""Sentences that are tried, those nearest to the point first; each costs one judging of every labelled answer."""


class FromSentences:
    """Learns an `also` wording."""

    def __init__(self, point: KeyPoint, judgings: Judgings) -> None:
        """Take the key point.

        Args:
            point: The key point.
            judgings: Judges, under its rubric.
        """
        self._point = point
        self._judgings = judgings
        self._known = {_key(wording) for wording in (point.point, *point.also, *point.mistakes)}

    def learn(self, cases: Sequence[Case]) -> AddAlso | None:
        """Give the sentence that wins most, the nearest of several; None where none wins anything."""

        def reached(edit: AddAlso) -> int:
            return balance(cases, lambda case: self.verdict(case, edit))

        best = max(self._candidates(cases), key=reached, default=None)
        if best is None or reached(best) <= balance(cases, lambda case: case.verdict):
            return None
        return best

    def verdict(self, case: Case, edit: AddAlso) -> Verdict:
        """Judge the case with the sentence among the wordings."""
        return self._judgings.verdict(edit, case)

    def concerned(self, cases: Sequence[Case]) -> tuple[Case, ...]:
        """Give the cases in which the user said it and the judge did not hear it."""
        return tuple(case for case in cases if case.label is Label.SAID and case.verdict not in CREDITED)

    def reason(self, cases: Sequence[Case]) -> str:
        """Count how often it was said, and heard."""
        said = [case for case in cases if case.label is Label.SAID]
        heard = len(said) - len(self.concerned(cases))
        return f"You said it in {answers(len(said))}; the judge heard it in {heard or 'none'}."

    def _candidates(self, cases: Sequence[Case]) -> list[AddAlso]:
        found: dict[str, AddAlso] = {}
        for case in sorted(self.concerned(cases), key=lambda case: -case.probability):
            sentence = self._sentence(case)
            if sentence is not None and _key(sentence) not in self._known:
                found.setdefault(_key(sentence), AddAlso(self._point.id, sentence))
            if len(found) == MOST_TRIED:
                break
        return list(found.values())

    def _sentence(self, case: Case) -> str | None:
        passage = self._judgings.passage(self._point.id, case)
        if passage is None:
            return None
        return own_sentence(case.attempt.transcript.words[passage.first_word : passage.last_word + 1])


def _key(wording: str) -> str:
    return wording.casefold().rstrip(".!? ")
