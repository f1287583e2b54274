"""Precision and recall of hearing ways of reasoning on a labelled set."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from coach.domain.skills import Skill
from coach.domain.transcript import typed_transcript
from coach.skills.detect import detect_skills


@dataclass(frozen=True)
class Counts:
    """How often a way of reasoning was heard rightly, wrongly, or not where it should have been."""

    right: int
    wrong: int
    lost: int

    @property
    def precision(self) -> float:
        heard = self.right + self.wrong
        return self.right / heard if heard else 1.0

    @property
    def recall(self) -> float:
        there = self.right + self.lost
        return self.right / there if there else 1.0


@dataclass(frozen=True)
class Measured:
    """What came of one labelled set."""

    snippets: int
    near_misses: int
    by_skill: dict[Skill, Counts]
    mistakes: list[str]

    @property
    def whole(self) -> Counts:
        every = self.by_skill.values()
        return Counts(
            sum(each.right for each in every), sum(each.wrong for each in every), sum(each.lost for each in every)
        )

    def table(self) -> str:
        rows = [(skill.value, counts) for skill, counts in self.by_skill.items()] + [("all", self.whole)]
        return "\n".join(
            f"{name:<25} precision {c.precision:.2f}  recall {c.recall:.2f}  "
            f"({c.right} right, {c.wrong} wrong, {c.lost} lost)"
            for name, c in rows
        )


def measure(path: Path) -> Measured:
    """Hear every snippet of a set."""
    snippets = tomllib.loads(path.read_text(encoding="utf-8"))["snippets"]
    counts = {skill: [0, 0, 0] for skill in Skill}
    mistakes = []
    for snippet in snippets:
        wanted = {Skill(name) for name in snippet["skills"]}
        heard = {each.skill for each in detect_skills(typed_transcript(snippet["text"])).found}
        for skill in Skill:
            kind = 0 if skill in wanted & heard else 1 if skill in heard else 2 if skill in wanted else None
            if kind is not None:
                counts[skill][kind] += 1
            if kind in {1, 2}:
                mistakes.append(f"{'WRONG' if kind == 1 else 'lost'} {skill.value}: {snippet['text']}")
    return Measured(
        len(snippets),
        sum(1 for snippet in snippets if not snippet["skills"]),
        {skill: Counts(*each) for skill, each in counts.items()},
        mistakes,
    )
