"""At most three things to do next, the most worthwhile first."""

from coach.domain.attempt import RecentSpeech
from coach.domain.coverage import Coverage, PointCoverage, Verdict
from coach.domain.delivery import Delivery, Measure
from coach.domain.rubric import Rubric
from coach.domain.transcript import Transcript
from coach.scoring.bands import HARMFUL_FILLERS, QUIET_PACE, STRONG_PACE, FillerBand, PaceBand, filler_band, pace_band
from coach.scoring.trust import TRUSTED, Trust, no_words
from coach.wording import clock

MOST_ADVICE = 3
"""More than three things at once help nobody."""

CONTENT_ADVICE = 2
"""Of these at most two are about content, so that delivery gets a word where it needs one."""

LONG_PAUSE_SECONDS = 2.5
"""A silence that an interviewer may take for the end of the answer."""

LATENESS = 5.0
"""Seconds outside the question's window before the length is remarked on."""


def advise(
    rubric: Rubric,
    transcript: Transcript,
    coverage: Coverage,
    delivery: Delivery | None,
    recent: RecentSpeech,
    *,
    trust: Trust = TRUSTED,
    shown: frozenset[Measure] = frozenset(Measure),
) -> tuple[str, ...]:
    """Choose what to say to somebody who has just answered.

    Args:
        rubric: The question.
        transcript: What was said.
        coverage: Which points were made.
        delivery: How it was said; None for a typed answer.
        recent: Delivery over the last minutes of speech, this answer included.
        trust: How far the words can be relied on; where points cannot be judged, the reasons are all that is said.
        shown: Measures that the user wants to hear about.
    """
    if not trust.points:
        return trust.reasons[:MOST_ADVICE]
    if transcript.empty:
        return (no_words(transcript),)
    content = _about_content(rubric, coverage)
    worth_saying = shown if trust.fillers else shown - {Measure.FILLERS}
    manner = _about_delivery(rubric, delivery, recent, worth_saying, whole=trust.missed) if delivery else []
    chosen = content[:CONTENT_ADVICE] + manner
    chosen += content[CONTENT_ADVICE:]
    if not chosen:
        chosen = ["Every point is there. Say it again in fewer words, or move on to the next question."]
    return tuple(chosen[:MOST_ADVICE])


def _about_content(rubric: Rubric, coverage: Coverage) -> list[str]:
    wrong = _heaviest(coverage, Verdict.CONTRADICTED)
    missed = _heaviest(coverage, Verdict.MISSED)
    partly = _heaviest(coverage, Verdict.PARTLY)
    unsure = _heaviest(coverage, Verdict.UNSURE)
    advice = [f"Put this right: {point.point}" for point in wrong]
    most_missed = 2 * len(missed) > len(coverage.points)  # where more than half is new, reading helps more than adding
    if missed and most_missed and rubric.chapter:
        advice.append(f"Reread {rubric.chapter}, then begin with: {missed[0].point}")
        missed = missed[1:]
    advice += [f"Add this: {point.point}" for point in missed]
    advice += [f"Finish this point: {point.point}" for point in partly]
    advice += [f"Did you make this point? {point.point}" for point in unsure]
    return advice


def _heaviest(coverage: Coverage, verdict: Verdict) -> list[PointCoverage]:
    return sorted((point for point in coverage.points if point.verdict is verdict), key=lambda point: -point.importance)


def _about_delivery(
    rubric: Rubric, delivery: Delivery, recent: RecentSpeech, measures: frozenset[Measure], *, whole: bool
) -> list[str]:
    advice = _about_length(rubric, delivery, whole=whole)
    if Measure.PACE in measures:
        advice += _about_pace(delivery)
    if Measure.FILLERS in measures and filler_band(recent) in {FillerBand.NOTICEABLE, FillerBand.HARMFUL}:
        advice.append(
            f"Pause in silence where a filler would come: at least {recent.fillers_per_minute:.0f} a minute "
            f"over your last {recent.attempts} answers; {HARMFUL_FILLERS:.0f} or more are distracting."
        )
    longest_pause = max(delivery.pauses, key=lambda pause: pause.seconds, default=None)
    if Measure.PAUSES in measures and longest_pause and longest_pause.seconds > LONG_PAUSE_SECONDS:
        advice.append(
            f"Think aloud instead of falling silent: you said nothing for {longest_pause.seconds:.1f} s at "
            f"{clock(longest_pause.start)}."
        )
    return advice


def _about_length(rubric: Rubric, delivery: Delivery, *, whole: bool) -> list[str]:
    shortest, longest = rubric.seconds
    if whole and delivery.answer_seconds < shortest - LATENESS:
        return [f"Say more: {delivery.answer_seconds:.0f} s is short for an answer of {_window(rubric)}."]
    if delivery.answer_seconds > longest + LATENESS:
        return [f"Keep it shorter: {delivery.answer_seconds:.0f} s is long for an answer of {_window(rubric)}."]
    return []


def _about_pace(delivery: Delivery) -> list[str]:
    pace, comfortable = f"{delivery.words_per_minute:.0f} words a minute", f"{QUIET_PACE[0]:.0f} to {QUIET_PACE[1]:.0f}"
    band = pace_band(delivery)
    if band is PaceBand.FAST:
        much = "much " if delivery.words_per_minute > STRONG_PACE[1] else ""
        return [f"Slow down: {pace} is {much}faster than the comfortable {comfortable}.{_fastest(delivery)}"]
    if band is PaceBand.SLOW:
        much = "much " if delivery.words_per_minute < STRONG_PACE[0] else ""
        return [f"Pick up the pace: {pace} is {much}slower than the comfortable {comfortable}."]
    return []


def _fastest(delivery: Delivery) -> str:
    """Name the ten seconds that were the fastest; nothing for an answer shorter than that."""
    fastest = max(delivery.pace_windows, key=lambda each: each.words_per_minute, default=None)
    if fastest is None:
        return ""
    start, stop = clock(fastest.span.start), clock(fastest.span.end)
    return f" You were fastest from {start} to {stop}, at {fastest.words_per_minute:.0f}."


def _window(rubric: Rubric) -> str:
    return f"{rubric.seconds[0]:.0f} to {rubric.seconds[1]:.0f} s"
