"""The comparison as a table for people."""

from collections.abc import Callable, Sequence

from coach.bench.aims import aims
from coach.bench.figures import Figures
from coach.bench.filler_hits import HIT_WITHIN, FillerHits
from coach.bench.listen import Column, processor_ratio, ratio
from coach.bench.pause_hits import LEAST_PAUSE, NEAR
from coach.bench.word_errors import LOST_RUN, WordErrors
from coach.plain import plain

NONE = "-"
"""Shown where there is nothing to measure."""


def comparison_as_text(columns: Sequence[Column], remarks: Sequence[str]) -> str:
    """Write the comparison as one table a kind of clip, the last for all clips.

    Args:
        columns: The ways of listening, ours first.
        remarks: What must be known to read the figures, a sentence or two each.
    """
    blocks = [_table(kind, columns) for kind in columns[0].by_heading]
    memory = [
        _line("peak memory, a fresh process each", [_megabytes(column.run.peak_memory_mb) for column in columns]),
        _line("  before anything was loaded", [_megabytes(column.run.memory_before_mb) for column in columns]),
    ]
    closing = [*memory, "", *_ratios(columns), "", *_aims(columns), "", *remarks]
    return "\n\n".join([*blocks, "\n".join(closing)])


def how_measured(columns: Sequence[Column]) -> tuple[str, ...]:
    """Say how the figures came about, as far as it depends on the clips."""
    everything = columns[0].all
    timed = f"{everything.timed_clips} of {everything.clips} clips"
    return (
        f"Filled pauses are compared by time (middles within {HIT_WITHIN} s) in {timed}, those that have times in the "
        "manifest; in the others by the place in the word alignment. A filled pause is um, uh, er, hm and the like.",
        f"Pauses are compared in {everything.paused_clips} of {everything.clips} clips, those whose pauses are known; "
        f"a false pause is one of more than {LEAST_PAUSE} s where there is none. Plain faster-whisper's pauses are the "
        "gaps between its words.",
        "Plain faster-whisper is WhisperModel.transcribe with the same weights (int8), language en and word times, "
        "otherwise its defaults: no prompt, no voice-activity filter, temperature fallback, which draws at random.",
        "Words are compared twice: as this program writes them alike, and as the package whisper-normalizer does. "
        f"A run of {LOST_RUN} or more words lost is one that the word alignment has as missing. "
        f"Made-up fillers are counted in the clips whose reference has none: {everything.fluent_words} words.",
        "Processor time is that of all threads together.",
        "Real-time factors hold for this machine and what else it was doing. Peak memory includes Python and "
        "every library of the process; what it took before Whisper and the detector were loaded is given below it. "
        "Plain faster-whisper has a thread for each core, the program's own listening one for every two.",
    )


def _table(kind: str, columns: Sequence[Column]) -> str:
    figures = [column.by_heading[kind] for column in columns]
    head = f"{plain(kind)}: {figures[0].clips} clips, {figures[0].seconds:.0f} s, {figures[0].verbatim.reference} words"
    lines = [_line(head, [column.run.system for column in columns])]
    for name, write in _ROWS:
        cells = [write(each) for each in figures]
        if any(cell != NONE for cell in cells):
            lines.append(_line("  " + name, cells))
    return "\n".join(lines)


def _ratios(columns: Sequence[Column]) -> list[str]:
    ours = columns[0].all
    lines = []
    for column in columns[1:]:
        theirs = column.all
        verbatim, content = (
            ratio(ours.verbatim.rate, theirs.verbatim.rate),
            ratio(ours.content.rate, theirs.content.rate),
        )
        whispers = ratio(ours.whispers.rate, theirs.whispers.rate)
        lines.append(
            f"word error rate over that of {column.run.system}: verbatim {_number(verbatim)}, "
            f"content {_number(content)}, by whisper-normalizer {_number(whispers)}; "
            f"processor time over it: {_number(processor_ratio(ours, theirs))}"
        )
    return lines


def _aims(columns: Sequence[Column]) -> list[str]:
    outcome = {True: "reached", False: "missed", None: "these clips do not tell"}
    return [
        f"{aim.name:<50}{_number(aim.value):>8}   wanted: at {'least' if aim.at_least else 'most'} {aim.limit:.2f}   "
        f"{outcome[aim.met]}"
        for aim in aims(columns)
    ]


def _errors(errors: WordErrors) -> str:
    return NONE if errors.rate is None else f"{_percent(errors.rate)} ({errors.errors} of {errors.reference})"


def _share(share: float | None, part: int, whole: int) -> str:
    return NONE if share is None else f"{share:.2f} ({part} of {whole})"


def _precision(hits: FillerHits) -> str:
    return _share(hits.precision, hits.hits, hits.heard)


def _false_fillers(figures: Figures) -> str:
    rate = figures.false_fillers_per_100_words
    return NONE if rate is None else f"{rate:.2f} ({figures.fillers.false})"


def _made_up(figures: Figures) -> str:
    rate = figures.made_up_fillers_per_500_words
    return NONE if rate is None else f"{rate:.2f} ({figures.made_up_fillers} in {figures.fluent_words})"


def _pause_error(figures: Figures) -> str:
    middle, worst = figures.pauses.median_error, figures.pauses.worst_error
    return NONE if middle is None else f"{middle:.2f} s ({worst:.2f} s)"


def _false_pauses(figures: Figures) -> str:
    return str(figures.pauses.false) if figures.paused_clips else NONE


def _uncovered(figures: Figures) -> str:
    return f"{figures.uncovered_seconds:.1f} s ({figures.longest_uncovered:.1f} s)"


def _from_nothing(figures: Figures) -> str:
    return f"{figures.words_from_nothing} ({figures.empty_clips} clips)" if figures.empty_clips else NONE


_ROWS: tuple[tuple[str, Callable[[Figures], str]], ...] = (
    ("verbatim word error rate", lambda each: _errors(each.verbatim)),
    ("content word error rate", lambda each: _errors(each.content)),
    ("the same by whisper-normalizer", lambda each: _errors(each.whispers)),
    (
        f"runs of {LOST_RUN} or more words lost",
        lambda each: str(each.content.lost_runs) if each.content.reference else NONE,
    ),
    ("filler precision", lambda each: _precision(each.fillers)),
    ("filler recall", lambda each: _share(each.fillers.recall, each.fillers.hits, each.fillers.said)),
    ("filler F1", lambda each: _number(each.fillers.f1)),
    ("false fillers per 100 words", _false_fillers),
    ("made up per 500 words without fillers", _made_up),
    (
        f"pauses over {LEAST_PAUSE} s found",
        lambda each: _share(each.pauses.recall, each.pauses.found, each.pauses.said),
    ),
    (
        f"the same, with both ends within {NEAR} s",
        lambda each: _share(
            each.pauses.exact / each.pauses.said if each.pauses.said else None, each.pauses.exact, each.pauses.said
        ),
    ),
    ("pause times off, median (worst)", _pause_error),
    ("false pauses", _false_pauses),
    ("speech left uncovered (longest)", _uncovered),
    ("loops", lambda each: str(each.loops)),
    ("words where nobody speaks", _from_nothing),
    ("processor time", lambda each: f"{each.processor_seconds:.1f} s"),
    ("real-time factor", lambda each: _number(each.real_time_factor)),
)
"""Name of each row and what is written in it."""


def _line(name: str, cells: Sequence[str]) -> str:
    return (f"{name:<40}" + "".join(f"{cell:>22}" for cell in cells)).rstrip()


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _number(value: float | None) -> str:
    return NONE if value is None else f"{value:.2f}"


def _megabytes(value: float | None) -> str:
    return NONE if value is None else f"{value:.0f} MB"
