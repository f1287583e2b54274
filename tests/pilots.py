"""Helpers for tests of the screen: a small bank, attempts with known numbers, and waiting for a condition."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fakes import fake_engines
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Static

from coach.bank.bank import Bank, Entry
from coach.bank.writing import rubric_toml
from coach.domain.attempt import AnswerKind, Attempt
from coach.domain.coverage import Coverage, Evidence, PointCoverage, Verdict
from coach.domain.delivery import Delivery, Filler, FillerKind, PaceWindow, Pause
from coach.domain.recording import ListeningQuality
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.scorecard import Scorecard
from coach.domain.transcript import TimeSpan, Transcript, Word
from coach.practice.engines import Engines
from coach.scoring.trust import trust, withhold_verdicts

PATIENCE = 30.0
"""Seconds after which a condition that does not hold fails the test."""

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Let the program work until a condition holds."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, f"the condition did not come to hold:\n{shown(pilot)}"
        await pilot.pause(0.02)  # looking itself takes 5 ms of a core that others wait for
    await pilot.pause()


async def at(pilot: Pilot[None], text: str) -> None:
    """Let the program work until a text is on the screen."""
    await until(pilot, lambda: text in shown(pilot))


def shown(pilot: Pilot[None]) -> str:
    """Everything that stands on the current screen, line by line, as text."""
    screen = pilot.app.screen
    return "\n".join("".join(segment.text for segment in strip) for strip in screen._compositor.render_strips())


def elapsed(pilot: Pilot[None]) -> float:
    """Seconds recorded so far by the answer that is being recorded on one of the screens; 0.0 without one."""
    takes = [live for screen in pilot.app.screen_stack if (live := getattr(screen, "live", None))]
    return float(takes[0].elapsed) if takes else 0.0


def rubric(question_id: str, question: str, *points: str, topic: str = "Fundamentals", **more: object) -> Rubric:
    """A question whose key points have the ids p1, p2, ..."""
    key_points = tuple(KeyPoint(f"p{number}", point) for number, point in enumerate(points, start=1))
    return Rubric(question_id, question, key_points, topic=topic, **more)  # type: ignore[arg-type]


def bank(*rubrics: Rubric) -> Bank:
    """A bank of questions that lie in no file."""
    return Bank(tuple(Entry(each, Path(f"{each.id}.toml")) for each in rubrics))


def filed(questions: Bank, folder: Path) -> Bank:
    """The same bank, its questions written to files."""
    folder.mkdir(parents=True, exist_ok=True)
    for entry in questions.entries:
        (folder / entry.path.name).write_text(rubric_toml(entry.rubric), encoding="utf-8")
    return Bank(tuple(replace(entry, path=folder / entry.path.name) for entry in questions.entries))


L1 = rubric(
    "l1-vs-l2",
    "What is the difference between L1 and L2 regularization?",
    "L1 regularization drives some weights to exactly zero",
    "L2 regularization shrinks all weights smoothly",
    chapter="Chapter 9",
)
BIAS = rubric("bias-variance", "What is the bias–variance tradeoff?", "Variance grows with flexibility")
TREES = rubric(
    "bagging-vs-boosting",
    "What is the difference between bagging and boosting?",
    "Bagging averages independent models",
    topic="Algorithms",
)
ROC = rubric("roc-auc", "What does ROC-AUC measure?", "The chance of ranking correctly", topic="Stats & evaluation")
LORA = rubric(
    "lora",
    "What is LoRA, and why does it make fine-tuning cheap?",
    "LoRA trains two small matrices",
    topic="LLMs & modern",
)
BANK = bank(L1, BIAS, TREES, ROC, LORA)

_SAID = (
    "So um L1 adds the absolute values of the weights to the loss and it drives some of them to exactly zero, "
    "so you get feature selection for free. L2 adds the squares, you know, and shrinks everything a bit. "
    "Near zero L2 still makes some of the weights exactly zero too."
)


def sample_attempt() -> Attempt:
    """An answer of 41 s with one point of each verdict, two fillers, one long pause, one unclear stretch."""
    words = []
    for place, text in enumerate(_SAID.split()):
        at = 0.8 + 0.7 * place + (2.1 if place >= 29 else 0.0)
        words.append(Word(text, at, at + 0.5, 0.9, filler=place == 1 or place in {33, 34}))
    pause = Pause(words[28].end, words[29].start)
    fillers = (
        Filler("um", words[1].span, FillerKind.SOUND, 1, 1),
        Filler("you know,", TimeSpan(words[33].start, words[34].end), FillerKind.PHRASE, 33, 34),
    )
    total = words[-1].end + 1.9
    unclear = TimeSpan(words[-1].end + 0.2, words[-1].end + 1.6)
    speech = (TimeSpan(0.8, pause.start), TimeSpan(pause.end, unclear.end))
    said = unclear.end - 0.8

    def evidence(first: int, last: int) -> Evidence:
        text = " ".join(word.text for word in words[first : last + 1])
        return Evidence(text, first, last, words[first].start, words[last].end)

    points = (
        PointCoverage(
            "l1-sparse",
            "L1 regularization drives some weights to exactly zero, which selects features.",
            2.0,
            Verdict.COVERED,
            0.97,
            0.83,
            0.31,
            evidence(12, 28),
            "L1 drives some weights to exactly zero.",
            f"You said: “{evidence(12, 28).text}”",
        ),
        PointCoverage(
            "l2-shrinks",
            "L2 regularization shrinks all weights smoothly toward zero.",
            1.5,
            Verdict.UNSURE,
            0.52,
            0.51,
            0.22,
            evidence(29, 39),
            "L2 shrinks all weights.",
            f"Did you say this? “{evidence(29, 39).text}”",
        ),
        PointCoverage(
            "l2-never-zero",
            "L2 hardly ever makes a weight exactly zero.",
            1.0,
            Verdict.CONTRADICTED,
            0.04,
            0.61,
            0.88,
            evidence(40, len(words) - 1),
            "L2 makes weights exactly zero.",
            f"You said the opposite: “{evidence(40, len(words) - 1).text}”",
        ),
        PointCoverage(
            "correlated",
            "With correlated features L1 keeps one of them, and L2 spreads the weight over the group.",
            1.0,
            Verdict.MISSED,
            0.03,
            0.2,
            None,
            None,
            "",
            "Not heard.",
        ),
    )
    return Attempt(
        id="20260301T090000Z-aaaaaa",
        question_id=L1.id,
        question=L1.question,
        answered_at=datetime(2026, 3, 1, 9, 0, tzinfo=UTC),
        kind=AnswerKind.SPOKEN,
        transcript=Transcript(tuple(words), speech, total, (unclear,)),
        delivery=Delivery(
            total_seconds=total,
            speech_seconds=said - 2.3,
            answer_seconds=said,
            spoken_words=len(words) - 1,
            words_per_minute=81.0,
            articulation_rate=86.0,
            pauses=(pause,),
            fillers=fillers,
            fillers_per_minute=120.0 / said,
            time_to_first_word=0.8,
            syllables=84,
            syllables_per_second=2.1,
            articulation_syllables_per_second=2.2,
            pace_windows=(PaceWindow(TimeSpan(0.8, 10.8), 84.0), PaceWindow(TimeSpan(15.8, 25.8), 66.0)),
            longest_stretch=TimeSpan(0.8, pause.start),
        ),
        coverage=Coverage(points),
        scorecard=Scorecard(
            50,
            (
                "Put this right: L2 hardly ever makes a weight exactly zero.",
                "Add this: With correlated features L1 keeps one of them, and L2 spreads the weight over the group.",
                "Pick up the pace: 81 words a minute is much slower than the comfortable 110 to 170.",
            ),
        ),
        rubric_version="0123456789ab",
        weights={"recogniser": "base", "embedder": "all-MiniLM-L6-v2"},
    )


NOISE = ListeningQuality(signal_to_noise_db=3.0, clipped_share=0.0, uncovered_seconds=1.4, word_probability=0.5)
"""Noise that leaves nothing to rely on."""


def unjudged_attempt() -> Attempt:
    """The same answer, heard through so much noise that nothing is said about its points and fillers."""
    attempt = sample_attempt()
    assert attempt.delivery is not None
    return replace(
        attempt,
        coverage=withhold_verdicts(attempt.coverage),
        scorecard=Scorecard(None, trust(NOISE, attempt.delivery.speech_seconds).reasons),
        listening=NOISE,
    )


def small_attempt(number: int, of: Rubric = BIAS, *, typed: bool = False) -> Attempt:
    """An answer `number` days before the first of March, with `10 * number` as its score."""
    word = Word("variance", 0.0 if typed else 0.5, 0.0 if typed else 1.0)
    verdict = Verdict.COVERED if number % 2 else Verdict.MISSED
    return Attempt(
        id=f"20260201T000000Z-{number:06d}",
        question_id=of.id,
        question=of.question,
        answered_at=NOON - timedelta(days=number),
        kind=AnswerKind.TYPED if typed else AnswerKind.SPOKEN,
        transcript=Transcript((word,), typed=typed, total_seconds=0.0 if typed else 20.0 + number),
        delivery=None,
        coverage=Coverage(
            (PointCoverage("p1", of.key_points[0].point, 1.0, verdict, 0.9, 0.8, None, None, ""),),
        ),
        scorecard=Scorecard(min(100, 10 * number), ("Say it again in fewer words.",)),
        rubric_version="0123456789ab",
        weights={},
    )


def text_of(widget: Static) -> str:
    """The text of a widget that shows fixed content."""
    visual = widget.visual
    assert isinstance(visual, Content)
    return visual.plain


WITH_POINT = replace(L1, key_points=(*L1.key_points, KeyPoint("correlated", "With correlated features L1 keeps one.")))
"""The question with a point that the sample attempt misses."""


def missed_on(home: Path, days: int) -> Engines:
    """Engines with a history in which one point was missed on each of so many days."""
    engines = fake_engines(home, bank(WITH_POINT, ROC))
    for at in range(days):
        day = sample_attempt().answered_at - timedelta(days=at)
        engines.history.save(replace(sample_attempt(), id=f"a{at:03d}", answered_at=day))
    return engines
