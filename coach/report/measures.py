"""How an answer was said, one line for each measure that is shown."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coach.delivery.pauses import LEAST_PAUSE_SECONDS
from coach.domain.delivery import Delivery, Filler, Measure, PausePlace, Phrase
from coach.domain.spelling import bare
from coach.report.marking import LONG_PAUSE_SECONDS
from coach.scoring.bands import pace_band
from coach.scoring.trust import FILLER_RECALL, TRUSTED, Trust
from coach.wording import clock, count

SILENT_END_SECONDS = 5.0
"""Silence after the last word from which the end of the recording is worth a word."""

EVERY_MEASURE = frozenset(Measure)

_RECALL = f"in trials with Whisper base {FILLER_RECALL[0]} of {FILLER_RECALL[1]} filled pauses were heard"


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure in words."""

    label: str
    """What is measured: `pace`."""
    words: str
    """What was measured, with its unit; may hold control characters."""


def describe_measures(
    delivery: Delivery, trust: Trust = TRUSTED, shown: frozenset[Measure] = EVERY_MEASURE
) -> tuple[MeasureLine, ...]:
    """Return each measure in one line.

    Args:
        delivery: The measures.
        trust: How far the words can be relied on; where fillers cannot be, no number of them is said.
        shown: Measures that the user wants to hear about.
    """
    lines: list[MeasureLine] = []
    if Measure.PACE in shown:
        lines += _pace(delivery, trust)
    lines.append(_length(delivery, shown))
    if Measure.PAUSES in shown:
        lines += _pauses(delivery)
    if Measure.FILLERS in shown:
        lines.append(MeasureLine("fillers", _fillers(delivery.fillers, delivery.fillers_per_minute, trust)))
    if Measure.HEDGES in shown:
        lines += _phrases("hedges", delivery.hedges)
    if Measure.REPETITIONS in shown:
        lines += _phrases("repeats", delivery.repetitions)
        lines += _phrases("restarts", delivery.false_starts)
    return tuple(lines)


def describe_briefly(delivery: Delivery, trust: Trust, shown: frozenset[Measure] = EVERY_MEASURE) -> str:
    """Return how an answer was said in one line: pace and fillers a minute; empty where neither is shown.

    Args:
        delivery: The measures.
        trust: How far the words can be relied on; where fillers cannot be, none are said.
        shown: Measures that the user wants to hear about.
    """
    parts = []
    if Measure.PACE in shown:
        band = f" ({pace_band(delivery).value})" if trust.points else ""
        parts.append(f"{delivery.words_per_minute:.0f} words a minute{band}")
    if Measure.FILLERS in shown and trust.fillers:
        rate = count(round(delivery.fillers_per_minute), "filler")
        often = f"at least {rate}" if round(delivery.fillers_per_minute) else "under 1 filler"
        parts.append(f"{often} a minute" if delivery.fillers else "no fillers heard")
    return " · ".join(parts)


def _pace(delivery: Delivery, trust: Trust) -> Iterator[MeasureLine]:
    band = f" ({pace_band(delivery).value})" if trust.points else ""
    yield MeasureLine(
        "pace", f"{delivery.words_per_minute:.0f} words a minute{band}, {delivery.articulation_rate:.0f} without pauses"
    )
    if delivery.syllables:
        yield MeasureLine(
            "syllables",
            f"{delivery.syllables_per_second:.1f} a second, "
            f"{delivery.articulation_syllables_per_second:.1f} without pauses",
        )
    windows = delivery.pace_windows
    if len(windows) > 1:
        slowest = min(windows, key=lambda window: window.words_per_minute)
        fastest = max(windows, key=lambda window: window.words_per_minute)
        yield MeasureLine(
            "over time",
            f"{slowest.words_per_minute:.0f} words a minute at its slowest (around {clock(slowest.span.middle)}), "
            f"{fastest.words_per_minute:.0f} at its fastest (around {clock(fastest.span.middle)})",
        )


def _length(delivery: Delivery, shown: frozenset[Measure]) -> MeasureLine:
    words = f"{clock(delivery.answer_seconds)}, {100 * delivery.speech_share:.0f} % of it is speech"
    if Measure.PAUSES in shown:
        words += f", the first word after {delivery.time_to_first_word:.1f} s"
    if delivery.total_seconds - delivery.time_to_first_word - delivery.answer_seconds >= SILENT_END_SECONDS:
        words += f"; the recording went on to {clock(delivery.total_seconds)}"
    return MeasureLine("length", words)


def _pauses(delivery: Delivery) -> Iterator[MeasureLine]:
    long = [pause for pause in delivery.pauses if pause.seconds > LONG_PAUSE_SECONDS]
    words = f"{len(long) or 'none'} over {LONG_PAUSE_SECONDS:g} s"
    if long:
        longest = max(long, key=lambda pause: pause.seconds)
        words += f", the longest {longest.seconds:.1f} s at {clock(longest.start)}"
    if shorter := len(delivery.pauses) - len(long):
        words += f", {shorter} of {LEAST_PAUSE_SECONDS:g} to {LONG_PAUSE_SECONDS:g} s"
    stretch = delivery.longest_stretch  # attempts from before it was measured know no places of pauses either
    if stretch and delivery.pauses:
        inside = sum(1 for pause in delivery.pauses if pause.place is PausePlace.INSIDE)
        words += f"; {inside} of {len(delivery.pauses)} inside a clause" if inside else "; all between clauses"
    yield MeasureLine("pauses", words)
    if stretch:
        yield MeasureLine("stretch", f"{stretch.seconds:.1f} s without a pause, from {clock(stretch.start)}")


def _fillers(fillers: Sequence[Filler], rate: float, trust: Trust) -> str:
    if not trust.fillers:
        wrong, end, _what_to_do = trust.reasons[0].partition(". ") if trust.reasons else ("", "", "")
        return f"not counted. {wrong}{end}".rstrip()
    if not fillers:
        return f"none heard; {_RECALL}"
    said = _tally(filler.text for filler in fillers)
    often = f"{rate:.0f}" if round(rate) else "under 1"
    return f"at least {len(fillers)} ({said}), {often} a minute; {_RECALL}"


def _phrases(label: str, phrases: Sequence[Phrase]) -> Iterator[MeasureLine]:
    if phrases:
        yield MeasureLine(label, f"{len(phrases)} ({_tally(phrase.text for phrase in phrases)})")


def _tally(texts: Iterator[str]) -> str:
    """Name each text once, the most frequent first: `um ×3, you know`."""
    said = Counter(bare(text) for text in texts)
    return ", ".join(f"{text} ×{number}" if number > 1 else text for text, number in said.most_common())
