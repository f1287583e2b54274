from datetime import UTC, datetime
from pathlib import Path

import pytest
from pilots import L1, NOON, sample_attempt, unjudged_attempt

from coach.history.history import History
from coach.ui.widgets.question_list import describe_question, matches


@pytest.mark.parametrize("wanted", ["", "regular", "L2 l1", "FUNDAMENTALS", "l1-vs", "  difference   between "])
def test_a_question_is_found_by_words_of_its_text_topic_or_id(wanted: str) -> None:
    assert matches(L1, wanted)


@pytest.mark.parametrize("wanted", ["boost", "l1 boost", "[bold]"])
def test_every_word_of_a_search_must_occur(wanted: str) -> None:
    assert not matches(L1, wanted)


def test_a_new_question_is_described_without_giving_its_points_away() -> None:
    shown = describe_question(L1, None, NOON).plain
    assert "30 to 60 seconds\n2 key points, medium\nChapter 9\n\nNot answered yet." in shown
    assert all(point.point not in shown for point in L1.key_points)


def test_the_last_attempt_is_described(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    history.save(sample_attempt())
    shown = describe_question(L1, history.latest()[L1.id], datetime(2026, 3, 2, 10, 0, tzinfo=UTC)).plain
    assert [line.strip() for line in shown.splitlines()[-3:]] == ["Last  50 of 100", "✓1 ?1 ✗1 !1", "yesterday"]


def test_a_last_attempt_that_could_not_be_judged_says_so(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    history.save(unjudged_attempt())
    shown = describe_question(L1, history.latest()[L1.id], datetime(2026, 3, 2, 10, 0, tzinfo=UTC)).plain
    assert "Last  not judged, heard too badly" in shown
    assert "None" not in shown
