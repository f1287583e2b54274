"""What is measured of a way of listening: of one clip, added up over many, beside others, against its aims."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from coach.bench.clips import Clip
from coach.bench.degraded_clips import AS_IT_IS, steps
from coach.bench.disfluency_hits import (
    FillerHits,
    PauseHits,
    count_loops,
    hits_by_alignment,
    hits_by_time,
    pause_hits,
    uncovered,
)
from coach.bench.listeners import Hypothesis, SystemRun
from coach.bench.word_errors import (
    FILLER,
    WordErrors,
    added,
    verbatim_words,
    whisper_words,
    without_fillers,
    word_errors,
)
from coach.domain.transcript import TimeSpan, total_seconds

OURS = "coach"

PLAIN_BEAM_5 = "plain, beam 5"

PLAIN_BEAM_1 = "plain, beam 1"

OURS_LIVE = "coach, at the speed of the sound"
"""Our own listening as it goes while somebody speaks."""

SYSTEMS = (OURS, PLAIN_BEAM_5, PLAIN_BEAM_1)
"""The ways of listening, in the order of the columns; the first is our own and says where there is speech."""

ALL = "all"
"""The heading of the figures over every clip."""

UNNAMED = "no kind"
"""The heading of clips for which the manifest names no kind."""

SPONTANEOUS, ACTED = "spont", "acted"
"""Kinds of the manifest for which filled pauses have an aim of their own."""

LEAST_F1 = {SPONTANEOUS: 0.90, ACTED: 0.75}
"""Harmonic mean of precision and recall of filled pauses."""

MOST_MADE_UP = 1.0
"""Filled pauses for every 500 words in clips in which nobody makes any."""

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

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts and times that add up over clips."""

    clips: int = 0
    """How many."""
    seconds: float = 0.0
    """Their length."""
    verbatim: WordErrors = field(default_factory=WordErrors)
    """Errors in all words, filled pauses as one word of any spelling; only clips in which something is said."""
    content: WordErrors = field(default_factory=WordErrors)
    """Errors in the words that are no filled pauses; only clips in which something is said."""
    whispers: WordErrors = field(default_factory=WordErrors)
    """The same as `whisper-normalizer` writes both texts; only clips in which it leaves something."""
    fillers: FillerHits = field(default_factory=FillerHits)
    """Filled pauses; by time where the manifest has times, else by word alignment."""
    timed_clips: int = 0
    """Clips whose filled pauses were compared by time."""
    fluent_words: int = 0
    """Words of the clips in which something is said and nobody makes a filled pause."""
    made_up_fillers: int = 0
    """Filled pauses heard in those clips."""
    pauses: PauseHits = field(default_factory=PauseHits)
    """Pauses of the clips whose pauses are known."""
    paused_clips: int = 0
    """How many clips those are."""
    uncovered_seconds: float = 0.0
    """Speech that no word covers."""
    longest_uncovered: float = 0.0
    """The longest such stretch, in seconds."""
    loops: int = 0
    """Runs of three or more copies that nobody said."""
    empty_clips: int = 0
    """Clips in which nothing is said."""
    words_from_nothing: int = 0
    """Words heard in those."""
    work_seconds: float = 0.0
    """Time that it took."""
    processor_seconds: float = 0.0
    """Time that all threads together kept the processor busy."""

    @property
    def real_time_factor(self) -> float | None:
        """Time that it took over the length of the sound."""
        return self.work_seconds / self.seconds if self.seconds else None

    @property
    def false_fillers_per_100_words(self) -> float | None:
        """Filled pauses that nobody made, for every hundred words that are none; None where nothing is said."""
        return 100.0 * self.fillers.false / self.content.reference if self.content.reference else None

    @property
    def made_up_fillers_per_500_words(self) -> float | None:
        """Filled pauses heard where nobody makes any, for every 500 words; None where there are no such words."""
        return 500.0 * self.made_up_fillers / self.fluent_words if self.fluent_words else None

    def __add__(self, other: "Figures") -> "Figures":
        return replace(added(self, other), longest_uncovered=max(self.longest_uncovered, other.longest_uncovered))


def measure_clip(clip: Clip, heard: Hypothesis, speech: Sequence[TimeSpan]) -> Figures:
    """Compare what was heard in one clip with its reference.

    Args:
        clip: The reference.
        heard: What was heard.
        speech: Where there is speech in the clip; the same for every way of listening.
    """
    said, words = verbatim_words(clip.transcript), heard.verbatim
    verbatim = content = whispers = WordErrors()
    if said:
        verbatim, content = word_errors(said, words), word_errors(without_fillers(said), without_fillers(words))
    whisper_said = whisper_words(clip.transcript)
    if whisper_said:
        whispers = word_errors(whisper_said, whisper_words(heard.text))
    if clip.filler_times is not None:
        fillers = hits_by_time(clip.filler_times, heard.filler_times)
    else:
        fillers = hits_by_alignment(said, words)
    fluent = bool(said) and FILLER not in said
    holes = uncovered(speech, [word.span for word in heard.words]) if said else ()
    return Figures(
        clips=1,
        seconds=heard.seconds,
        verbatim=verbatim,
        content=content,
        whispers=whispers,
        fillers=fillers,
        timed_clips=int(clip.filler_times is not None),
        fluent_words=len(said) if fluent else 0,
        made_up_fillers=words.count(FILLER) if fluent else 0,
        pauses=PauseHits() if clip.pauses is None else pause_hits(clip.pauses, heard.pauses),
        paused_clips=int(clip.pauses is not None),
        uncovered_seconds=total_seconds(holes),
        longest_uncovered=max((hole.seconds for hole in holes), default=0.0),
        loops=count_loops(said, words),
        empty_clips=int(not said),
        words_from_nothing=0 if said else len(words),
        work_seconds=heard.work_seconds,
        processor_seconds=heard.processor_seconds,
    )


def add_up(figures: Iterable[Figures]) -> Figures:
    """Add figures of several clips."""
    return sum(figures, start=Figures())


@dataclass(frozen=True, slots=True)
class Column:
    """One way of listening, measured."""

    run: SystemRun
    """What it heard."""
    by_clip: tuple[Figures, ...]
    """Figures of each clip, in order."""
    by_heading: dict[str, Figures]
    """Figures under each heading, in the order in which they first occur, then of all clips under `ALL`."""

    @property
    def all(self) -> Figures:
        """Figures over every clip."""
        return self.by_heading[ALL]


def kind_of(clip: Clip) -> str:
    """Return the heading under which a clip is counted with others of its kind."""
    return clip.kind or UNNAMED


def copy_of(clip: Clip) -> str:
    """Return the heading under which a clip is counted with others that were made worse in the same way."""
    return clip.copy


def compare(
    clips: Sequence[Clip], runs: Sequence[SystemRun], heading: Callable[[Clip], str] = kind_of
) -> tuple[Column, ...]:
    """Measure every way of listening.

    Args:
        clips: The references.
        runs: What each way of listening heard; the first knows where there is speech.
        heading: Which clips are added up together.
    """
    speech = [heard.speech for heard in runs[0].hypotheses]
    columns = []
    for run in runs:
        by_clip = tuple(
            measure_clip(clip, heard, spans) for clip, heard, spans in zip(clips, run.hypotheses, speech, strict=True)
        )
        headings = [heading(clip) for clip in clips]
        by_heading = {
            name: add_up(figures for each, figures in zip(headings, by_clip, strict=True) if each == name)
            for name in dict.fromkeys(headings)
        }
        columns.append(Column(run, by_clip, {**by_heading, ALL: add_up(by_clip)}))
    return tuple(columns)


@dataclass(frozen=True, slots=True)
class Aim:
    """One figure with the limit that it is to keep."""

    name: str
    """What is measured."""
    value: float | None
    """How it came out; None where the clips say nothing about it."""
    limit: float
    """What it is to be at most or at least."""
    at_least: bool = False
    """Whether more is better."""

    @property
    def met(self) -> bool | None:
        """Whether the limit is kept; None where the clips say nothing about it."""
        if self.value is None:
            return None
        short = self.limit - self.value if self.at_least else self.value - self.limit
        return short <= _ROUNDING


def aims(columns: Sequence[Column]) -> tuple[Aim, ...]:
    """Hold our own listening against its aims.

    Args:
        columns: The ways of listening, ours first; the aims that compare need plain faster-whisper with five beams.
    """
    ours = columns[0].all
    found = []
    for column in columns[1:]:
        if column.run.system == PLAIN_BEAM_5:
            words, work = ratio(ours.content.rate, column.all.content.rate), processor_ratio(ours, column.all)
            found += [
                Aim(f"content word error rate over that of {PLAIN_BEAM_5}", words, 1.0),
                Aim(f"processor time over that of {PLAIN_BEAM_5}", work, 1.0),
            ]
    for kind, least in LEAST_F1.items():
        if kind in columns[0].by_heading:
            found.append(Aim(f"filler F1, {kind}", columns[0].by_heading[kind].fillers.f1, least, at_least=True))
    lost = float(ours.content.lost_runs) if ours.content.reference else None
    nothing = float(ours.words_from_nothing) if ours.empty_clips else None
    return (
        *found,
        Aim("made-up fillers per 500 words", ours.made_up_fillers_per_500_words, MOST_MADE_UP),
        Aim("runs of three or more words lost", lost, 0.0),
        Aim("words where nobody speaks", nothing, 0.0),
    )


@dataclass(frozen=True, slots=True)
class CopyRow:
    """All clips in one copy."""

    copy: str
    """How they were made worse; `ALL` for every copy together."""
    ours: Figures
    """Our own listening."""
    plain: Figures
    """Plain faster-whisper."""

    @property
    def content_ratio(self) -> float | None:
        """Content word error rate over plain's; None where there is nothing to divide by."""
        return ratio(self.ours.content.rate, self.plain.content.rate)

    @property
    def whispers_ratio(self) -> float | None:
        """The same with `whisper-normalizer`."""
        return ratio(self.ours.whispers.rate, self.plain.whispers.rate)

    @property
    def processor(self) -> float | None:
        """Processor time over plain's."""
        return processor_ratio(self.ours, self.plain)

    @property
    def worse(self) -> bool:
        """Whether we make more errors in the content than plain."""
        return self.ours.content.errors > self.plain.content.errors


def copy_rows(columns: Sequence[Column]) -> tuple[CopyRow, ...]:
    """Return a row for each copy, the last for all of them.

    Args:
        columns: Our own listening and plain faster-whisper, by copy.
    """
    ours, plain = columns
    return tuple(CopyRow(copy, figures, plain.by_heading[copy]) for copy, figures in ours.by_heading.items())


def ratio(ours: float | None, theirs: float | None) -> float | None:
    """Divide where there is something to divide by."""
    return None if ours is None or not theirs else ours / theirs


def processor_ratio(ours: Figures, theirs: Figures) -> float | None:
    """Divide the processor time of two ways of hearing the same clips."""
    return ratio(ours.processor_seconds, theirs.processor_seconds)


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
    """Yield every copy of a clip in which somebody speaks.

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
