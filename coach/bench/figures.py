"""Everything that is measured of one way of listening, for one clip or added up over many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from coach.bench.clip import Clip
from coach.bench.filler_hits import FillerHits, hits_by_alignment, hits_by_time
from coach.bench.heard import Hypothesis
from coach.bench.loops import count_loops
from coach.bench.pause_hits import PauseHits, pause_hits
from coach.bench.spelling import FILLER, verbatim_words, without_fillers
from coach.bench.uncovered import uncovered
from coach.bench.whisper_spelling import whisper_words
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
        return Figures(
            clips=self.clips + other.clips,
            seconds=self.seconds + other.seconds,
            verbatim=self.verbatim + other.verbatim,
            content=self.content + other.content,
            whispers=self.whispers + other.whispers,
            fillers=self.fillers + other.fillers,
            timed_clips=self.timed_clips + other.timed_clips,
            fluent_words=self.fluent_words + other.fluent_words,
            made_up_fillers=self.made_up_fillers + other.made_up_fillers,
            pauses=self.pauses + other.pauses,
            paused_clips=self.paused_clips + other.paused_clips,
            uncovered_seconds=self.uncovered_seconds + other.uncovered_seconds,
            longest_uncovered=max(self.longest_uncovered, other.longest_uncovered),
            loops=self.loops + other.loops,
            empty_clips=self.empty_clips + other.empty_clips,
            words_from_nothing=self.words_from_nothing + other.words_from_nothing,
            work_seconds=self.work_seconds + other.work_seconds,
            processor_seconds=self.processor_seconds + other.processor_seconds,
        )


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
