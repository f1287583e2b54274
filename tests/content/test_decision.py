import json
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from fakes import DECISION
from hypothesis import given
from hypothesis import strategies as st

from coach.content.decision import Chances, Decision, Signals, load_decisions, softmax
from coach.domain.coverage import Verdict
from coach.errors import WeightsError

PLAIN = Decision(
    read=1.0,
    near=0.0,
    mistaken=0.0,
    missed_bias=0.0,
    contradicted_bias=0.0,
    contradicted_from=0.7,
    made_from=0.6,
    missed_from=0.5,
    partly_from=0.5,
)
"""Takes what was read for what is: chances go through as they are."""

SHARES = st.floats(0.0, 1.0)
SIGNALS = st.builds(
    Signals,
    made=SHARES,
    partly=SHARES,
    missed=SHARES,
    contradicted=SHARES,
    mistaken=SHARES,
    near=st.floats(-1.0, 1.0),
)
WEIGHTS = st.floats(0.0, 8.0)
BIASES = st.floats(-5.0, 5.0)
DECISIONS = st.builds(
    Decision,
    read=WEIGHTS,
    near=WEIGHTS,
    mistaken=WEIGHTS,
    missed_bias=BIASES,
    contradicted_bias=BIASES,
    contradicted_from=SHARES,
    made_from=SHARES,
    missed_from=SHARES,
    partly_from=SHARES,
)
SLACK = 1e-9


def read(made: float, missed: float, contradicted: float, partly: float = 0.0) -> Signals:
    return Signals(made, partly, missed, contradicted, mistaken=0.0, near=0.0)


def decided(signals: Signals, decision: Decision = PLAIN) -> Verdict:
    return decision.decide(decision.weigh(signals), signals)


def test_with_even_weights_the_chances_are_those_that_were_read() -> None:
    chances = PLAIN.weigh(read(0.2, 0.7, 0.1))
    assert (chances.made, chances.missed, chances.contradicted) == pytest.approx((0.2, 0.7, 0.1))


def test_twice_the_weight_squares_the_odds() -> None:
    chances = replace(PLAIN, read=2.0).weigh(read(0.6, 0.3, 0.1))
    assert chances.made / chances.missed == pytest.approx(4.0)  # 0.6 / 0.3, squared
    assert chances.made / chances.contradicted == pytest.approx(36.0)


def test_a_wrong_claim_raises_the_odds_of_a_contradiction_by_its_weight() -> None:
    heavy = replace(PLAIN, mistaken=2.0)
    before, after = (heavy.weigh(replace(read(0.5, 0.3, 0.2), mistaken=mistaken)) for mistaken in (0.0, 0.5))
    odds = (after.contradicted / after.made) / (before.contradicted / before.made)
    assert odds == pytest.approx(np.e)  # 2.0 times 0.5


@pytest.mark.parametrize(
    ("signals", "verdict"),
    [
        (read(0.61, 0.3, 0.09), Verdict.COVERED),
        (read(0.59, 0.3, 0.11), Verdict.UNSURE),
        (read(0.2, 0.51, 0.29), Verdict.MISSED),
        (read(0.3, 0.45, 0.25), Verdict.UNSURE),
        (read(0.2, 0.09, 0.71), Verdict.CONTRADICTED),
        (read(0.2, 0.15, 0.65), Verdict.UNSURE),
        (read(0.8, 0.1, 0.1, partly=0.41), Verdict.PARTLY),
        (read(0.8, 0.1, 0.1, partly=0.39), Verdict.COVERED),
    ],
)
def test_the_likeliest_outcome_is_taken_and_one_that_is_not_likely_enough_is_asked_about(
    signals: Signals, verdict: Verdict
) -> None:
    assert decided(signals) is verdict


@given(DECISIONS, SIGNALS)
def test_chances_sum_to_one(decision: Decision, signals: Signals) -> None:
    chances = decision.weigh(signals)
    assert chances.made + chances.missed + chances.contradicted == pytest.approx(1.0)
    assert min(chances.made, chances.missed, chances.contradicted) >= 0.0


@given(DECISIONS, SIGNALS, SHARES)
def test_more_of_a_reading_never_lowers_its_own_chance(decision: Decision, signals: Signals, other: float) -> None:
    for name in ("made", "missed", "contradicted"):
        low, high = sorted((getattr(signals, name), other))
        before, after = (decision.weigh(replace(signals, **{name: value})) for value in (low, high))
        assert getattr(after, name) >= getattr(before, name) - SLACK


@given(DECISIONS, SIGNALS, st.floats(-1.0, 1.0))
def test_a_nearer_passage_never_speaks_against_a_point(decision: Decision, signals: Signals, other: float) -> None:
    low, high = sorted((signals.near, other))
    before, after = decision.weigh(replace(signals, near=low)), decision.weigh(replace(signals, near=high))
    assert after.made >= before.made - SLACK
    assert after.missed <= before.missed + SLACK
    assert after.contradicted <= before.contradicted + SLACK


@given(DECISIONS, SIGNALS, SHARES)
def test_a_likelier_wrong_claim_never_speaks_for_a_point(decision: Decision, signals: Signals, other: float) -> None:
    low, high = sorted((signals.mistaken, other))
    before, after = decision.weigh(replace(signals, mistaken=low)), decision.weigh(replace(signals, mistaken=high))
    assert after.contradicted >= before.contradicted - SLACK
    assert after.made <= before.made + SLACK


@given(SIGNALS, SHARES)
def test_more_of_a_half_never_makes_a_half_whole(signals: Signals, other: float) -> None:
    low, high = sorted((signals.partly, other))
    if PLAIN.how_much(replace(signals, partly=low)) is Verdict.PARTLY:
        assert PLAIN.how_much(replace(signals, partly=high)) is Verdict.PARTLY


@given(DECISIONS, SIGNALS)
def test_no_single_reading_overrules_all_others(decision: Decision, signals: Signals) -> None:
    nothing = decision.weigh(replace(signals, missed=0.0))
    hardly = decision.weigh(replace(signals, missed=1e-4))
    assert nothing == hardly


def test_scores_become_probabilities_along_the_last_axis() -> None:
    even = softmax(np.array([[0.0, 0.0], [1000.0, 1000.0], [np.log(3.0), 0.0]]))
    assert even.ravel().tolist() == pytest.approx([0.5, 0.5, 0.5, 0.5, 0.75, 0.25])


def stored(decision: Decision) -> dict[str, float]:
    return {field.name: getattr(decision, field.name) for field in fields(Decision)}


def test_decisions_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "judge.json"
    path.write_text(json.dumps({"near": stored(PLAIN), "reader": stored(DECISION)}), encoding="utf-8")
    assert load_decisions(path) == {"near": PLAIN, "reader": DECISION}


@pytest.mark.parametrize("content", ["", "[]", '{"near": {}}', '{"near": {"read": "much"}, "reader": {}}'])
def test_a_damaged_file_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "judge.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(WeightsError, match=r"judge\.json cannot be read") as caught:
        load_decisions(path)
    assert caught.value.hint == "Install the program again."


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"judge\.json cannot be read"):
        load_decisions(tmp_path / "judge.json")


def test_an_accusation_that_is_not_sure_is_never_made() -> None:
    even = Chances(0.3, 0.3, 0.4)
    assert PLAIN.decide(even, read(0.3, 0.3, 0.4)) is Verdict.UNSURE
