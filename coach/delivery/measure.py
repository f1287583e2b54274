"""Takes every measure of delivery from one transcript."""

from coach.delivery.fillers import find_fillers
from coach.delivery.pace import LEAST_SECONDS, measure_pace
from coach.delivery.pauses import silent_pauses
from coach.domain.delivery import Delivery, FillerKind
from coach.domain.timespan import TimeSpan, total_seconds
from coach.domain.transcript import Transcript

WORD_TOLERANCE = 0.35
"""Seconds by which a word's times may miss the speech that it belongs to; the recogniser's are that coarse."""


def measure_delivery(transcript: Transcript) -> Delivery:
    """Measure pace, pauses and fillers of a spoken answer.

    Args:
        transcript: Words with times, and where speech was heard.

    Returns:
        The measures; all zero where nothing was said.
    """
    words = transcript.words
    speech = _of_the_answer(transcript)
    answer_seconds = speech[-1].end - speech[0].start if speech else 0.0
    speech_seconds = total_seconds(speech)
    fillers = find_fillers(words)
    spoken = len(words) - sum(1 for filler in fillers if filler.kind is FillerKind.SOUND)
    pace = measure_pace(spoken, answer_seconds, speech_seconds)
    return Delivery(
        total_seconds=transcript.total_seconds,
        speech_seconds=speech_seconds,
        answer_seconds=answer_seconds,
        spoken_words=spoken,
        words_per_minute=pace.words_per_minute,
        articulation_rate=pace.articulation_rate,
        pauses=silent_pauses(speech),
        fillers=fillers,
        fillers_per_minute=60.0 * len(fillers) / answer_seconds if answer_seconds >= LEAST_SECONDS else 0.0,
        time_to_first_word=speech[0].start if speech else 0.0,
    )


def _of_the_answer(transcript: Transcript) -> tuple[TimeSpan, ...]:
    """Give the stretches of speech from the first that belongs to the answer to the last.

    A cough before the first word is speech to the detector; it is no part of the answer.
    """
    said = [word.span for word in transcript.words] + list(transcript.unclear)
    if not said:
        return ()
    if not transcript.speech:
        return (TimeSpan(said[0].start, max(span.end for span in said)),)
    belongs = [
        any(span.start - WORD_TOLERANCE < each.end and each.start < span.end + WORD_TOLERANCE for each in said)
        for span in transcript.speech
    ]
    if not any(belongs):
        return transcript.speech
    return transcript.speech[belongs.index(True) : len(belongs) - belongs[::-1].index(True)]
