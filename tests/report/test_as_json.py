"""The JSON that programs rely on."""

import json
import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from coach.domain.attempt import AnswerKind, Attempt, AttemptSummary
from coach.domain.coverage import Coverage, Evidence, PointCoverage, Verdict
from coach.domain.delivery import Delivery, Filler, FillerKind
from coach.domain.scorecard import Scorecard
from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Transcript, Word, typed_transcript
from coach.report.as_json import attempt_as_json, summary_as_json

ATTEMPT = Attempt(
    id="a1",
    question_id="l1",
    question="Why L1?",
    answered_at=datetime(2026, 3, 1, 9, 0, tzinfo=UTC),
    kind=AnswerKind.SPOKEN,
    transcript=Transcript(
        (Word("um", 0.12345, 0.4, 0.123456, filler=True), Word("sparse", 2.0, 2.5, 0.9)), (TimeSpan(0.1, 2.5),), 4.0
    ),
    delivery=Delivery(
        4.0, 1.00049, 2.5, 1, 24.0, 60.0, (TimeSpan(0.5, 2.0),),
        (Filler("um", TimeSpan(0.12345, 0.4), FillerKind.SOUND, 0, 0),), 24.0, 0.1,
    ),
    coverage=Coverage(
        (
            PointCoverage("zeros", "L1 zeroes.", 2.0, Verdict.COVERED, 0.98765, 0.7, 0.2,
                          Evidence("sparse", 1, 1, 2.0, 2.5), "It is sparse."),
            PointCoverage("lasso", "L1 is the lasso.", 1.0, Verdict.MISSED, 0.01, 0.1, None, None, ""),
        )
    ),
    scorecard=Scorecard(67, ("Name the lasso.",)),
    rubric_version="0123456789ab",
    weights={"whisper": "base", "embedder": "MiniLM"},
    audio=Path("/recordings/a1.flac"),
)  # fmt: skip


def test_a_spoken_attempt_is_written_as_documented() -> None:
    assert attempt_as_json(ATTEMPT) == {
        "question": "l1",
        "transcript": {
            "text": "um sparse",
            "words": [
                {"text": "um", "start": 0.123, "end": 0.4, "probability": 0.1235, "filler": True},
                {"text": "sparse", "start": 2.0, "end": 2.5, "probability": 0.9, "filler": False},
            ],
        },
        "delivery": {
            "speech_seconds": 1.0,
            "total_seconds": 4.0,
            "words_per_minute": 24.0,
            "articulation_rate": 60.0,
            "pauses": [{"start": 0.5, "end": 2.0}],
            "fillers": [{"text": "um", "start": 0.123, "end": 0.4}],
            "fillers_per_minute": 24.0,
        },
        "coverage": [
            {
                "id": "zeros",
                "point": "L1 zeroes.",
                "weight": 2.0,
                "verdict": "covered",
                "probability": 0.9877,
                "evidence": {"text": "sparse", "start": 2.0, "end": 2.5},
            },
            {
                "id": "lasso",
                "point": "L1 is the lasso.",
                "weight": 1.0,
                "verdict": "missed",
                "probability": 0.01,
                "evidence": None,
            },
        ],
        "score": 67,
        "advice": ["Name the lasso."],
        "models": {"embedder": "MiniLM", "whisper": "base"},
        "rubric_version": "0123456789ab",
    }


def test_a_typed_attempt_has_no_delivery_and_no_times() -> None:
    typed = replace(ATTEMPT, kind=AnswerKind.TYPED, transcript=typed_transcript("um sparse"), delivery=None)
    written = json.loads(json.dumps(attempt_as_json(typed)))
    assert written["delivery"] is None
    assert written["transcript"]["words"][1] == {
        "text": "sparse", "start": None, "end": None, "probability": 1.0, "filler": False
    }  # fmt: skip
    assert written["coverage"][0]["evidence"] == {"text": "sparse", "start": None, "end": None}


def test_what_json_cannot_hold_becomes_null_or_a_question_mark() -> None:
    odd = replace(ATTEMPT, transcript=Transcript((Word("half \ud800", math.nan, math.inf),)))
    written = json.dumps(attempt_as_json(odd), ensure_ascii=False, allow_nan=False).encode()
    word = json.loads(written)["transcript"]["words"][0]
    assert (word["text"], word["start"], word["end"]) == ("half ?", None, None)


def test_a_line_of_the_history_has_its_time_in_utc_and_every_verdict() -> None:
    summary = AttemptSummary(
        id="a1",
        question_id="l1",
        question="Why L1?",
        answered_at=datetime(2026, 3, 1, 10, 0, 5, 700, tzinfo=timezone(timedelta(hours=1))),
        kind=AnswerKind.FILE,
        score=67,
        verdicts={Verdict.COVERED: 2, Verdict.MISSED: 1},
        total_seconds=41.23456,
        words_per_minute=None,
    )
    assert summary_as_json(summary) == {
        "id": "a1",
        "question_id": "l1",
        "question": "Why L1?",
        "answered_at": "2026-03-01T09:00:05+00:00",
        "kind": "file",
        "score": 67,
        "verdicts": {"covered": 2, "unsure": 0, "missed": 1, "contradicted": 0},
        "total_seconds": 41.235,
        "words_per_minute": None,
    }
    assert summary_as_json(replace(summary, words_per_minute=131.0))["words_per_minute"] == 131.0
