"""Every table of the comparison of ways of listening as a value for `json.dumps`, with everything that was heard."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from coach.bench.clips import Clip
from coach.bench.listen_figures import (
    FEW_WRONG,
    LEAST_GIVEN,
    LEAST_WITHHELD,
    MANY_WRONG,
    Column,
    CopyRow,
    Figures,
    Trusted,
    TrustedCopy,
    aims,
    kind_of,
    processor_ratio,
    ratio,
)
from coach.bench.listeners import Hypothesis
from coach.bench.needle import NeedleReading, needle_figures
from coach.bench.term_trial import NearHeard, TermHeard
from coach.bench.word_errors import WordErrors
from coach.domain.transcript import TimeSpan


def comparison_as_json(
    clips: Sequence[Clip], columns: Sequence[Column], remarks: Sequence[str], weights: str
) -> dict[str, object]:
    """Make a value for `json.dumps`; times in seconds, rates as shares of 1, null where there is nothing to measure.

    Args:
        clips: The references.
        columns: The ways of listening, ours first.
        remarks: What must be known to read the figures.
        weights: The Whisper weights that all of them used.
    """
    ours = columns[0].all
    return {
        "weights": weights,
        "remarks": list(remarks),
        "systems": {
            column.run.system: {
                "peak_memory_mb": column.run.peak_memory_mb,
                "memory_before_mb": column.run.memory_before_mb,
                "kinds": {kind: _figures_as_json(figures) for kind, figures in column.by_heading.items()},
            }
            for column in columns
        },
        "ratios": {
            column.run.system: {
                "verbatim_wer": ratio(ours.verbatim.rate, column.all.verbatim.rate),
                "content_wer": ratio(ours.content.rate, column.all.content.rate),
                "read_content_wer": _kind_ratio(columns[0], column, "read"),
                "whisper_normalizer_wer": ratio(ours.whispers.rate, column.all.whispers.rate),
                "processor": processor_ratio(ours, column.all),
            }
            for column in columns[1:]
        },
        "aims": [
            {
                "name": aim.name,
                "value": aim.value,
                "at_least" if aim.at_least else "at_most": aim.limit,
                "met": aim.met,
            }
            for aim in aims(columns)
        ],
        "clips": [
            {
                "file": clip.name,
                "kind": kind_of(clip),
                "transcript": clip.transcript,
                "pauses": None if clip.pauses is None else _spans(clip.pauses),
                "filler_times": None if clip.filler_times is None else _spans(clip.filler_times),
                "speech": _spans(columns[0].run.hypotheses[place].speech),
                "systems": {
                    column.run.system: {
                        **_hypothesis(column.run.hypotheses[place]),
                        **_figures_as_json(column.by_clip[place]),
                    }
                    for column in columns
                },
            }
            for place, clip in enumerate(clips)
        ],
    }


def degraded_as_json(rows: Sequence[CopyRow], clips: Sequence[Clip], columns: Sequence[Column]) -> dict[str, object]:
    """Return every copy with the figures of both ways of listening, and every clip of it."""
    return {
        "copies": [
            {
                "copy": row.copy,
                "content_ratio": row.content_ratio,
                "whisper_normalizer_ratio": row.whispers_ratio,
                "processor_ratio": row.processor,
                "systems": {
                    columns[0].run.system: _figures_as_json(row.ours),
                    columns[1].run.system: _figures_as_json(row.plain),
                },
            }
            for row in rows
        ],
        "clips": [
            {
                "file": clip.name,
                "copy": clip.copy,
                "kind": clip.kind,
                "transcript": clip.transcript,
                "systems": {
                    column.run.system: {
                        "hypothesis": column.run.hypotheses[place].text,
                        **_figures_as_json(column.by_clip[place]),
                    }
                    for column in columns
                },
            }
            for place, clip in enumerate(clips)
        ],
    }


def trust_as_json(table: Mapping[str, Trusted], copies: Sequence[TrustedCopy]) -> dict[str, object]:
    """Return the counts of each kind and every copy."""
    return {
        "many_wrong_above": MANY_WRONG,
        "few_wrong_below": FEW_WRONG,
        "wanted_withheld": LEAST_WITHHELD,
        "wanted_given": LEAST_GIVEN,
        "kinds": {
            kind: {**asdict(each), "withheld_share": each.withheld, "given_share": each.given}
            for kind, each in table.items()
        },
        "copies": [asdict(copy) for copy in copies],
    }


def pace_as_json(clips: Sequence[Clip], needles: Sequence[Sequence[NeedleReading]]) -> dict[str, object]:
    """Return the figures and every reading."""
    return {
        **asdict(needle_figures(needles)),
        "by_clip": [
            {"file": clip.name, "readings": [asdict(reading) for reading in readings]}
            for clip, readings in zip(clips, needles, strict=True)
        ],
    }


def terms_as_json(heard: Sequence[TermHeard]) -> dict[str, object]:
    """Return the counts of each voice and every term."""
    return {
        "voices": {
            voice: {
                "terms": sum(each.voice == voice for each in heard),
                "coach": sum(each.by_us for each in heard if each.voice == voice),
                "plain": sum(each.by_plain for each in heard if each.voice == voice),
            }
            for voice in dict.fromkeys(each.voice for each in heard)
        },
        "terms": [
            {
                "voice": each.voice,
                "question": each.term.question,
                "term": each.term.term,
                "sentence": each.term.sentence,
                "coach": {"written": each.by_us, "hypothesis": each.ours},
                "plain": {"written": each.by_plain, "hypothesis": each.plain},
            }
            for each in heard
        ],
    }


def near_words_as_json(heard: Sequence[NearHeard]) -> dict[str, object]:
    """Return the counts of each voice and every sentence in which a term was written that nobody said."""
    return {
        "voices": {
            voice: {
                "sentences": sum(each.voice == voice for each in heard),
                "false": sum(each.false for each in heard if each.voice == voice),
            }
            for voice in dict.fromkeys(each.voice for each in heard)
        },
        "false": [
            {
                "voice": each.voice,
                "question": each.near.question,
                "term": each.near.term,
                "sentence": each.near.sentence,
                "coach": each.ours,
                "plain": {"written": each.by_plain, "hypothesis": each.plain},
            }
            for each in heard
            if each.false
        ],
    }


def _figures_as_json(figures: Figures) -> dict[str, object]:
    """Return everything that was measured of one way of listening; see `comparison_as_json`."""
    fillers, pauses = figures.fillers, figures.pauses
    return {
        "clips": figures.clips,
        "seconds": round(figures.seconds, 3),
        "verbatim": _errors(figures.verbatim),
        "content": _errors(figures.content),
        "whisper_normalizer": _errors(figures.whispers),
        "lost_runs": figures.content.lost_runs,
        "fillers": {
            "said": fillers.said,
            "heard": fillers.heard,
            "hits": fillers.hits,
            "false": fillers.false,
            "precision": fillers.precision,
            "recall": fillers.recall,
            "f1": fillers.f1,
            "false_per_100_words": figures.false_fillers_per_100_words,
            "made_up": figures.made_up_fillers,
            "words_of_clips_without": figures.fluent_words,
            "made_up_per_500_words": figures.made_up_fillers_per_500_words,
            "clips_compared_by_time": figures.timed_clips,
            "clips_compared_by_alignment": figures.clips - figures.timed_clips,
        },
        "pauses": {
            "clips": figures.paused_clips,
            "said": pauses.said,
            "found": pauses.found,
            "recall": pauses.recall,
            "found_within_a_tenth": pauses.exact,
            "false": pauses.false,
            "median_error": pauses.median_error,
            "worst_error": pauses.worst_error,
        }
        if figures.paused_clips
        else None,
        "uncovered_seconds": round(figures.uncovered_seconds, 3),
        "longest_uncovered": round(figures.longest_uncovered, 3),
        "loops": figures.loops,
        "empty_clips": figures.empty_clips,
        "words_from_nothing": figures.words_from_nothing,
        "work_seconds": round(figures.work_seconds, 3),
        "processor_seconds": round(figures.processor_seconds, 3),
        "real_time_factor": figures.real_time_factor,
    }


def _kind_ratio(ours: Column, theirs: Column, kind: str) -> float | None:
    if kind not in ours.by_heading:
        return None
    return ratio(ours.by_heading[kind].content.rate, theirs.by_heading[kind].content.rate)


def _hypothesis(heard: Hypothesis) -> dict[str, object]:
    return {
        "hypothesis": heard.text,
        "words": [
            {"text": word.text, "start": round(word.start, 3), "end": round(word.end, 3), "spelled": word.spelled}
            for word in heard.words
        ],
        "found_pauses": _spans(heard.pauses),
        "trusted": heard.trusted,
    }


def _errors(errors: WordErrors) -> dict[str, object]:
    return {
        "wer": errors.rate,
        "errors": errors.errors,
        "reference_words": errors.reference,
        "substitutions": errors.substitutions,
        "deletions": errors.deletions,
        "insertions": errors.insertions,
    }


def _spans(spans: Sequence[TimeSpan]) -> list[list[float]]:
    return [[round(span.start, 3), round(span.end, 3)] for span in spans]
