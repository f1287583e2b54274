"""Takes every measure of delivery from one transcript."""

from coach.delivery.false_starts import find_false_starts
from coach.delivery.fillers import filler_words, find_fillers
from coach.delivery.hedges import find_hedges
from coach.delivery.pace import LEAST_SECONDS, counted_words, measure_pace, measure_pace_windows
from coach.delivery.pauses import longest_stretch, place_pauses, silent_pauses
from coach.delivery.repetitions import find_repetitions
from coach.delivery.syllables import word_syllables
from coach.domain.delivery import Delivery
from coach.domain.transcript import TimeSpan, Transcript, total_seconds
from coach.domain.word_lists import DEFAULT_LISTS, WordLists

WORD_TOLERANCE = 0.35
"""Seconds by which a word's times may miss the speech that it belongs to; the recogniser's are that coarse."""


def measure_delivery(transcript: Transcript, lists: WordLists = DEFAULT_LISTS) -> Delivery:
    """Measure pace, pauses and disfluencies of a spoken answer.

    Args:
        transcript: Words with times, and where speech was heard.
        lists: Which words count as fillers and hedges.

    Returns:
        The measures; all zero where nothing was said.
    """
    words = transcript.words
    speech = _of_the_answer(transcript)
    answer = TimeSpan(speech[0].start, speech[-1].end) if speech else TimeSpan(0.0, 0.0)
    speech_seconds = total_seconds(speech)
    fillers = find_fillers(words, lists)
    in_fillers = filler_words(fillers)
    said = counted_words(words, lists)
    pace = measure_pace(len(said), answer.seconds, speech_seconds)
    syllables = sum(word_syllables(word.text) for word in said)
    syllable_pace = measure_pace(syllables, answer.seconds, speech_seconds)
    repetitions = find_repetitions(words, in_fillers, lists)
    return Delivery(
        total_seconds=transcript.total_seconds,
        speech_seconds=speech_seconds,
        answer_seconds=answer.seconds,
        spoken_words=len(said),
        words_per_minute=pace.speech_rate,
        articulation_rate=pace.articulation_rate,
        pauses=place_pauses(silent_pauses(speech), words, in_fillers),
        fillers=fillers,
        fillers_per_minute=60.0 * len(fillers) / answer.seconds if answer.seconds >= LEAST_SECONDS else 0.0,
        time_to_first_word=answer.start,
        syllables=syllables,
        syllables_per_second=syllable_pace.speech_rate / 60.0,
        articulation_syllables_per_second=syllable_pace.articulation_rate / 60.0,
        pace_windows=measure_pace_windows(said, answer),
        longest_stretch=longest_stretch(speech),
        hedges=find_hedges(words, in_fillers, lists),
        repetitions=repetitions,
        false_starts=find_false_starts(words, in_fillers, repetitions, lists),
    )


def _of_the_answer(transcript: Transcript) -> tuple[TimeSpan, ...]:
    """Return the stretches of speech from the first that belongs to the answer to the last.

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
