"""What may be said about an answer, given how well it was heard: rather no verdict than a wrong one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from coach.domain.attempt import Attempt
from coach.domain.coverage import Coverage, Verdict
from coach.domain.recording import ListeningQuality
from coach.domain.transcript import Transcript, total_seconds
from coach.wording import count

LEAST_SNR_FOR_FILLERS = 15.0
"""Decibels of the speech above the noise, as this program measures them; below, fillers are not counted. Noise mixed
into spontaneous speech at 20 dB, which it measures as 14 to 20, took the F1 of filled pauses from .91 to .76, and at
10 dB, measured as 7 to 12, to .62: the line lies between the two."""

MOST_UNCOVERED_FOR_POINTS = 0.20
"""Share of the speech without words; above, a fifth of the answer is unknown and a missed point may well lie in it."""

MOST_UNCOVERED_FOR_FILLERS = 0.10
"""Share of the speech without words; above, a count of fillers leaves too much out to be worth saying."""

UNCOVERED_SECONDS = 1.0
"""Speech without words from which it is remarked on: about three words."""

UNCLEAR_SECONDS = 2.0
"""Speech that was not understood, all of it together, from which a missed point may have been in it. Chosen, not
measured: about five words, and the shortest point of a shipped question can hardly be made in fewer."""

LEAST_WORD_PROBABILITY = 0.75
"""Geometric mean of the words' probabilities; below, more than a quarter of the words may be wrong. Measured on 208
copies of seven recordings of five synthetic voices, in steps of noise, babble, music, telephone, clipping, loudness and
speed: it withholds 59 of the 61 with more than a quarter of the words wrong, and lets pass all 91 with fewer than an
eighth. At best the agreement of both passes alone sorts 92 % of either kind, the signal-to-noise ratio 77 %."""

WATCH_CLIPPED = 0.05
"""Share of the time spoken that is clipped, from which it is remarked on; less is a laugh or a knock on the table."""

MOST_CLIPPED = 0.25
"""Share of the time spoken that is clipped; above, so many vowels are distorted that fillers are guesses."""

MANY_DROPPED = 10
"""Lost blocks from which fillers are not counted: a block is 0.01 to 0.1 s, so ten may hide several fillers."""

UNREAD_SECONDS = 0.05
"""Sound that could not be read from its file, from which it is said: less reads as 0.0 s."""

MOST_UNREAD = 0.05
"""Share of a recording that could not be read; above, any point may have been made in it."""

MOST_PROBABILITY = 0.5
"""Highest probability that a point was made, where its verdict is withheld."""

FILLER_RECALL = (11, 13)
"""Filled pauses heard, and filled pauses said, in five clips of spontaneous speech with Whisper base; it stands behind
"at least"."""

NOT_JUDGED = "This answer was heard too badly to be judged."
NOTHING_TO_JUDGE = "There are no words in this answer, so it was not judged."
NOT_COUNTED = "Fillers are not counted in this answer."
NOT_MISSED = "Points that were not heard are left open: part of the answer is missing."
NOT_MISSED_OR_COUNTED = f"{NOT_MISSED} {NOT_COUNTED}"
PART_MISSING = "Part of the answer is missing, and this point may have been in it."

NO_SPEECH = "No speech was heard. Check the microphone's level with `coach doctor`, then answer again."
UNCLEAR_SPEECH = "You were heard, but no words could be made out. Sit closer to the microphone, and answer again."
NOTHING_TYPED = "Nothing was typed. Answer in three or four sentences."


@dataclass(frozen=True, slots=True)
class Trust:
    """How far the words of an answer can be relied on."""

    points: bool = True
    """Whether key points may get a verdict."""
    fillers: bool = True
    """Whether fillers may be counted; never where points may not get a verdict."""
    missed: bool = True
    """Whether a point that was not heard may be called missed: the whole answer is there."""
    reasons: tuple[str, ...] = ()
    """What is wrong and what to do about it, the worst first; may hold what is only worth watching."""

    @property
    def consequence(self) -> str:
        """What the reasons lead to, in one sentence; empty where they lead to nothing."""
        if not self.points:
            return NOT_JUDGED
        if not self.missed:
            return NOT_MISSED if self.fillers else NOT_MISSED_OR_COUNTED
        return "" if self.fillers else NOT_COUNTED


TRUSTED = Trust()
"""Nothing is wrong."""


@dataclass(frozen=True, slots=True)
class _Finding:
    """One thing that is wrong with what was heard."""

    reason: str
    """What is wrong and what to do about it."""
    points: bool = True
    """Whether key points may get a verdict all the same."""
    fillers: bool = True
    """Whether fillers may be counted all the same."""
    missed: bool = True
    """Whether points may be called missed all the same."""

    @property
    def harm(self) -> tuple[bool, bool, bool]:
        """What to sort by, so that the worst comes first."""
        return self.points, self.missed, self.fillers


def trust(quality: ListeningQuality | None, speech_seconds: float) -> Trust:
    """Decide what may be said about an answer.

    Args:
        quality: How well it was heard; None for a typed answer, which is trusted.
        speech_seconds: Time in which somebody spoke.
    """
    if quality is None:
        return TRUSTED
    found = sorted(_findings(quality, speech_seconds), key=lambda finding: finding.harm)
    return Trust(
        points=all(finding.points for finding in found),
        fillers=all(finding.fillers for finding in found),
        missed=all(finding.missed for finding in found),
        reasons=tuple(finding.reason for finding in found),
    )


def counts_fillers(quality: ListeningQuality | None, speech_seconds: float) -> bool:
    """Whether the fillers of an answer are to be relied on.

    Args:
        quality: How well it was heard; None where that is not known.
        speech_seconds: How much speech it has.
    """
    return trust(quality, speech_seconds).fillers


def trust_in(attempt: Attempt) -> Trust:
    """Return what may be said about a finished attempt; whether it was judged was decided when it was."""
    speech_seconds = attempt.delivery.speech_seconds if attempt.delivery else 0.0
    now = trust(attempt.listening, speech_seconds)
    judged = attempt.scorecard.score is not None
    none = "" if judged else no_words(attempt.transcript)
    return replace(
        now, points=judged, fillers=now.fillers and judged, reasons=(none, *now.reasons) if none else now.reasons
    )


def no_words(transcript: Transcript) -> str:
    """Return what to say where an answer has no words, and what to do about it; empty where it has some."""
    if not transcript.empty:
        return ""
    if transcript.typed:
        return NOTHING_TYPED
    return UNCLEAR_SPEECH if transcript.unclear else NO_SPEECH


def describe_lost_blocks(number: int) -> str:
    """Return how many blocks of sound were lost, as the beginning of a sentence: `2 blocks of sound were lost`."""
    return f"{count(number, 'block of sound was', 'blocks of sound were')} lost"


def withhold_verdicts(coverage: Coverage) -> Coverage:
    """Make every verdict unsure, because the words that it rests on cannot be relied on; the evidence stays."""
    points = (
        replace(point, verdict=Verdict.UNSURE, probability=min(point.probability, MOST_PROBABILITY), reason="")
        for point in coverage.points
    )
    return Coverage(tuple(points))


def unclear_seconds(transcript: Transcript) -> float:
    """Return the seconds that were not understood; 0.0 where they are too few for any point."""
    seconds = total_seconds(transcript.unclear)
    return seconds if seconds >= UNCLEAR_SECONDS else 0.0


def doubt_missed(coverage: Coverage, transcript: Transcript, trusted: Trust = TRUSTED) -> Coverage:
    """Make missed points unsure where speech was not understood or part of the answer is missing: they may be in it."""
    seconds = unclear_seconds(transcript)
    if not seconds and trusted.missed:
        return coverage
    reason = f"{seconds:.0f} s of your answer were not understood." if seconds else PART_MISSING
    points = (
        replace(point, verdict=Verdict.UNSURE, probability=min(point.probability, MOST_PROBABILITY), reason=reason)
        if point.verdict is Verdict.MISSED
        else point
        for point in coverage.points
    )
    return Coverage(tuple(points))


def limit_verdicts(coverage: Coverage, transcript: Transcript, trusted: Trust) -> Coverage:
    """Take back the verdicts that the words cannot bear: all of them, those of missed points, or none.

    All of them go also where there are no words.

    Args:
        coverage: What the judge made of the words.
        transcript: The answer.
        trusted: How far its words can be relied on.
    """
    judged = trusted.points and not transcript.empty
    return doubt_missed(coverage, transcript, trusted) if judged else withhold_verdicts(coverage)


def _findings(quality: ListeningQuality, speech_seconds: float) -> Iterator[_Finding]:
    yield from _about_noise(quality.signal_to_noise_db)
    yield from _about_gaps(quality.uncovered_seconds, speech_seconds)
    if quality.word_probability is not None and quality.word_probability < LEAST_WORD_PROBABILITY:
        yield _Finding(
            "More than a quarter of the words may be wrong: the recogniser was too unsure of them. Speak more clearly, "
            "and closer to the microphone.",
            points=False,
            fillers=False,
        )
    if quality.clipped_share > WATCH_CLIPPED:
        yield _Finding(
            f"The recording is too loud: {_percent(quality.clipped_share)} of what you said is distorted. "
            "Turn the microphone down, or move back from it.",
            fillers=quality.clipped_share <= MOST_CLIPPED,
        )
    if quality.dropped_blocks:
        yield _Finding(
            f"{describe_lost_blocks(quality.dropped_blocks)} while recording, so that words, fillers and parts of "
            "pauses may be missing. Close other programs.",
            fillers=quality.dropped_blocks < MANY_DROPPED,
        )
    yield from _about_missing(quality)


def _about_missing(quality: ListeningQuality) -> Iterator[_Finding]:
    if quality.unread_seconds >= UNREAD_SECONDS:
        yield _Finding(
            f"{quality.unread_seconds:.1f} s of the recording, {_percent(quality.unread_share)} of it, could not be "
            "read, because the file is damaged or was cut off. Copy or save it again.",
            missed=quality.unread_share <= MOST_UNREAD,
        )
    if quality.broken_off:
        yield _Finding(
            "The recording was cut short, so the last thing you said may be missing. Answer again to have "
            "all of it judged.",
            missed=False,
        )


def _about_noise(signal_to_noise_db: float | None) -> Iterator[_Finding]:
    if signal_to_noise_db is None or signal_to_noise_db >= LEAST_SNR_FOR_FILLERS:
        return
    above = f"only {signal_to_noise_db:.0f} dB above it" if signal_to_noise_db >= 1.0 else "no louder than it"
    yield _Finding(
        f"There is a lot of noise: the speech is {above}. Move closer to the microphone, or to a quieter room.",
        fillers=False,
    )


def _about_gaps(uncovered_seconds: float, speech_seconds: float) -> Iterator[_Finding]:
    share = min(1.0, uncovered_seconds / speech_seconds) if speech_seconds > 0 else 0.0
    if uncovered_seconds < UNCOVERED_SECONDS and share <= MOST_UNCOVERED_FOR_FILLERS:
        return
    yield _Finding(
        f"{uncovered_seconds:.1f} s of your speech, {_percent(share)} of it, were not understood. "
        "Speak up, and face the microphone.",
        points=share <= MOST_UNCOVERED_FOR_POINTS,
        fillers=share <= MOST_UNCOVERED_FOR_FILLERS,
    )


def _percent(share: float) -> str:
    return f"{min(round(100 * share), 99 if share < 1 else 100)} %"
