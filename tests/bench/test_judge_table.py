import json

import pytest

from coach.bench.judge_cases import Hand, JudgeCase
from coach.bench.judge_figures import Outcome
from coach.bench.judge_run import JudgedCase, Way
from coach.bench.judge_table import (
    Row,
    Section,
    System,
    Table,
    argument_section,
    graded_section,
    hand_sections,
    judge_all,
    judged_section,
    table_as_json,
    table_as_text,
    verdicts_as_json,
)
from coach.bench.public_sets import ArgumentPair, GradedAnswer
from coach.domain.coverage import Coverage, Evidence, PointCoverage, Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import Transcript

TABLE = Table(
    ("coach", "TF-IDF"),
    (
        Section(
            "mine",
            3,
            12,
            (Row("macro_f1", (0.75, None)), Row("spans", (2, 0)), Row("milliseconds", (12.34, 0.5))),
            tuple({Outcome.COVERED: {Outcome.MISSED: number}} for number in (1, 2)),
        ),
        Section("theirs", 5, None, (Row("correct_auc", (0.9, 0.5)),)),
    ),
    ("Mind\x1b this.",),
)


class Always:
    """Gives every point the same verdict and similarity."""

    def __init__(self, verdict: Verdict, similarity: float) -> None:
        self._verdict = verdict
        self._similarity = similarity

    def prepare(self, rubric: Rubric) -> None:
        pass

    def judge(self, rubric: Rubric, transcript: Transcript) -> Coverage:
        said = len(transcript.words)
        return Coverage(
            tuple(
                PointCoverage(p.id, p.point, 1.0, self._verdict, 0.5, self._similarity * said, None, None, "")
                for p in rubric.key_points
            )
        )


YES, NO = System("yes", Always(Verdict.COVERED, 0.1)), System("no", Always(Verdict.MISSED, -0.1))


def test_the_table_has_a_row_a_figure_and_a_dash_where_there_is_none() -> None:
    lines = table_as_text(TABLE).split("\n")
    assert [line.split() for line in lines] == [
        ["mine", "(3", "answers,", "12", "labelled", "points)"],
        ["coach", "TF-IDF"],
        ["macro-F1", "of", "covered,", "missed,", "contradicted", "0.750", "-"],
        ["points", "with", "such", "words", "2", "0"],
        ["milliseconds", "an", "answer,", "median", "12.3", "0.5"],
        [],
        ["theirs", "(5", "answers)"],
        ["coach", "TF-IDF"],
        ["AUC,", "correct", "against", "the", "rest", "0.900", "0.500"],
        [],
        ["Mind␛", "this."],
    ]
    assert len({len(line) for line in lines[1:5]}) == 1


def test_the_table_as_json_has_every_figure_by_system() -> None:
    shown = table_as_json(TABLE)
    assert json.loads(json.dumps(shown, allow_nan=False)) == {
        "sections": [
            {
                "title": "mine",
                "cases": 3,
                "points": 12,
                "systems": {
                    "coach": {
                        "macro_f1": 0.75,
                        "spans": 2,
                        "milliseconds": 12.34,
                        "confusion": {"covered": {"missed": 1}},
                    },
                    "TF-IDF": {
                        "macro_f1": None,
                        "spans": 0,
                        "milliseconds": 0.5,
                        "confusion": {"covered": {"missed": 2}},
                    },
                },
            },
            {
                "title": "theirs",
                "cases": 5,
                "points": None,
                "systems": {"coach": {"correct_auc": 0.9}, "TF-IDF": {"correct_auc": 0.5}},
            },
        ],
        "remarks": ["Mind\x1b this."],
    }


RUBRIC = Rubric("r", "?", (KeyPoint("k", "claim"),))


def case(label: Verdict, name: str = "") -> JudgeCase:
    return JudgeCase(name, RUBRIC, "words", (label,), name=name)


def cells_of(section: Section) -> dict[str, tuple[float | None, ...]]:
    return {row.key: row.cells for row in section.rows}


def test_every_hand_is_measured_for_every_system_and_all_of_them_together() -> None:
    hands = {"mine: a": Hand("a", (case(Verdict.COVERED),)), "mine: b": Hand("b", (case(Verdict.MISSED),) * 2)}
    notes: list[str] = []
    first, second, together = hand_sections(hands, (YES, NO), {}, notes.append)
    assert [each.title for each in (first, second, together)] == ["mine: a", "mine: b", "all 2 hands"]
    assert [(each.cases, each.points) for each in (first, second, together)] == [(1, 1), (2, 2), (3, 3)]
    assert cells_of(first)["accuracy"] == (1.0, 0.0)
    assert cells_of(second)["accuracy"] == (0.0, 1.0)
    assert cells_of(together)["accuracy"] == (pytest.approx(1 / 3), pytest.approx(2 / 3))
    assert cells_of(together)["missed_as_covered"] == (1.0, 0.0)
    assert cells_of(together)["contradicted_recall"] == (None, None)
    assert together.confusions is not None
    assert together.confusions[0][Outcome.MISSED][Outcome.COVERED] == 2
    assert notes[:2] == ["yes: mine: a, 1 of 1", "no: mine: a, 1 of 1"]


def test_one_hand_alone_has_one_section() -> None:
    sections = hand_sections({"a": Hand("a", (case(Verdict.COVERED),))}, (YES,), {}, lambda _line: None)
    assert [section.title for section in sections] == ["a"]


def test_order_and_flips_have_rows_only_where_there_are_any() -> None:
    plain = judged_section("a", [judge_all(YES, "a", [case(Verdict.COVERED)], lambda _line: None)])
    assert not {"triples", "good_above_wrong", "in_order", "bare", "misheard"} & cells_of(plain).keys()
    triple = tuple(case(Verdict.COVERED, name) for name in ("good", "half", "wrong"))
    ways: dict[str, Way] = {"bare": lambda _rubric, text: text + ".", "misheard": lambda _rubric, text: text}
    (section,) = hand_sections({"a": Hand("a", triple)}, (YES,), ways, lambda _line: None)
    cells = cells_of(section)
    assert (cells["triples"], cells["good_above_wrong"], cells["in_order"]) == ((1,), (0,), (0,))
    assert (cells["bare"], cells["misheard"]) == ((0.0,), (None,))
    assert list(cells)[-3:] == ["bare", "misheard", "milliseconds"]


def test_progress_is_told_five_times_a_set() -> None:
    notes: list[str] = []
    judge_all(YES, "mine", [case(Verdict.COVERED)] * 100, notes.append)
    assert [note.split(", ")[1] for note in notes] == [f"{done} of 100" for done in (20, 40, 60, 80, 100)]


def test_a_set_without_cases_has_figures_without_values() -> None:
    section = judged_section("none", [[], []])
    assert {row.cells for row in section.rows if row.key != "spans"} == {(None, None)}
    assert "none (no answers, no labelled points)" in table_as_text(Table(("yes", "no"), (section,), ()))


def test_graded_answers_are_ranked_for_every_system() -> None:
    answers = [
        GradedAnswer("q", "?", ("r",), "long right answer", "correct"),
        GradedAnswer("q", "?", ("r",), "no", "contradictory"),
    ]
    section = graded_section("graded", answers, (YES, NO), lambda _line: None)
    cells = {row.key: row.cells for row in section.rows}
    assert section.points is None
    assert cells["correct_auc"] == (1.0, 0.0)
    assert cells["contradictory_auc"] == (1.0, 0.0)


def test_arguments_are_matched_for_every_system() -> None:
    pairs = [ArgumentPair("t", "a long one", "k", True), ArgumentPair("t", "short", "k", False)]
    section = argument_section("arguments", pairs, (YES, NO), lambda _line: None)
    assert section.cases == 2
    assert section.rows[0] == Row("mean_average_precision", (1.0, 0.0))


def test_one_case_as_json_has_the_evidence_as_text_or_null() -> None:
    evidence = Evidence("it was so", 0, 2, 0.0, 0.0)
    coverage = Coverage(
        (
            PointCoverage("k", "claim", 1.0, Verdict.CONTRADICTED, 0.2, 0.4, 0.7, evidence, "x"),
            PointCoverage("l", "claim", 1.0, Verdict.MISSED, 0.0, 0.0, None, None, ""),
        )
    )
    judged = JudgeCase(7, Rubric("7", "?", (KeyPoint("k", "claim"), KeyPoint("l", "claim"))), "it was so")
    assert verdicts_as_json(JudgedCase(judged, coverage, 0.1, {})) == {
        "id": 7,
        "verdicts": [
            {
                "id": "k",
                "verdict": "contradicted",
                "probability": 0.2,
                "similarity": 0.4,
                "mistake_similarity": 0.7,
                "evidence": "it was so",
            },
            {
                "id": "l",
                "verdict": "missed",
                "probability": 0.0,
                "similarity": 0.0,
                "mistake_similarity": None,
                "evidence": None,
            },
        ],
    }
