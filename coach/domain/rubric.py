"""A question and the key points that a good answer makes."""

import hashlib
import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One claim that a good answer makes."""

    id: str
    """Unique within the rubric."""
    point: str
    """The point as one full claim."""
    weight: float = 1.0
    """How much it counts, relative to the other points; above 0."""
    also: tuple[str, ...] = ()
    """Other ways in which people say it."""
    mistakes: tuple[str, ...] = ()
    """Wrong claims that people make instead."""
    threshold: float | None = None
    """Similarity from which it counts as covered, 0.0 to 1.0; None takes the program's."""


@dataclass(frozen=True, slots=True)
class Alias:
    """How speech recognition mishears one term."""

    term: str
    """The term as the rubric writes it: `RAG`."""
    heard: tuple[str, ...]
    """What is written instead: `rack`."""


@dataclass(frozen=True, slots=True)
class Rubric:
    """A question with what a good answer says."""

    id: str
    """Unique in the bank, and the name of its file."""
    question: str
    """As shown."""
    key_points: tuple[KeyPoint, ...]
    """At least one."""
    spoken: str = ""
    """As the voice should say it; empty where `question` reads well."""
    topic: str = ""
    """The heading it is listed under."""
    chapter: str = ""
    """What to reread when it feels shaky."""
    seconds: tuple[float, float] = (30.0, 60.0)
    """Shortest and longest good answer, in seconds."""
    model_answer: str = ""
    """What a strong candidate would say."""
    aliases: tuple[Alias, ...] = ()
    """Terms that speech recognition mangles; they help matching and never change what is shown."""

    @property
    def to_say(self) -> str:
        """The question as the voice should say it."""
        return self.spoken or self.question

    @property
    def version(self) -> str:
        """Twelve hexadecimal digits of a SHA-256 over everything that matters for judging."""
        matters = {
            "question": self.question,
            "spoken": self.spoken,
            "aliases": {alias.term: alias.heard for alias in self.aliases},
            "key_points": [
                [point.id, point.point, point.weight, point.also, point.mistakes, point.threshold]
                for point in self.key_points
            ],
        }
        canonical = json.dumps(matters, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()[:12]
