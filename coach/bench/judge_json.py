"""The comparison of judges, and single verdicts, as JSON."""

import json

from coach.bench.judge_run import JudgedCase
from coach.bench.judge_table import Table
from coach.plain import escaped


def table_as_json(table: Table) -> dict[str, object]:
    """Make a value for `json.dumps`; shares of 1, null where there is nothing to divide by.

    `confusion` counts points by the outcome of their label, then by that of the verdict.
    """
    return {
        "sections": [
            {
                "title": section.title,
                "cases": section.cases,
                "points": section.points,
                "systems": {
                    system: {
                        **{row.key: row.cells[place] for row in section.rows},
                        **({"confusion": section.confusions[place]} if section.confusions else {}),
                    }
                    for place, system in enumerate(table.systems)
                },
            }
            for section in table.sections
        ],
        "remarks": list(table.remarks),
    }


def verdicts_as_json(judged: JudgedCase) -> dict[str, object]:
    """Make a value for `json.dumps` of one case."""
    return {
        "id": judged.case.id,
        "verdicts": [
            {
                "id": point.id,
                "verdict": point.verdict.value,
                "probability": float(point.probability),
                "similarity": float(point.similarity),
                "mistake_similarity": None if point.mistake_similarity is None else float(point.mistake_similarity),
                "evidence": point.evidence.text if point.evidence else None,
            }
            for point in judged.coverage.points
        ],
    }


def as_one_line(value: object, encoding: str) -> str:
    """Write JSON on one line, characters as they are unless a terminal or the encoding cannot take one.

    Args:
        value: What `json.dumps` takes.
        encoding: Of the stream that it is written to.
    """
    line = escaped(json.dumps(value, ensure_ascii=False, allow_nan=False))
    try:
        line.encode(encoding)
    except UnicodeEncodeError:  # a terminal that is not Unicode
        return json.dumps(value, ensure_ascii=True, allow_nan=False)
    return line
