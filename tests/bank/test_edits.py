import pytest
from hypothesis import given
from hypothesis import strategies as st
from rubric_strategies import rubrics

from coach.bank.edits import (
    add_point,
    delete_point,
    merge_points,
    move_point,
    put_alias,
    put_follow_up,
)
from coach.domain.rubric import Alias, FollowUp, KeyPoint, Rubric
from coach.errors import RubricError

FOLLOWED = Rubric(
    "q",
    "Why?",
    (KeyPoint("a", "One."), KeyPoint("b", "Two.", importance=2.0), KeyPoint("c", "Three.")),
    topic="Sums",
    follow_ups=(FollowUp("a", "And one?"), FollowUp("b", "And two?", "And too?")),
)


A = KeyPoint("a", "One.", 1.0, also=("Uno.",), mistakes=("Zero.",), threshold=0.5)
B = KeyPoint("b", "Two.", 2.0, also=("uno.", "Due."), mistakes=("Zero.", "Three."))
RUBRIC = Rubric("q", "How many?", (A, B))


def ids(rubric: Rubric) -> list[str]:
    return [point.id for point in rubric.key_points]


def test_a_new_point_gets_an_id_of_its_words() -> None:
    rubric = add_point(RUBRIC, "It is many.", after="a")
    assert ids(rubric) == ["a", "it-is-many", "b"]
    assert ids(add_point(rubric, "It is many!")) == ["a", "it-is-many", "b", "it-is-many-2"]


def test_the_only_point_stays() -> None:
    alone = delete_point(RUBRIC, "b")
    assert ids(alone) == ["a"]
    with pytest.raises(RubricError, match="at least one key point"):
        delete_point(alone, "a")


def test_points_move_within_the_list() -> None:
    assert ids(move_point(RUBRIC, "b", -1)) == ["b", "a"]
    assert move_point(RUBRIC, "b", 1) == RUBRIC


def test_merging_adds_weights_and_keeps_every_wording_once() -> None:
    merged = merge_points(RUBRIC, "a").key_points
    assert merged == (KeyPoint("a", "One. Two.", 3.0, also=("Uno.", "Due."), mistakes=("Zero.", "Three.")),)
    with pytest.raises(RubricError, match="no key point below"):
        merge_points(RUBRIC, "b")


def test_an_alias_is_typed_as_one_line() -> None:
    rubric = put_alias(RUBRIC, None, "RAG = rack, rag , rack")
    assert rubric.aliases == (Alias("RAG", ("rack", "rag")),)
    assert put_alias(rubric, 0, "RAG = wreck").aliases == (Alias("RAG", ("wreck",)),)
    with pytest.raises(RubricError, match="has an alias already"):
        put_alias(rubric, None, "RAG = x")
    with pytest.raises(RubricError, match="not an alias"):
        put_alias(rubric, None, "RAG")


@given(rubrics(), st.data())
def test_moving_and_adding_keeps_all_points(rubric: Rubric, data: st.DataObject) -> None:
    point = data.draw(st.sampled_from(rubric.key_points))
    moved = move_point(rubric, point.id, data.draw(st.sampled_from([-1, 1])))
    assert set(moved.key_points) == set(rubric.key_points)
    added = add_point(rubric, "More.", after=point.id)
    assert len(set(ids(added))) == len(rubric.key_points) + 1


def test_a_follow_up_goes_with_its_key_point() -> None:
    assert delete_point(FOLLOWED, "b").follow_ups == (FOLLOWED.follow_ups[0],)
    assert merge_points(FOLLOWED, "a").follow_ups == (FOLLOWED.follow_ups[0],)


def test_a_new_follow_up_comes_last_and_a_changed_one_stays_in_its_place() -> None:
    assert put_follow_up(FOLLOWED, "c", "And three?").follow_ups[2:] == (FollowUp("c", "And three?"),)
    assert put_follow_up(FOLLOWED, "a", "Really?").follow_ups == (FollowUp("a", "Really?"), FOLLOWED.follow_ups[1])
    assert put_follow_up(FOLLOWED, "c", "") == FOLLOWED
