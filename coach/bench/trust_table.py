"""Whether verdicts are withheld where the words are wrong, and given where they are right."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coach.bench.clip import Clip
from coach.bench.copies import AS_IT_IS
from coach.bench.degrading import steps
from coach.bench.figures import Figures
from coach.bench.heard import Hypothesis
from coach.bench.listen import ALL

MANY_WRONG = 1 / 4
"""Content word error rate above which a verdict would rest on words that were not said."""

FEW_WRONG = 1 / 8
"""Content word error rate below which there is no reason to withhold verdicts."""

LEAST_WITHHELD = 9 / 10
"""Share of the copies with many wrong words whose verdicts are to be withheld."""

LEAST_GIVEN = 19 / 20
"""Share of the copies with few wrong words that are to get verdicts."""

LONGER_WORDS = 10
"""Words of a clip from which one wrong word is not yet too many: in shorter ones it can be a quarter of them."""

LONGER = f"{LONGER_WORDS} words or more"
"""The heading of the copies of such clips."""


@dataclass(frozen=True, slots=True)
class TrustedCopy:
    """One copy of a clip, and what the program makes of it."""

    clip: str
    """The recording."""
    copy: str
    """How it was made worse."""
    kind: str
    """What that is a degree of."""
    words: int
    """Words said in it, filled pauses left out."""
    wrong: float
    """Content word error rate."""
    trusted: bool
    """Whether the program gives verdicts."""


@dataclass(frozen=True, slots=True)
class Trusted:
    """Copies counted by how many words are wrong, and by whether they get verdicts."""

    many_withheld: int = 0
    """Many words wrong, verdicts withheld."""
    many_given: int = 0
    """Many words wrong, verdicts given."""
    between_withheld: int = 0
    """Neither many nor few words wrong, verdicts withheld."""
    between_given: int = 0
    """Neither many nor few words wrong, verdicts given."""
    few_withheld: int = 0
    """Few words wrong, verdicts withheld."""
    few_given: int = 0
    """Few words wrong, verdicts given."""

    @property
    def many(self) -> int:
        """Copies with many wrong words."""
        return self.many_withheld + self.many_given

    @property
    def few(self) -> int:
        """Copies with few wrong words."""
        return self.few_withheld + self.few_given

    @property
    def withheld(self) -> float | None:
        """Share of the copies with many wrong words whose verdicts are withheld; None where there are none."""
        return self.many_withheld / self.many if self.many else None

    @property
    def given(self) -> float | None:
        """Share of the copies with few wrong words that get verdicts; None where there are none."""
        return self.few_given / self.few if self.few else None


def trusted_copies(
    clips: Sequence[Clip], heard: Sequence[Hypothesis], figures: Sequence[Figures]
) -> Iterator[TrustedCopy]:
    """Give every copy of a clip in which somebody speaks.

    Args:
        clips: The clips as they are and their copies from `steps`.
        heard: What our own listening made of each.
        figures: The figures of each.
    """
    kinds = {AS_IT_IS: AS_IT_IS, **{step.name: step.kind for step in steps()}}
    for clip, each, measured in zip(clips, heard, figures, strict=True):
        if measured.content.rate is not None and each.trusted is not None:
            words = measured.content.reference
            yield TrustedCopy(clip.name, clip.copy, kinds[clip.copy], words, measured.content.rate, each.trusted)


def trust_table(copies: Iterable[TrustedCopy]) -> dict[str, Trusted]:
    """Count the copies of each kind, then those of longer clips under `LONGER`, then all of them under `ALL`."""
    copies = list(copies)
    kinds = dict.fromkeys(copy.kind for copy in copies)
    return {
        **{kind: _count(each for each in copies if each.kind == kind) for kind in kinds},
        LONGER: _count(each for each in copies if each.words >= LONGER_WORDS),
        ALL: _count(copies),
    }


def _count(copies: Iterable[TrustedCopy]) -> Trusted:
    counts = dict.fromkeys(Trusted.__dataclass_fields__, 0)
    for copy in copies:
        part = "many" if copy.wrong > MANY_WRONG else "few" if copy.wrong < FEW_WRONG else "between"
        counts[f"{part}_{'given' if copy.trusted else 'withheld'}"] += 1
    return Trusted(**counts)
