from dataclasses import replace
from pathlib import Path

from hypothesis import given
from rubric_strategies import rubrics

from coach.bank.bank import load_bank
from coach.bank.open_rubric import open_rubric, save_rubric
from coach.bank.update import Update, compare_versions, find_update, settle_update, take_changes
from coach.bank.writing import rubric_toml
from coach.domain.rubric import KeyPoint, Rubric

BASE = Rubric("q", "Why?", (KeyPoint("a", "One."), KeyPoint("b", "Two.")), topic="Old")
SHIPPED = Rubric(
    "q",
    "Why, then?",
    (KeyPoint("new", "Zero."), KeyPoint("a", "One!", importance=2.0)),
    topic="New",
)
OWN = Rubric("q", "Why?", (KeyPoint("a", "My one."), KeyPoint("b", "Two.")), topic="New", chapter="Mine")


def test_three_versions_give_what_is_to_be_decided_and_nothing_else() -> None:
    changes = compare_versions(BASE, SHIPPED, OWN)
    assert [(each.point_id, each.key, each.conflict) for each in changes] == [
        ("", "question", False),
        ("new", "", False),
        ("a", "point", True),
        ("a", "weight", False),
        ("b", "", False),
    ]


def test_changes_are_taken_one_by_one_and_the_users_own_stay() -> None:
    changes = compare_versions(BASE, SHIPPED, OWN)
    update = Update(SHIPPED, "", changes)
    taken = take_changes(OWN, update, [changes[0], changes[1], changes[3]])
    assert taken == Rubric(
        "q",
        "Why, then?",
        (KeyPoint("new", "Zero."), KeyPoint("a", "My one.", importance=2.0), KeyPoint("b", "Two.")),
        topic="New",
        chapter="Mine",
    )
    assert [point.id for point in take_changes(OWN, update, [changes[4]]).key_points] == ["a"]


@given(rubrics(), rubrics())
def test_all_changes_taken_into_an_unedited_question_give_the_shipped_one(base: Rubric, shipped: Rubric) -> None:
    update = Update(shipped, "", compare_versions(base, shipped, base))
    taken = take_changes(base, update, update.changes)
    assert replace(taken, key_points=()) == replace(shipped, key_points=())
    assert set(taken.key_points) == set(shipped.key_points)


def test_an_update_under_an_edit_is_found_once_and_nothing_is_overwritten(tmp_path: Path) -> None:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    (shipped / "concepts").mkdir(parents=True)
    file = shipped / "concepts" / "q.toml"
    file.write_text(rubric_toml(BASE), encoding="utf-8")
    opened = open_rubric(load_bank(shipped, own).entry("q"), own)
    assert find_update(load_bank(shipped, own).entry("q"), own) is None
    save_rubric(opened, OWN)
    assert find_update(load_bank(shipped, own).entry("q"), own) is None
    file.write_text(rubric_toml(SHIPPED), encoding="utf-8")
    entry = load_bank(shipped, own).entry("q")
    assert entry.rubric == OWN
    update = find_update(entry, own)
    assert update is not None
    assert len(update.changes) == 5
    settle_update(update, own)
    assert find_update(entry, own) is None


def test_a_question_of_ones_own_has_no_updates(tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "concepts").mkdir(parents=True)
    (own / "concepts" / "q.toml").write_text(rubric_toml(OWN), encoding="utf-8")
    assert find_update(load_bank(tmp_path / "none", own).entry("q"), own) is None
