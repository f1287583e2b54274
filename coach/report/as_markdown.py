"""An answer as a section of a Markdown document, its texts shown as they are."""

import re

from coach.domain.attempt import AnswerKind, Attempt
from coach.domain.coverage import PointCoverage
from coach.plain import plain
from coach.report.scores import SIGNS, write_doubt
from coach.scoring.trust import NOT_JUDGED, NOTHING_TO_JUDGE
from coach.wording import clock, count, day_and_time

_STEERS = re.compile(r"([\\`*_\[\]<>#|~&!{}])")
"""What Markdown, or the HTML within it, does not show as it is."""

_LIST = re.compile(r"^(\s*)(\d+)([.)])|^(\s*)([-+=])")
"""What would begin a list or a heading."""


def attempt_as_markdown(attempt: Attempt) -> str:
    """Return an answer as a section: question, score, key points, advice and words."""
    lines = [f"## {escaped(attempt.question)}", "", " · ".join(_facts(attempt)), ""]
    if attempt.coverage.points:
        lines += ["### Key points", ""]
        lines += [_point(point, judged) for point, judged in zip(*_both(attempt), strict=True)]
        lines.append("")
    if attempt.scorecard.advice:
        lines += ["### Do next", ""]
        lines += [f"{number}. {escaped(text)}" for number, text in enumerate(attempt.scorecard.advice, start=1)]
        lines.append("")
    lines += ["### Your answer", "", escaped(attempt.transcript.text) or "No words.", "", ""]
    return "\n".join(lines)


def escaped(text: str) -> str:
    """Return a text in which nothing steers: Markdown and HTML show it as it was said."""
    shown = plain(text.encode(errors="replace").decode())
    return _LIST.sub(_guarded, _STEERS.sub(r"\\\1", shown))


def _guarded(found: re.Match[str]) -> str:
    if found[2]:
        return f"{found[1]}{found[2]}\\{found[3]}"
    return f"{found[4]}\\{found[5]}"


def _facts(attempt: Attempt) -> list[str]:
    score = attempt.scorecard.score
    if score is None:
        worth = NOTHING_TO_JUDGE if attempt.transcript.empty else NOT_JUDGED
    else:
        worth = f"**{score} of 100**{write_doubt(score, attempt.effective_coverage)}"
    facts = [day_and_time(attempt.answered_at), worth]
    if attempt.kind is AnswerKind.TYPED:
        facts.append("typed")
    else:
        facts.append(clock(attempt.length))
    if attempt.delivery is not None:
        facts.append(f"{attempt.delivery.words_per_minute:.0f} words a minute")
    if attempt.labels:
        facts.append(f"{count(len(attempt.labels), 'verdict')} overruled by you")
    return facts


def _both(attempt: Attempt) -> tuple[tuple[PointCoverage, ...], tuple[PointCoverage, ...]]:
    return attempt.effective_coverage.points, attempt.coverage.points


def _point(point: PointCoverage, judged: PointCoverage) -> str:
    overruled = "" if point.verdict is judged.verdict else f" (your word; the judge said {judged.verdict.value})"
    return f"- {SIGNS[point.verdict]} {point.verdict.value}: {escaped(point.point)}{overruled}"
