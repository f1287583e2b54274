"""Every table of the comparison of ways of listening for people: the clips, degraded copies, trust, pace, terms."""

from collections.abc import Callable, Mapping, Sequence

from coach.bench.disfluency_hits import EXACT_WITHIN, HIT_WITHIN, LEAST_PAUSE, FillerHits
from coach.bench.listen_figures import (
    ALL,
    FEW_WRONG,
    LEAST_GIVEN,
    LEAST_WITHHELD,
    MANY_WRONG,
    Column,
    CopyRow,
    Figures,
    Trusted,
    aims,
    processor_ratio,
    ratio,
)
from coach.bench.needle import BLOCK_SECONDS, NeedleFigures
from coach.bench.term_trial import NearHeard, TermHeard
from coach.bench.word_errors import LOST_RUN, WordErrors
from coach.delivery.pace import WINDOW_SECONDS
from coach.plain import plain
from coach.wording import count

NONE = "-"
"""Shown where there is nothing to measure."""

_WIDTH = 9

_GROUPS = (
    ("content word error rate", 3),
    ("by whisper-normalizer", 3),
    ("F1", 1),
    ("runs of words lost", 2),
    ("from nothing", 2),
    ("time", 1),
)
"""Headings of the columns of a copy, and how many columns each has."""


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
    """Return how the figures came about, as far as it depends on the clips."""
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
        "Real-time factors hold for this machine and whatever else it was doing. Peak memory includes Python and "
        "every library of the process; what it took before Whisper and the detector were loaded is given below it. "
        "Plain faster-whisper has a thread for each core, the program's own listening one for every two.",
    )


def degraded_as_text(rows: Sequence[CopyRow]) -> str:
    """Write a row for each copy."""
    lines = [
        "Each clip in each copy, coach beside plain, beam 5. F1: filled pauses. "
        "From nothing: words where nobody speaks. Time: processor time, coach over plain.",
        f"{'':<34}" + "".join(f"{head:^{_WIDTH * columns}}" for head, columns in _GROUPS).rstrip(),
        _cells("copy", (*("coach", "plain", "ratio") * 2, "coach", *("coach", "plain") * 2, "ratio")),
    ]
    for row in rows:
        ours, theirs = row.ours, row.plain
        nothing = [str(each.words_from_nothing) if each.empty_clips else NONE for each in (ours, theirs)]
        cells = (
            *(_percent(ours.content.rate), _percent(theirs.content.rate), _number(row.content_ratio)),
            *(_percent(ours.whispers.rate), _percent(theirs.whispers.rate), _number(row.whispers_ratio)),
            _number(ours.fillers.f1),
            *(str(ours.content.lost_runs), str(theirs.content.lost_runs), *nothing),
            _number(row.processor),
        )
        lines.append(_cells(f"{row.copy} ({count(ours.clips, 'clip')})", cells))
    single = [row for row in rows if row.copy != ALL]
    kept = sum(not row.worse for row in single)
    lines.append(f"no more content errors than plain, beam 5, in {kept} of {len(single)} copies")
    return "\n".join(lines)


def trust_as_text(table: Mapping[str, Trusted]) -> str:
    """Write how often verdicts are withheld and given, for all copies and by kind."""
    everything = table[ALL]
    many, few = f"more than {100 * MANY_WRONG:g} % wrong", f"fewer than {100 * FEW_WRONG:g} % wrong"
    lines = [
        "Verdicts on copies in steps from good to hopeless, by how many of the words are wrong (content WER)",
        f"  {many}: withheld in {everything.many_withheld} of {everything.many}, wanted at least "
        f"{LEAST_WITHHELD:.0%}: {_percentage(everything.withheld)}",
        f"  {few}: given in {everything.few_given} of {everything.few}, wanted at least "
        f"{LEAST_GIVEN:.0%}: {_percentage(everything.given)}",
        f"  between: withheld in {everything.between_withheld}, given in {everything.between_given}",
        "",
        f"  {'kind':<20}{many + ', withheld':>32}{few + ', given':>32}{'between, withheld':>24}",
    ]
    for kind, each in table.items():
        between = each.between_withheld + each.between_given
        lines.append(
            f"  {kind:<20}{_of(each.many_withheld, each.many):>32}{_of(each.few_given, each.few):>32}"
            f"{_of(each.between_withheld, between):>24}"
        )
    return "\n".join(lines)


def pace_as_text(figures: NeedleFigures) -> str:
    """Write how far the needle was off, and how far behind."""
    lines = [
        f"The live needle against the result: {count(figures.readings, 'reading')} in {count(figures.clips, 'clip')}, "
        f"one every {BLOCK_SECONDS:g} s, each compared with the same {WINDOW_SECONDS:g} s of the result",
        f"  {'':<34}{'median':>10}{'95 %':>10}{'worst':>10}",
    ]
    for name, unit, spread in (("off", "words a minute", figures.off), ("behind the sound", "s", figures.behind)):
        values = [f"{each:.1f}" for each in (spread.median, spread.p95, spread.worst)] if spread else [NONE] * 3
        lines.append(f"  {f'{name}, {unit}':<34}" + "".join(f"{value:>10}" for value in values))
    return "\n".join(lines)


def terms_as_text(heard: Sequence[TermHeard]) -> str:
    """Write how many terms each voice got across, and those that we did not write."""
    lines = ["Terms written recognisably", f"  {'voice':<24}{'coach':>12}{'plain, beam 5':>16}"]
    for voice in dict.fromkeys(each.voice for each in heard):
        here = [each for each in heard if each.voice == voice]
        ours, theirs = sum(each.by_us for each in here), sum(each.by_plain for each in here)
        lines.append(f"  {plain(voice):<24}{_of(ours, len(here)):>12}{_of(theirs, len(here)):>16}")
    missed = [each for each in heard if not each.by_us]
    lines += [f"  not written by coach: {plain(each.voice)}, {each.term.term}: {plain(each.ours)}" for each in missed]
    return "\n".join(lines)


def near_words_as_text(heard: Sequence[NearHeard]) -> str:
    """Write how many sentences have a term that nobody said, and which, with what plain faster-whisper wrote there."""
    lines = []
    for voice in dict.fromkeys(each.voice for each in heard):
        here = [each for each in heard if each.voice == voice]
        lines.append(f"  {plain(voice):<24}{_of(sum(each.false for each in here), len(here)):>12} sentences")
    false = [each for each in heard if each.false]
    for each in false:
        lines += [
            f"  {plain(each.voice)}, {plain(each.near.term)}",
            f"    said   {plain(each.near.sentence)}",
            f"    coach  {plain(each.ours)}",
            f"    plain  {plain(each.plain)}",
        ]
    same = sum(each.by_plain for each in false)
    head = (
        f"False terms: {_of(len(false), len(heard))} sentences; plain, beam 5, writes the term, too, in {same} of those"
    )
    return "\n".join([head, *lines])


def _table(kind: str, columns: Sequence[Column]) -> str:
    figures = [column.by_heading[kind] for column in columns]
    clips, said = count(figures[0].clips, "clip"), count(figures[0].verbatim.reference, "word")
    head = f"{plain(kind)}: {clips}, {figures[0].seconds:.0f} s, {said}"
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
    outcome = {True: "met", False: "missed", None: "not measured by these clips"}
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
    return f"{figures.words_from_nothing} ({count(figures.empty_clips, 'clip')})" if figures.empty_clips else NONE


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
        f"the same, with both ends within {EXACT_WITHIN} s",
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


def _percent(share: float | None) -> str:
    return NONE if share is None else f"{100 * share:.1f} %"


def _number(value: float | None) -> str:
    return NONE if value is None else f"{value:.2f}"


def _megabytes(value: float | None) -> str:
    return NONE if value is None else f"{value:.0f} MB"


"""Shown where there is nothing to measure."""


def _cells(name: str, cells: Sequence[str]) -> str:
    return f"{name:<34}" + "".join(f"{cell:>{_WIDTH}}" for cell in cells)


def _of(part: int, whole: int) -> str:
    return f"{part} of {whole}" if whole else NONE


def _percentage(value: float | None) -> str:
    return NONE if value is None else f"{value:.1%}"
