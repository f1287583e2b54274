"""Everything that is measured of one way of listening, for one clip or added up over many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from coach.bench.clip import Clip
from coach.bench.filler_hits import FillerHits, hits_by_alignment, hits_by_time
from coach.bench.heard import Hypothesis
from coach.bench.loops import count_loops
from coach.bench.pause_hits import PauseHits, pause_hits
from coach.bench.spelling import verbatim_words, without_fillers
from coach.bench.uncovered import uncovered
from coach.bench.word_errors import WordErrors, word_errors
from coach.domain.timespan import TimeSpan, total_seconds


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
    fillers: FillerHits = field(default_factory=FillerHits)
    """Filled pauses; by time where the manifest has times, else by word alignment."""
    timed_clips: int = 0
    """Clips whose filled pauses were compared by time."""
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

    @property
    def real_time_factor(self) -> float | None:
        """Time that it took over the length of the sound."""
        return self.work_seconds / self.seconds if self.seconds else None

    @property
    def false_fillers_per_100_words(self) -> float | None:
        """Filled pauses that nobody made, for every hundred words that are none; None where nothing is said."""
        return 100.0 * self.fillers.false / self.content.reference if self.content.reference else None

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            clips=self.clips + other.clips,
            seconds=self.seconds + other.seconds,
            verbatim=self.verbatim + other.verbatim,
            content=self.content + other.content,
            fillers=self.fillers + other.fillers,
            timed_clips=self.timed_clips + other.timed_clips,
            pauses=self.pauses + other.pauses,
            paused_clips=self.paused_clips + other.paused_clips,
            uncovered_seconds=self.uncovered_seconds + other.uncovered_seconds,
            longest_uncovered=max(self.longest_uncovered, other.longest_uncovered),
            loops=self.loops + other.loops,
            empty_clips=self.empty_clips + other.empty_clips,
            words_from_nothing=self.words_from_nothing + other.words_from_nothing,
            work_seconds=self.work_seconds + other.work_seconds,
        )


def measure_clip(clip: Clip, heard: Hypothesis, speech: Sequence[TimeSpan]) -> Figures:
    """Compare what was heard in one clip with its reference.

    Args:
        clip: The reference.
        heard: What was heard.
        speech: Where there is speech in the clip; the same for every way of listening.
    """
    said, words = verbatim_words(clip.transcript), heard.verbatim
    verbatim = content = WordErrors()
    if said:
        verbatim, content = word_errors(said, words), word_errors(without_fillers(said), without_fillers(words))
    if clip.filler_times is not None:
        fillers = hits_by_time(clip.filler_times, heard.filler_times)
    else:
        fillers = hits_by_alignment(said, words)
    holes = uncovered(speech, [word.span for word in heard.words]) if said else ()
    return Figures(
        clips=1,
        seconds=heard.seconds,
        verbatim=verbatim,
        content=content,
        fillers=fillers,
        timed_clips=int(clip.filler_times is not None),
        pauses=PauseHits() if clip.pauses is None else pause_hits(clip.pauses, heard.pauses),
        paused_clips=int(clip.pauses is not None),
        uncovered_seconds=total_seconds(holes),
        longest_uncovered=max((hole.seconds for hole in holes), default=0.0),
        loops=count_loops(said, words),
        empty_clips=int(not said),
        words_from_nothing=0 if said else len(words),
        work_seconds=heard.work_seconds,
    )


def add_up(figures: Iterable[Figures]) -> Figures:
    """Add figures of several clips."""
    return sum(figures, start=Figures())
