"""An attempt, or the history, as a report for a terminal without colour."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from coach.domain.attempt import AnswerKind, Attempt, AttemptSummary
from coach.domain.coverage import Evidence, PointCoverage, Verdict
from coach.domain.delivery import Measure
from coach.domain.skills import Skill
from coach.domain.transcript import Transcript
from coach.plain import plain
from coach.report.marking import PieceKind, mark_transcript
from coach.report.measures import EVERY_MEASURE, describe_measures
from coach.report.scores import EXPLAINED, SIGNS, is_old, write_doubt, write_scores
from coach.scoring.grade import FORMULA
from coach.scoring.trust import NOT_JUDGED, NOTHING_TO_JUDGE, Trust, describe_lost_blocks, trust_in, unclear_seconds
from coach.skills.detect import detect_skills
from coach.wording import clock

INDENT = "  "
"""What stands before the lines below a verdict."""

LEAST_WIDTH = 30
"""Columns; narrower, nothing would stand beside a sign."""

MOST_STRETCHES = 4
"""More than four are counted, not listed: the transcript shows them all."""


def attempt_as_text(attempt: Attempt, *, width: int = 88, shown: frozenset[Measure] = EVERY_MEASURE) -> str:
    """Write everything about one attempt, to be read from top to bottom.

    Args:
        attempt: Any attempt.
        width: Columns of a line.
        shown: Measures of delivery that the user wants to see.
    """
    width = max(width, LEAST_WIDTH)
    trust = trust_in(attempt)
    sections = [
        [_wrapped(plain(attempt.question), width), *_score(attempt, width)],
        _listening(attempt, trust, width),
        _advice(attempt.scorecard.advice, width),
        ["Key points", *_points(attempt, width)] if attempt.coverage.points else [],
        ["Your answer", _transcript(attempt, width)],
        _skills(attempt, width),
        _delivery(attempt, trust, shown, width),
        _problems(attempt, width),
    ]
    return "\n\n".join("\n".join(section) for section in sections if section)


def history_as_text(summaries: Sequence[AttemptSummary], versions: Mapping[str, str]) -> str:
    """Write one line for each attempt, in the order given; times are local.

    Args:
        summaries: Lines of the history.
        versions: Today's version of each question in the bank; a score that comes from another one is marked.
    """
    if not summaries:
        return "No attempts yet. Start one with: coach"
    lines: list[tuple[str, ...]] = [("When", "Score", "Covered", "Length", "Pace", "Question")]
    lines += [_summary(summary, versions) for summary in summaries]
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]) - 1)]
    told = "\n".join(
        "  ".join([line[0].ljust(widths[0]), *(line[at].rjust(widths[at]) for at in range(1, len(widths))), line[-1]])
        for line in lines
    )
    return f"{told}\n{EXPLAINED}" if any(is_old(summary, versions) for summary in summaries) else told


def describe_unclear(transcript: Transcript) -> str:
    """Return in one sentence what was not understood: `Not understood: 3.0 s at 0:34.`; empty where it is little."""
    if not unclear_seconds(transcript):
        return ""
    listed = [f"{span.seconds:.1f} s at {clock(span.start)}" for span in transcript.unclear[:MOST_STRETCHES]]
    more = len(transcript.unclear) - len(listed)
    return f"Not understood: {', '.join(listed)}{f', and {more} more' if more else ''}."


def _score(attempt: Attempt, width: int) -> list[str]:
    score = attempt.scorecard.score
    if score is None:
        return [_wrapped(NOTHING_TO_JUDGE if attempt.transcript.empty else NOT_JUDGED, width)]
    doubt = write_doubt(score, attempt.effective_coverage)
    return [_wrapped(f"Score {score} of 100{doubt}", width), _wrapped(FORMULA, width)]


def _listening(attempt: Attempt, trust: Trust, width: int) -> list[str]:
    """Return what was wrong with what was heard, unless the advice says it."""
    lines = [_wrapped(trust.consequence, width)] if trust.points and trust.consequence else []
    lines += [
        _wrapped(plain(reason), width, "- ") for reason in trust.reasons if reason not in attempt.scorecard.advice
    ]
    unclear = describe_unclear(attempt.transcript)
    lines += [_wrapped(unclear, width, "- ")] if unclear else []
    return ["How well you were heard", *lines] if lines else []


def _delivery(attempt: Attempt, trust: Trust, shown: frozenset[Measure], width: int) -> list[str]:
    if attempt.delivery is None:
        return []
    lines = describe_measures(attempt.delivery, trust, shown)
    return ["How you said it", *(_wrapped(f"{line.label.capitalize()}: {plain(line.words)}", width) for line in lines)]


def _skills(attempt: Attempt, width: int) -> list[str]:
    skills, typed = detect_skills(attempt.transcript), attempt.transcript.typed
    lines = []
    for skill in Skill:
        heard = skills.of(skill)
        if heard:
            when = "" if typed else f"{clock(heard[0].start)} "
            lines.append(_wrapped(f"{skill.value.capitalize()}: {when}“{plain(heard[0].text)}”", width))
    return ["How you reasoned", *lines] if lines else []


def _advice(advice: Sequence[str], width: int) -> list[str]:
    if not advice:
        return []
    numbered = (_wrapped(plain(text), width, f"{number}. ") for number, text in enumerate(advice, start=1))
    return ["What to do next", *numbered]


def _points(attempt: Attempt, width: int) -> Iterator[str]:
    for point in attempt.coverage.points:
        yield _wrapped(
            f"{point.verdict.value}: {plain(point.point)}{_importance(point)}", width, f"{SIGNS[point.verdict]} "
        )
        apart = point.evidence is not None and point.evidence.text not in point.reason
        if point.evidence and apart:
            yield _wrapped(_quote(point.evidence, typed=attempt.transcript.typed), width, INDENT)
        if point.reason:
            timed = point.evidence and not apart and not attempt.transcript.typed
            when = f"{clock(point.evidence.start)} " if point.evidence and timed else ""
            yield _wrapped(f"{when}{plain(point.reason)}", width, INDENT)


def _importance(point: PointCoverage) -> str:
    return "" if point.importance == 1.0 else f" (weight {point.importance:g})"


def _quote(evidence: Evidence, *, typed: bool) -> str:
    quote = f"“{plain(evidence.text)}”"
    return quote if typed else f"{clock(evidence.start)} {quote}"


def _transcript(attempt: Attempt, width: int) -> str:
    pieces = mark_transcript(attempt.transcript, attempt.delivery)
    if not pieces:
        return "Nothing was typed." if attempt.transcript.typed else "No speech was heard."
    shown = (f"‹{plain(piece.text)}›" if piece.kind is PieceKind.FILLER else plain(piece.text) for piece in pieces)
    return _wrapped(" ".join(shown), width)


def _problems(attempt: Attempt, width: int) -> list[str]:
    problems = [plain(attempt.problem)] if attempt.problem else []
    if attempt.dropped_blocks and attempt.listening is None:  # listening has a reason of its own for it
        problems.append(f"{describe_lost_blocks(attempt.dropped_blocks)} while recording; words may be missing.")
    return ["Problems", *(_wrapped(problem, width, "- ") for problem in problems)] if problems else []


def _summary(summary: AttemptSummary, versions: Mapping[str, str]) -> tuple[str, ...]:
    points = sum(summary.verdicts.values())
    typed, pace = summary.kind is AnswerKind.TYPED, summary.words_per_minute
    return (
        _when(summary.answered_at),
        write_scores(summary, versions, arrow=" -> ", none="-"),
        f"{summary.verdicts.get(Verdict.COVERED, 0)} of {points}",
        "typed" if typed else clock(summary.length),
        "-" if pace is None else f"{pace:.0f}",
        plain(summary.question),
    )


def _when(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def _wrapped(text: str, width: int, indent: str = "") -> str:
    return textwrap.fill(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=" " * len(indent),
        break_on_hyphens=False,
    )
