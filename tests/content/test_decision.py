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
    asked_from=0.4,
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
    asked_from=SHARES,
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
        (read(0.41, 0.5, 0.09), Verdict.UNSURE),
        (read(0.39, 0.5, 0.11), Verdict.MISSED),
        (read(0.39, 0.31, 0.3), Verdict.MISSED),
        (read(0.2, 0.09, 0.71), Verdict.CONTRADICTED),
        (read(0.2, 0.11, 0.69), Verdict.UNSURE),
        (read(0.09, 0.5, 0.41), Verdict.UNSURE),
        (read(0.11, 0.5, 0.39), Verdict.MISSED),
        (read(0.8, 0.1, 0.1, partly=0.41), Verdict.PARTLY),
        (read(0.8, 0.1, 0.1, partly=0.39), Verdict.COVERED),
    ],
)
def test_what_is_likely_enough_is_said_what_comes_near_to_it_is_asked_and_the_rest_is_missed(
    signals: Signals, verdict: Verdict
) -> None:
    assert decided(signals) is verdict


@pytest.mark.parametrize(
    ("signals", "verdict"),
    [
        (read(0.39, 0.4, 0.21), Verdict.UNSURE),
        (read(0.39, 0.38, 0.23), Verdict.COVERED),
        (read(0.21, 0.4, 0.39), Verdict.UNSURE),
        (read(0.22, 0.38, 0.4), Verdict.CONTRADICTED),
    ],
)
def test_nothing_is_said_that_is_not_the_likeliest_however_low_its_band(signals: Signals, verdict: Verdict) -> None:
    low = replace(PLAIN, contradicted_from=0.34, made_from=0.34, asked_from=0.34)
    assert decided(signals, low) is verdict


@given(DECISIONS, SIGNALS)
def test_each_verdict_keeps_what_its_band_promises(decision: Decision, signals: Signals) -> None:
    chances = decision.weigh(signals)
    likeliest = max(chances.made, chances.missed, chances.contradicted)
    verdict = decision.decide(chances, signals)
    if verdict is Verdict.CONTRADICTED:
        assert chances.contradicted == likeliest >= decision.contradicted_from
    elif verdict in {Verdict.COVERED, Verdict.PARTLY}:
        assert chances.made == likeliest >= decision.made_from
    elif verdict is Verdict.UNSURE:
        assert max(chances.made, chances.contradicted) >= decision.asked_from
    else:
        assert max(chances.made, chances.contradicted) < decision.asked_from


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


def refused(path: Path, content: str) -> str:
    """Give the message with which a file is refused."""
    path.write_text(content, encoding="utf-8")
    with pytest.raises(WeightsError) as caught:
        load_decisions(path)
    assert caught.value.hint == "Install the program again."
    assert str(path) in caught.value.message
    return caught.value.message


def both(**changes: object) -> str:
    """The text of a file whose second decision is another one."""
    return json.dumps({"near": stored(PLAIN), "reader": stored(PLAIN) | changes})


@pytest.mark.parametrize("content", ["", "[]", '{"near": []}', both(read="much"), both(read=None)])
def test_a_damaged_file_is_named(tmp_path: Path, content: str) -> None:
    assert "cannot be read" in refused(tmp_path / "judge.json", content)


@pytest.mark.parametrize("name", [field.name for field in fields(Decision)])
def test_a_missing_number_is_named(tmp_path: Path, name: str) -> None:
    less = {key: value for key, value in stored(PLAIN).items() if key != name}
    for content in ({"near": less, "reader": stored(PLAIN)}, {"near": stored(PLAIN), "reader": less}):
        assert f"'{name}' is missing" in refused(tmp_path / "judge.json", json.dumps(content))


@pytest.mark.parametrize("name", ["near", "reader"])
def test_a_missing_decision_is_named(tmp_path: Path, name: str) -> None:
    assert f"'{name}' is missing" in refused(
        tmp_path / "judge.json", json.dumps({key: stored(PLAIN) for key in {"near", "reader"} - {name}})
    )


def test_a_number_of_another_version_is_refused(tmp_path: Path) -> None:
    assert "unexpected keys" in refused(tmp_path / "judge.json", both(far=1.0))


@pytest.mark.parametrize("name", [field.name for field in fields(Decision)])
@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_a_number_that_is_none_is_refused(tmp_path: Path, name: str, value: float) -> None:
    assert "a value that is not a number" in refused(tmp_path / "judge.json", both(**{name: value}))


@pytest.mark.parametrize("name", ["read", "near", "mistaken"])
def test_a_weight_that_would_work_backwards_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "judge.json"
    assert "below 0 would work backwards" in refused(path, both(**{name: -0.01}))
    path.write_text(both(**{name: 0.0}, missed_bias=-1.0, contradicted_bias=-1.0), encoding="utf-8")
    assert load_decisions(path)["reader"] == replace(PLAIN, **{name: 0.0}, missed_bias=-1.0, contradicted_bias=-1.0)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"judge\.json cannot be read"):
        load_decisions(tmp_path / "judge.json")


def test_an_accusation_that_is_not_sure_is_never_made() -> None:
    even = Chances(0.3, 0.3, 0.4)
    assert PLAIN.decide(even, read(0.3, 0.3, 0.4)) is Verdict.UNSURE
