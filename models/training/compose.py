"""Makes training examples: answers are composed of labelled statements, so that the words of every point are known."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from data import CONTRADICTED, COVERED, MISSED, MODEL_ANSWERS, PARTLY, VERDICT, Example, LabelledAnswer, Question

from coach.content.said import said_plainly

LIGHT = frozenset("the a an very usually often just really also".split())
"""Words that may be left out without a change of the claim."""

LIKE = {
    "so": "and so",
    "because": "since",
    "reduces": "lowers",
    "lowers": "reduces",
    "increases": "raises",
    "raises": "increases",
    "large": "big",
    "small": "little",
    "each": "every",
    "must": "has to",
    "lets": "allows",
    "needs": "requires",
    "uses": "makes use of",
    "means": "means that",
    "particular": "own",
    "shows": "tells you",
    "while": "whereas",
    "instead": "rather",
    "many": "lots of",
}
"""Words that may stand for others without a change of the claim."""

SUPPORTS, CONTRADICTS = 1, 2
"""Tags of a span."""

FILLERS = ["so", "right", "well", "yeah", "okay so", "now", "actually", "I think", "I would say", "let us say"]
"""What people say between words and is not left out before an answer is read."""

OPENINGS = ["So", "Right so", "Okay", "Yeah so", "Well", "Sure", "Good question", "Okay so first", ""]
JOINTS = [
    "and",
    "and then",
    "also",
    "so",
    "but",
    "now",
    "the other thing is",
    "and so",
    "plus",
    "okay and",
    "",
    "",
    "",
    "",
]
SMALL_TALK = [
    "I've used that in a couple of projects.",
    "That comes up a lot in interviews.",
    "My professor always asked about that.",
    "At my last job we dealt with this every day.",
    "It's a really important topic.",
    "Does that make sense?",
    "I could go deeper on that if you want.",
    "I read a paper about it a while ago.",
]

STATES = ("covered", "partly", "contradicted", "near", "vague", "absent")
PROFILES = (
    (0.72, 0.06, 0.06, 0.05, 0.05, 0.06),
    (0.34, 0.10, 0.20, 0.18, 0.06, 0.12),
    (0.20, 0.06, 0.40, 0.17, 0.06, 0.11),
    (0.34, 0.10, 0.20, 0.18, 0.06, 0.12),
)
"""Shares of the states of a point, from a good answer to one that is confidently wrong."""

REPLACED = (0.25, 0.12, 0.33, 0.10, 0.05, 0.15)
"""Shares of the states where the words of a point in a real answer are replaced by another statement."""

ELSEWHERE = 0.3
"""Share of the answers that a key point of another question is asked of, which they don't make."""

SHUFFLED = 0.03
"""Share of the composed answers whose words are put in any order, so that they claim nothing."""

REAL, FAVOURED = 0.35, 0.4
"""Share of the answers that are real, and of those the share that is of the favoured hands."""

LONG_ANSWER = 500
"""Characters from which an answer gives three examples instead of two."""


@dataclass(frozen=True, slots=True, eq=False)
class Composer:
    """Draws examples for ever; the same generator of random numbers gives the same ones."""

    questions: Sequence[Question]
    """Statements to compose answers from."""
    answers: Sequence[LabelledAnswer]
    """Real answers."""
    public: Sequence[Example]
    """Pairs of other people's."""
    misheard: dict[str, list[str]]
    """What recognisers make of terms."""
    rng: random.Random
    """Every choice is its."""
    favoured: Sequence[LabelledAnswer] = ()
    """Real answers that are drawn more often: see `FAVOURED`."""

    def examples(self, short: float) -> Iterator[Example]:
        """Draw examples.

        Args:
            short: Share of short pairs: 70 % a point and one statement, 30 % public. The others are answers,
                composed or real; see `REAL`.
        """
        rng = self.rng
        while True:
            if rng.random() < short:
                yield rng.choice(self.public) if rng.random() < 0.3 else self._single(rng.choice(self.questions))
            elif self.answers and rng.random() < REAL:
                model = [answer for answer in self.answers if answer.hand == MODEL_ANSWERS]
                some = model if model and rng.random() < 0.2 else self.answers
                yield from self._real(rng.choice(self.favoured if self.favoured and rng.random() < FAVOURED else some))
            else:
                yield from self._composed(rng.choice(self.questions))

    def _as_spoken(self, text: str) -> str:
        """Say a text, as the reader gets it: words between in 30 %, a term misheard in 10 %."""
        rng = self.rng
        if rng.random() < 0.3:
            words = text.split()
            for _ in range(max(1, len(words) // 22)):
                words.insert(rng.randrange(len(words) + 1), rng.choice(FILLERS))
            text = " ".join(words)
        return said_plainly(self._mishear(text) if rng.random() < 0.1 else text)

    def _mishear(self, text: str) -> str:
        words = text.split()
        there = [at for at, word in enumerate(words) if word.strip(".,;:!?").lower() in self.misheard]
        if not there:
            return text
        at = self.rng.choice(there)
        words[at] = self.rng.choice(self.misheard[words[at].strip(".,;:!?").lower()])
        return " ".join(words)

    def _elsewhere(self, question: Question) -> dict[str, Any]:
        """Draw a key point of another question."""
        while (other := self.rng.choice(self.questions))["id"] == question["id"]:
            pass
        return self.rng.choice(other["key_points"])

    def _wording(self, point: dict[str, Any]) -> str:
        also = point.get("also")
        return self.rng.choice(also) if also and self.rng.random() < 0.3 else point["point"]

    def _statement(self, point: dict[str, Any], shares: Sequence[float]) -> tuple[str | None, int]:
        """Draw a statement about a point, None for nothing said, and the verdict that it earns."""
        rng = self.rng
        state = rng.choices(STATES, shares)[0]
        if state == "covered":
            return self._right(point), COVERED
        if state == "contradicted":
            text = self._wrong(point)
            return text, CONTRADICTED if text else MISSED
        texts = _listed(point, {"partly": "partial", "near": "near", "vague": "vague"}.get(state, ""))
        if not texts:
            return None, MISSED
        return rng.choice(texts), PARTLY if state == "partly" else MISSED

    def _right(self, point: dict[str, Any]) -> str:
        rng, turned = self.rng, _turned(point, "covered")
        if turned and rng.random() < 0.08:
            return rng.choice(turned)
        said = _listed(point, "said")
        return rng.choice(said) if said and rng.random() < 0.55 else self._close(point)

    def _close(self, point: dict[str, Any]) -> str:
        """Make the point nearly in its own words, or else the network learns that who uses them must be wrong."""
        rng = self.rng
        texts = [
            point["point"],
            point["point"],
            *_listed(point, "also"),
            *(right for right, _ in point.get("pairs", [])),
        ]
        words = []
        for word in rng.choice(texts).split():
            if word in LIGHT and rng.random() < 0.2:
                continue
            words.append(LIKE.get(word, word) if rng.random() < 0.5 else word)
        return " ".join(words)

    def _wrong(self, point: dict[str, Any]) -> str | None:
        rng, turned = self.rng, _turned(point, "contradicted")
        if point.get("pairs") and rng.random() < 0.3:
            return rng.choice(point["pairs"])[1]
        for chance, texts in ((0.1, turned), (0.18, _listed(point, "mistakes"))):
            if texts and rng.random() < chance:
                return rng.choice(texts)
        wrong = _listed(point, "wrong")
        return rng.choice(wrong) if wrong else None

    def _single(self, question: Question) -> Example:
        """A point and one statement alone: the short pairs that teach comparing, before anything has to be found."""
        rng = self.rng
        point = rng.choice(question["key_points"])
        said, wrong = (
            _listed(point, "said") + _listed(point, "also"),
            _listed(point, "wrong") + _listed(point, "mistakes"),
        )
        others = [other for other in question["key_points"] if other is not point]
        claim, kind = self._wording(point), rng.random()
        if point.get("pairs") and kind < 0.12:
            right, false = rng.choice(point["pairs"])
            text, verdict = rng.choice([(right, COVERED), (false, CONTRADICTED)])
        elif kind < 0.33 and said:
            text, verdict = self._right(point), COVERED
        elif kind < 0.58 and wrong:
            turned = _turned(point, "contradicted") if rng.random() < 0.3 else []
            text, verdict = rng.choice(wrong + turned), CONTRADICTED
        elif kind < 0.65 and wrong and said:
            # Or else the network learns "this sounds false" instead of comparing.
            claim, text, verdict = rng.choice(wrong), rng.choice(said), CONTRADICTED
        elif kind < 0.68 and wrong:
            # A false claim is made by itself.
            claim = text = rng.choice(wrong)
            verdict = COVERED
        elif kind < 0.74 and point.get("partial"):
            text, verdict = rng.choice(_listed(point, "partial")), PARTLY
        elif kind < 0.84 and (near := _listed(point, "near") + _listed(point, "vague")):
            text, verdict = rng.choice(near), MISSED
        elif others:
            # What makes or denies another point of the question leaves this one alone.
            other = rng.choice(others)
            text, verdict = self._right(other) if rng.random() < 0.6 else self._wrong(other) or other["point"], MISSED
        else:
            text, verdict = point["point"], COVERED
        odd = rng.random()
        if odd < 0.08:
            text, verdict = self._right(self._elsewhere(question)), MISSED
        elif odd < 0.10:
            # The words alone, in any order, make nothing.
            text, verdict = " ".join(rng.sample(words := text.split(), len(words))), MISSED
        elif odd < 0.11:
            text, verdict = question.get("question", text), MISSED if "question" in question else verdict
        text = self._as_spoken(text)
        return Example(claim, text, verdict, _whole(len(text), verdict))

    def _composed(self, question: Question) -> Iterator[Example]:
        """Examples from a made-up answer: several points in mixed states, shuffled, with foreign sentences between."""
        rng = self.rng
        shares, points = rng.choice(PROFILES), question["key_points"]
        count = len(points) if rng.random() < 0.35 else min(len(points), rng.choice([1, 2, 2, 3]))
        states = {at: self._statement(points[at], shares) for at in rng.sample(range(len(points)), count)}
        pieces: list[tuple[int | None, str]] = [(at, text) for at, (text, _) in states.items() if text]
        if rng.random() < 0.3:
            pieces.append((None, rng.choice(SMALL_TALK)))
        if rng.random() < 0.3:
            foreign = rng.choice(rng.choice(self.questions)["key_points"])
            pieces.append((None, self._statement(foreign, (0.6, 0, 0.3, 0.1, 0, 0))[0] or foreign["point"]))
        rng.shuffle(pieces)
        answer, spans = said_plainly(rng.choice(OPENINGS)), {}
        for place, said in pieces:
            text = self._as_spoken(said)
            answer = _spaced(f"{answer} {rng.choice(JOINTS)}".strip())
            spans[place] = (len(answer), len(answer) + len(text))
            answer += text
        answer = answer if answer.strip() else said_plainly(rng.choice(SMALL_TALK))
        if rng.random() < SHUFFLED:
            answer, states = " ".join(rng.sample(words := answer.split(), len(words))), {}
        verdicts = {at: states.get(at, (None, MISSED))[1] for at in range(len(points))}
        order = sorted(rng.sample(range(len(points)), len(points)), key=lambda at: verdicts[at] == MISSED)
        for at in order[: 3 if len(answer) > LONG_ANSWER else 2]:
            mistake = self._mistake(points[at], *states.get(at, (None, MISSED)))
            if mistake is not None:
                claim, verdict = mistake
            else:
                claim, verdict = self._wording(points[at]), verdicts[at]
            known = () if verdict == MISSED else ((*spans[at], _tag(verdict)),)
            yield Example(claim, answer, verdict, known)
        if rng.random() < ELSEWHERE:
            yield Example(self._wording(self._elsewhere(question)), answer, MISSED, ())

    def _mistake(self, point: dict[str, Any], text: str | None, verdict: int) -> tuple[str, int] | None:
        """Ask for a named wrong claim instead of the point, in 12 %, where it is known whether it was made."""
        mistakes = _listed(point, "mistakes")
        if not mistakes or self.rng.random() > 0.12:
            return None
        if text is None:
            return self.rng.choice(mistakes), MISSED
        if verdict == COVERED:
            return self.rng.choice(mistakes), CONTRADICTED
        return (text, COVERED) if text in mistakes else None

    def _mixed(self, verdicts: dict[str, int]) -> list[str]:
        """Draw three points of an answer, of as many verdicts as there are."""
        rng = self.rng
        drawn = rng.sample(sorted(verdicts), len(verdicts))
        kinds = [
            [each for each in drawn if verdicts[each] in kind] for kind in ({CONTRADICTED, PARTLY}, {MISSED}, {COVERED})
        ]
        return [each for turn in zip_longest(*kinds) for each in turn if each is not None][:3]

    def _real(self, answer: LabelledAnswer) -> Iterator[Example]:
        """Examples from a full answer; the words of a point are replaced in 30 % by another statement about it."""
        rng, text = self.rng, answer.text
        found = sorted((*span, point_id) for point_id, span in answer.spans.items() if point_id in answer.labels)
        apart: list[tuple[int, int, str]] = []
        for start, stop, point_id in found:
            if not apart or start >= apart[-1][1]:
                apart.append((start, stop, point_id))
        kept = {point_id for *_, point_id in apart}
        overlapping = [(start, stop) for start, stop, point_id in found if point_id not in kept]
        verdicts = dict(answer.labels)
        out, spans, at = "", {}, 0
        for start, stop, point_id in apart:
            out = _spaced(_spaced(out) + self._as_spoken(text[at:start]))
            words = text[start:stop]
            if rng.random() < 0.3 and not any(begin < stop and end > start for begin, end in overlapping):
                said, verdicts[point_id] = self._statement(rng.choice(answer.points[point_id]), REPLACED)
                words = said or ""
            begin = len(out)
            out += self._as_spoken(words)
            spans[point_id], at = (begin, len(out)), stop
        out = _spaced(out) + self._as_spoken(text[at:])
        for point_id in self._mixed(verdicts):
            verdict = verdicts[point_id]
            known = ((*spans[point_id], _tag(verdict)),) if point_id in spans else None
            yield Example(self._wording(answer.points[point_id][0]), out, verdict, () if verdict == MISSED else known)
        if rng.random() < ELSEWHERE:
            yield Example(self._wording(self._elsewhere({"id": answer.question_id})), out, MISSED, ())


def _spaced(text: str) -> str:
    return text if not text or text.endswith(" ") else text + " "


def _tag(verdict: int) -> int:
    return CONTRADICTS if verdict == CONTRADICTED else SUPPORTS


def _whole(length: int, verdict: int) -> tuple[tuple[int, int, int], ...]:
    return () if verdict == MISSED else ((0, length, _tag(verdict)),)


def _listed(point: dict[str, Any], key: str) -> list[str]:
    texts = point.get(key, [])
    return [texts] if isinstance(texts, str) else texts


def _turned(point: dict[str, Any], label: str) -> list[str]:
    return [each["text"] for each in point.get("turned", []) if VERDICT[each["label"]] == VERDICT[label]]
