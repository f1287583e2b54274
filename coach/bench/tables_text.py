"""The further tables of the comparison for people: degraded copies, trust, pace, terms and near words."""

from collections.abc import Mapping, Sequence

from coach.bench.degraded import CopyRow
from coach.bench.listen import ALL
from coach.bench.needle import BLOCK_SECONDS, NeedleFigures
from coach.bench.term_table import NearHeard, TermHeard
from coach.bench.trust_table import FEW_WRONG, LEAST_GIVEN, LEAST_WITHHELD, MANY_WRONG, Trusted
from coach.delivery.pace import WINDOW_SECONDS
from coach.plain import plain

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
        lines.append(_cells(f"{row.copy} ({ours.clips} clips)", cells))
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
        f"{LEAST_WITHHELD:.0%}: {_share(everything.withheld)}",
        f"  {few}: given in {everything.few_given} of {everything.few}, wanted at least "
        f"{LEAST_GIVEN:.0%}: {_share(everything.given)}",
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
        f"The live needle against the result: {figures.readings} readings in {figures.clips} clips, one every "
        f"{BLOCK_SECONDS:g} s, each compared with the same {WINDOW_SECONDS:g} s of the result",
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


def _cells(name: str, cells: Sequence[str]) -> str:
    return f"{name:<34}" + "".join(f"{cell:>{_WIDTH}}" for cell in cells)


def _of(part: int, whole: int) -> str:
    return f"{part} of {whole}" if whole else NONE


def _share(value: float | None) -> str:
    return NONE if value is None else f"{value:.1%}"


def _percent(share: float | None) -> str:
    return NONE if share is None else f"{100 * share:.1f} %"


def _number(value: float | None) -> str:
    return NONE if value is None else f"{value:.2f}"
