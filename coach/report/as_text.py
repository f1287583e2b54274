"""An attempt, or the history, as a report for a terminal without colour."""

import textwrap
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from coach.domain.attempt import AnswerKind, Attempt, AttemptSummary
from coach.domain.coverage import Evidence, PointCoverage, Verdict
from coach.domain.delivery import Delivery
from coach.report.marking import LONG_PAUSE_SECONDS, PieceKind, mark_transcript
from coach.report.plain import plain
from coach.scoring.score import FORMULA

SIGNS = {Verdict.COVERED: "[x]", Verdict.UNSURE: "[?]", Verdict.MISSED: "[ ]", Verdict.CONTRADICTED: "[!]"}
"""What stands before a key point."""

LEAST_WIDTH = 30
"""Columns; narrower, nothing would stand beside a sign."""


def attempt_as_text(attempt: Attempt, *, width: int = 88) -> str:
    """Write everything about one attempt, to be read from top to bottom.

    Args:
        attempt: Any attempt.
        width: Columns of a line.
    """
    width = max(width, LEAST_WIDTH)
    sections = [
        [_wrapped(plain(attempt.question), width), f"Score {attempt.scorecard.score} of 100", _wrapped(FORMULA, width)],
        _advice(attempt.scorecard.advice, width),
        ["Key points", *_points(attempt, width)] if attempt.coverage.points else [],
        ["Your answer", _transcript(attempt, width)],
        ["How you said it", *_delivery(attempt.delivery, width)] if attempt.delivery else [],
        _problems(attempt, width),
    ]
    return "\n\n".join("\n".join(section) for section in sections if section)


def history_as_text(summaries: Sequence[AttemptSummary]) -> str:
    """Write one line for each attempt, in the order given; times are UTC.

    Args:
        summaries: Lines of the history.
    """
    if not summaries:
        return "No attempts yet. Start one with: coach"
    lines: list[tuple[str, ...]] = [("When (UTC)", "Score", "Covered", "Length", "Pace", "Question")]
    lines += [_summary(summary) for summary in summaries]
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]) - 1)]
    return "\n".join(
        "  ".join([line[0].ljust(widths[0]), *(line[at].rjust(widths[at]) for at in range(1, len(widths))), line[-1]])
        for line in lines
    )


def clock(seconds: float) -> str:
    """Write a moment of a recording as m:ss."""
    whole = int(max(0.0, seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def _advice(advice: Sequence[str], width: int) -> list[str]:
    if not advice:
        return []
    numbered = (_wrapped(plain(text), width, f"{number}. ") for number, text in enumerate(advice, start=1))
    return ["What to do next", *numbered]


def _points(attempt: Attempt, width: int) -> Iterator[str]:
    for point in attempt.coverage.points:
        yield _wrapped(
            f"{point.verdict.value}: {plain(point.point)}{_weight(point)}", width, f"{SIGNS[point.verdict]} "
        )
        if point.evidence:
            yield _wrapped(_quote(point.evidence, typed=attempt.transcript.typed), width, " " * len("[x] "))


def _weight(point: PointCoverage) -> str:
    return "" if point.weight == 1.0 else f" (weight {point.weight:g})"


def _quote(evidence: Evidence, *, typed: bool) -> str:
    quote = f"“{plain(evidence.text)}”"
    return quote if typed else f"{clock(evidence.start)} {quote}"


def _transcript(attempt: Attempt, width: int) -> str:
    pieces = mark_transcript(attempt.transcript, attempt.delivery)
    if not pieces:
        return "Nothing was typed." if attempt.transcript.typed else "No speech was heard."
    shown = (f"‹{plain(piece.text)}›" if piece.kind is PieceKind.FILLER else plain(piece.text) for piece in pieces)
    return _wrapped(" ".join(shown), width)


def _delivery(delivery: Delivery, width: int) -> Iterator[str]:
    yield _wrapped(
        f"Pace: {delivery.words_per_minute:.0f} words a minute, {delivery.articulation_rate:.0f} without the pauses",
        width,
    )
    yield _wrapped(
        f"Length: {delivery.total_seconds:.1f} s, of which {delivery.speech_seconds:.1f} s speech; "
        f"the first word after {delivery.time_to_first_word:.1f} s",
        width,
    )
    long = [pause for pause in delivery.pauses if pause.seconds > LONG_PAUSE_SECONDS]
    where = ", ".join(f"{pause.seconds:.1f} s at {clock(pause.start)}" for pause in long)
    yield _wrapped(f"Pauses over {LONG_PAUSE_SECONDS:g} s: {len(long)}{f' ({where})' if where else ''}", width)
    said = ", ".join(plain(filler.text) for filler in delivery.fillers)
    yield _wrapped(f"Fillers: at least {len(delivery.fillers)}{f' ({said})' if said else ''}", width)


def _problems(attempt: Attempt, width: int) -> list[str]:
    problems = [plain(attempt.problem)] if attempt.problem else []
    if attempt.dropped_blocks:
        count = attempt.dropped_blocks
        lost = "block of sound was" if count == 1 else "blocks of sound were"
        problems.append(f"{count} {lost} lost while recording; words may be missing.")
    return ["Problems", *(_wrapped(problem, width, "- ") for problem in problems)] if problems else []


def _summary(summary: AttemptSummary) -> tuple[str, ...]:
    points = sum(summary.verdicts.values())
    typed, pace = summary.kind is AnswerKind.TYPED, summary.words_per_minute
    return (
        _when(summary.answered_at),
        str(summary.score),
        f"{summary.verdicts.get(Verdict.COVERED, 0)} of {points}",
        "typed" if typed else clock(summary.total_seconds),
        "-" if pace is None else f"{pace:.0f}",
        plain(summary.question),
    )


def _when(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}"


def _wrapped(text: str, width: int, indent: str = "") -> str:
    return textwrap.fill(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=" " * len(indent),
        break_on_hyphens=False,
    )
