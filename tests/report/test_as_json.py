"""The JSON that programs rely on."""

import json
import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from coach.domain.attempt import AnswerKind, Attempt, AttemptSummary
from coach.domain.coverage import Coverage, Evidence, PointCoverage, Verdict
from coach.domain.delivery import Delivery, Filler, FillerKind, PaceWindow, Pause, PausePlace, Phrase
from coach.domain.recording import ListeningQuality
from coach.domain.scorecard import Scorecard
from coach.domain.transcript import TimeSpan, Transcript, Word, typed_transcript
from coach.report.as_json import attempt_as_json, summary_as_json
from coach.scoring.trust import NO_SPEECH

ATTEMPT = Attempt(
    id="a1",
    question_id="l1",
    question="Why L1?",
    answered_at=datetime(2026, 3, 1, 9, 0, tzinfo=UTC),
    kind=AnswerKind.SPOKEN,
    transcript=Transcript(
        (Word("um", 0.12345, 0.4, 0.123456, filler=True, spelled=False),
         Word("sparse", 2.0, 2.5, 0.9)), (TimeSpan(0.1, 2.5),), 4.0, (TimeSpan(2.7, 3.9),),
    ),
    delivery=Delivery(
        4.0, 1.00049, 2.5, 1, 24.0, 60.0, (Pause(0.5, 2.0, PausePlace.INSIDE),),
        (Filler("um", TimeSpan(0.12345, 0.4), FillerKind.SOUND, 0, 0),), 24.0, 0.1,
        syllables=2, syllables_per_second=0.8, articulation_syllables_per_second=1.99902,
        pace_windows=(PaceWindow(TimeSpan(0.0, 10.0), 24.0),), longest_stretch=TimeSpan(2.0, 2.5),
        hedges=(Phrase("maybe", TimeSpan(2.1, 2.2), 1, 1),), repetitions=(Phrase("the the", TimeSpan(2.2, 2.3), 1, 1),),
        false_starts=(Phrase("we, I", TimeSpan(2.3, 2.4), 1, 1),),
    ),
    coverage=Coverage(
        (
            PointCoverage("zeros", "L1 zeroes.", 2.0, Verdict.COVERED, 0.98765, 0.7, 0.2,
                          Evidence("sparse", 1, 1, 2.0, 2.5), "It is sparse.", "You said: “sparse”"),
            PointCoverage("lasso", "L1 is the lasso.", 1.0, Verdict.MISSED, 0.01, 0.1, None, None, ""),
        )
    ),
    scorecard=Scorecard(67, ("Name the lasso.",)),
    rubric_version="0123456789ab",
    weights={"whisper": "base", "embedder": "MiniLM"},
    audio=Path("/recordings/a1.flac"),
    listening=ListeningQuality(9.04, 0.0, 0.0, 0.912345, 0, unread_seconds=1.5, unread_share=0.272727),
)  # fmt: skip


def test_a_spoken_attempt_is_written_as_documented() -> None:
    assert attempt_as_json(ATTEMPT) == {
        "question": "l1",
        "transcript": {
            "text": "um sparse",
            "words": [
                {"text": "um", "start": 0.123, "end": 0.4, "probability": 0.1235, "filler": True, "spelled": False},
                {"text": "sparse", "start": 2.0, "end": 2.5, "probability": 0.9, "filler": False, "spelled": True},
            ],
            "unclear": [{"start": 2.7, "end": 3.9}],
        },
        "delivery": {
            "speech_seconds": 1.0,
            "total_seconds": 4.0,
            "words_per_minute": 24.0,
            "articulation_rate": 60.0,
            "syllables": 2,
            "syllables_per_second": 0.8,
            "articulation_syllables_per_second": 1.999,
            "speech_share": 0.4,
            "time_to_first_word": 0.1,
            "longest_stretch": {"start": 2.0, "end": 2.5},
            "pace_windows": [{"start": 0.0, "end": 10.0, "words_per_minute": 24.0}],
            "pauses": [{"start": 0.5, "end": 2.0, "place": "inside"}],
            "fillers": [{"text": "um", "start": 0.123, "end": 0.4, "kind": "sound"}],
            "fillers_per_minute": 24.0,
            "hedges": [{"text": "maybe", "start": 2.1, "end": 2.2}],
            "repetitions": [{"text": "the the", "start": 2.2, "end": 2.3}],
            "false_starts": [{"text": "we, I", "start": 2.3, "end": 2.4}],
        },
        "listening": {
            "signal_to_noise_db": 9.0,
            "clipped_share": 0.0,
            "uncovered_seconds": 0.0,
            "word_probability": 0.9123,
            "dropped_blocks": 0,
            "unread_seconds": 1.5,
            "unread_share": 0.2727,
            "broken_off": False,
            "trusted_points": True,
            "trusted_missed": False,
            "trusted_fillers": False,
            "reasons": [
                "1.5 s of the recording, 27 % of it, could not be read, because the file is damaged or was cut off. "
                "Copy or save it again.",
                "There is a lot of noise: the speech is only 9 dB above it. Move closer to the microphone, or to a "
                "quieter room.",
            ],
        },
        "coverage": [
            {
                "id": "zeros",
                "point": "L1 zeroes.",
                "weight": 2.0,
                "verdict": "covered",
                "probability": 0.9877,
                "reason": "You said: “sparse”",
                "evidence": {"text": "sparse", "start": 2.0, "end": 2.5},
                "label": None,
            },
            {
                "id": "lasso",
                "point": "L1 is the lasso.",
                "weight": 1.0,
                "verdict": "missed",
                "probability": 0.01,
                "reason": "",
                "evidence": None,
                "label": None,
            },
        ],
        "skills": [],
        "score": 67,
        "score_reason": None,
        "score_up_to": 67,
        "advice": ["Name the lasso."],
        "models": {"embedder": "MiniLM", "recogniser": "base"},
        "rubric_version": "0123456789ab",
        "ratings": {},
        "hints": [],
        "corrected": False,
        "problem": "",
    }


def test_the_recogniser_has_one_name_in_old_attempts_and_new_ones() -> None:
    new = replace(ATTEMPT, weights={"recogniser": "base", "embedder": "MiniLM"})
    assert attempt_as_json(new)["models"] == attempt_as_json(ATTEMPT)["models"]


def test_silence_has_no_score_no_verdicts_no_trust_and_a_reason() -> None:
    silent = replace(
        ATTEMPT,
        transcript=Transcript((), total_seconds=4.0),
        delivery=None,
        coverage=Coverage(()),
        scorecard=Scorecard(None, (NO_SPEECH,)),
        listening=ListeningQuality(None, 0.0, 0.0, None),
    )
    written = attempt_as_json(silent)
    assert (written["score"], written["score_up_to"], written["coverage"]) == (None, None, [])
    assert written["score_reason"] == NO_SPEECH
    listening = written["listening"]
    assert isinstance(listening, dict)
    assert not any(listening[trusted] for trusted in ("trusted_points", "trusted_missed", "trusted_fillers"))
    assert listening["reasons"] == [NO_SPEECH]


def test_a_typed_attempt_has_no_delivery_and_no_times() -> None:
    typed = replace(ATTEMPT, kind=AnswerKind.TYPED, transcript=typed_transcript("um sparse"), delivery=None)
    written = json.loads(json.dumps(attempt_as_json(typed)))
    assert written["delivery"] is None
    assert written["listening"] is None
    assert written["transcript"]["words"][1] == {
        "text": "sparse", "start": None, "end": None, "probability": 1.0, "filler": False, "spelled": True
    }  # fmt: skip
    assert written["coverage"][0]["evidence"] == {"text": "sparse", "start": None, "end": None}


def test_what_json_cannot_hold_becomes_null_or_a_question_mark() -> None:
    odd = replace(ATTEMPT, transcript=Transcript((Word("half \ud800", math.nan, math.inf),)))
    written = json.dumps(attempt_as_json(odd), ensure_ascii=False, allow_nan=False).encode()
    word = json.loads(written)["transcript"]["words"][0]
    assert (word["text"], word["start"], word["end"]) == ("half ?", None, None)


def test_an_answer_heard_too_badly_has_no_score_and_trusts_no_points() -> None:
    deaf = replace(ATTEMPT, listening=ListeningQuality(None, 0.0, 0.0, None), scorecard=Scorecard(None, ()))
    written = attempt_as_json(deaf)
    assert written["score"] is None
    listening = written["listening"]
    assert isinstance(listening, dict)
    assert (listening["trusted_points"], listening["trusted_fillers"]) == (False, False)
    assert (listening["signal_to_noise_db"], listening["word_probability"]) == (None, None)


def test_an_attempt_from_before_listening_was_measured_has_none() -> None:
    assert attempt_as_json(replace(ATTEMPT, listening=None))["listening"] is None


def test_a_line_of_the_history_has_its_time_in_utc_and_every_verdict() -> None:
    summary = AttemptSummary(
        id="a1",
        question_id="l1",
        question="Why L1?",
        answered_at=datetime(2026, 3, 1, 10, 0, 5, 700, tzinfo=timezone(timedelta(hours=1))),
        kind=AnswerKind.FILE,
        score=67,
        first_score=50,
        rubric_version="abc",
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
        "first_score": 50,
        "rubric_version": "abc",
        "verdicts": {"covered": 2, "partly": 0, "unsure": 0, "missed": 1, "contradicted": 0},
        "total_seconds": 41.235,
        "words_per_minute": None,
    }
    assert summary_as_json(replace(summary, words_per_minute=131.0))["words_per_minute"] == 131.0
