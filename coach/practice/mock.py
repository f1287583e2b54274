"""Chooses what is asked in a mock interview or a rapid-fire drill."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from coach.bank.bank import DEFAULT_ROUND, Bank, Entry
from coach.domain.rubric import ELSEWHERE, ROUNDS, Difficulty, Rubric
from coach.domain.sitting import Ask, Sitting, SittingKind
from coach.errors import CoachError
from coach.practice.answers import new_attempt_id

LENGTHS = (10.0, 20.0, 30.0, 45.0, 60.0)
"""Minutes that a mock can be chosen to take."""

FOLLOW_UPS: Mapping[Difficulty, int] = {Difficulty.EASY: 0, Difficulty.MEDIUM: 1, Difficulty.HARD: 2}
"""Follow-ups after one answer, at most."""

LEFT_OUT: Mapping[Difficulty, Difficulty | None] = {
    Difficulty.EASY: Difficulty.HARD,
    Difficulty.MEDIUM: None,
    Difficulty.HARD: Difficulty.EASY,
}
"""Questions that a mock of each difficulty does not ask."""

READING_SECONDS, THINKING_SECONDS, FOLLOW_UP_SECONDS = 8.0, 15.0, 40.0
"""What one question takes beside its answer: to read it aloud, to think, to ask and answer one follow-up."""

RAPID_QUESTIONS, RAPID_SECONDS = 10, 30.0
"""Questions of a rapid-fire drill, and seconds for each answer."""


@dataclass(frozen=True, slots=True)
class Choice:
    """How a mock interview is wanted."""

    rounds: tuple[str, ...] = tuple(ROUNDS)
    """Rounds by the names of their folders; at least one."""
    minutes: float = 30.0
    """How long it is to take."""
    difficulty: Difficulty = Difficulty.MEDIUM
    """How hard it is to be."""

    def toggle(self, name: str, rounds: Sequence[str]) -> "Choice":
        """Return the choice with a round in or out.

        Args:
            name: The round.
            rounds: All that there are, in the order in which they are asked.
        """
        wanted = {*self.rounds} ^ {name}
        return replace(self, rounds=tuple(each for each in rounds if each in wanted))

    def step_length(self, step: int) -> "Choice":
        """Return the choice with the next length, or with the one before; a length of one's own counts as the first."""
        at = LENGTHS.index(self.minutes) if self.minutes in LENGTHS else 0
        return replace(self, minutes=LENGTHS[(at + step) % len(LENGTHS)])

    def step_difficulty(self, step: int) -> "Choice":
        """Return the choice with the next difficulty, or with the one before."""
        every = list(Difficulty)
        return replace(self, difficulty=every[(every.index(self.difficulty) + step) % len(every)])


def check_rounds(names: Sequence[str], bank: Bank) -> tuple[str, ...]:
    """Put rounds into the order in which they are asked.

    Args:
        names: As the user gave them.
        bank: The questions; the user's own rounds count too.

    Raises:
        CoachError: One is not in the bank, or there is none.
    """
    there = known_rounds(bank)
    for name in names:
        if name not in there:
            out = f" {ELSEWHERE}" if name.lower() in {"dsa", "leetcode", "programming", "algorithms"} else ""
            raise CoachError(f'There is no round "{name}".', f"Choose from: {', '.join(there)}.{out}")
    if not names:
        raise CoachError("A mock interview needs at least one round.", f"Choose from: {', '.join(there)}.")
    return tuple(each for each in there if each in names)


def known_rounds(bank: Bank) -> tuple[str, ...]:
    """List the rounds that have questions: those of an ML interview first, then the user's own by name."""
    there = {entry.round for entry in bank.entries}
    return (*(each for each in ROUNDS if each in there), *sorted(there - set(ROUNDS)))


def plan_mock(bank: Bank, choice: Choice, now: datetime, seed: int) -> Sitting:
    """Choose the questions of a mock interview.

    The rounds take turns until the time is full, so that each gets its share; then the questions are put into the
    order of the rounds, as in a real day of interviews.

    Args:
        bank: The questions.
        choice: What is wanted.
        now: The time; UTC, aware.
        seed: Chooses among the questions; the same seed gives the same mock.

    Raises:
        CoachError: The rounds have no questions of this difficulty.
    """
    chance = random.Random(seed)  # noqa: S311 - which question is asked is no secret
    piles: dict[str, list[Entry]] = {}
    for name in check_rounds(choice.rounds, bank):
        pile = [entry for entry in bank.entries if entry.round == name and _fits(entry.rubric, choice.difficulty)]
        piles[name] = chance.sample(pile, len(pile))
    chosen: list[Entry] = []
    left = choice.minutes * 60.0
    while any(piles.values()):
        for pile in piles.values():
            entry = next((each for each in pile if seconds_for(each.rubric, choice.difficulty) <= left), None)
            if entry is None and pile and not chosen:
                entry = pile[0]
            if entry is None:
                pile.clear()
                continue
            pile.remove(entry)
            chosen.append(entry)
            left -= seconds_for(entry.rubric, choice.difficulty)
    if not chosen:
        raise CoachError("These rounds have no questions of that difficulty.", "Choose another difficulty or round.")
    order = list(piles)
    chosen.sort(key=lambda entry: order.index(entry.round))
    return Sitting(
        id=new_attempt_id(now),
        kind=SittingKind.MOCK,
        begun_at=now,
        rounds=tuple(order),
        minutes=choice.minutes,
        difficulty=choice.difficulty,
        asks=tuple(Ask(entry.rubric.id) for entry in chosen),
    )


def seconds_for(rubric: Rubric, difficulty: Difficulty) -> float:
    """Return how long a question takes in a mock, with thinking and follow-ups."""
    return READING_SECONDS + THINKING_SECONDS + rubric.seconds[1] + FOLLOW_UPS[difficulty] * FOLLOW_UP_SECONDS


def plan_rapid_fire(bank: Bank, now: datetime, seed: int) -> Sitting:
    """Choose ten concept questions at random, or as many as there are.

    Raises:
        CoachError: The bank has no concept questions.
    """
    pile = [entry.rubric.id for entry in bank.entries if entry.round == DEFAULT_ROUND]
    if not pile:
        raise CoachError(
            "The bank has no concept questions.", "Rapid fire asks the questions in the folder `concepts`."
        )
    chosen = random.Random(seed).sample(pile, min(RAPID_QUESTIONS, len(pile)))  # noqa: S311 - no secret
    return Sitting(
        id=new_attempt_id(now),
        kind=SittingKind.RAPID_FIRE,
        begun_at=now,
        rounds=(DEFAULT_ROUND,),
        minutes=len(chosen) * RAPID_SECONDS / 60.0,
        difficulty=Difficulty.MEDIUM,
        asks=tuple(Ask(each) for each in chosen),
    )


def _fits(rubric: Rubric, difficulty: Difficulty) -> bool:
    return rubric.difficulty is not LEFT_OUT[difficulty]
