"""The ways of reasoning that interviewers listen for, whatever the question."""

from dataclasses import dataclass
from enum import StrEnum


class Skill(StrEnum):
    """A way of reasoning."""

    THINKS_ALOUD = "thinks out loud"
    """Reasons and trade-offs are named."""
    STARTS_SIMPLE = "starts simple"
    """A baseline comes first, then more."""
    CONDITIONAL = "says what it depends on"
    """"It depends" is followed by on what."""
    HONEST = "honest about unknowns"
    """What is not known is admitted, and reasoned on from what is."""
    IMPACT = "ties back to impact"
    """A choice is tied to a metric or a business outcome."""


@dataclass(frozen=True, slots=True)
class SkillEvidence:
    """Words that show a way of reasoning."""

    skill: Skill
    """Which."""
    text: str
    """As heard."""
    first_word: int
    """Index of the first word in the transcript."""
    last_word: int
    """Index of the last word in the transcript."""
    start: float
    """Seconds from the start of the recording; 0.0 in a typed answer."""
    end: float
    """Seconds from the start of the recording; 0.0 in a typed answer."""


@dataclass(frozen=True, slots=True)
class Skills:
    """What was found in one answer."""

    found: tuple[SkillEvidence, ...]
    """In the order of the skills, then of the words."""

    def of(self, skill: Skill) -> tuple[SkillEvidence, ...]:
        """Return the words that show one way of reasoning; empty where it was not found."""
        return tuple(each for each in self.found if each.skill is skill)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field."""

    text: str
    """In small letters."""
    start: float
    """When it was first said, in seconds; 0.0 in a typed answer."""
