"""The further tables of the comparison as values for `json.dumps`, with everything that was heard."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from coach.bench.clip import Clip
from coach.bench.degraded import CopyRow
from coach.bench.listen import Column
from coach.bench.listen_json import figures_as_json
from coach.bench.needle import NeedleReading, needle_figures
from coach.bench.term_table import NearHeard, TermHeard
from coach.bench.trust_table import FEW_WRONG, LEAST_GIVEN, LEAST_WITHHELD, MANY_WRONG, Trusted, TrustedCopy


def degraded_as_json(rows: Sequence[CopyRow], clips: Sequence[Clip], columns: Sequence[Column]) -> dict[str, object]:
    """Give every copy with the figures of both ways of listening, and every clip of it."""
    return {
        "copies": [
            {
                "copy": row.copy,
                "content_ratio": row.content_ratio,
                "whisper_normalizer_ratio": row.whispers_ratio,
                "processor_ratio": row.processor,
                "systems": {
                    columns[0].run.system: figures_as_json(row.ours),
                    columns[1].run.system: figures_as_json(row.plain),
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
                        **figures_as_json(column.by_clip[place]),
                    }
                    for column in columns
                },
            }
            for place, clip in enumerate(clips)
        ],
    }


def trust_as_json(table: Mapping[str, Trusted], copies: Sequence[TrustedCopy]) -> dict[str, object]:
    """Give the counts of each kind and every copy."""
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
    """Give the figures and every reading."""
    return {
        **asdict(needle_figures(needles)),
        "by_clip": [
            {"file": clip.name, "readings": [asdict(reading) for reading in readings]}
            for clip, readings in zip(clips, needles, strict=True)
        ],
    }


def terms_as_json(heard: Sequence[TermHeard]) -> dict[str, object]:
    """Give the counts of each voice and every term."""
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
    """Give the counts of each voice and every sentence in which a term was written that nobody said."""
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
