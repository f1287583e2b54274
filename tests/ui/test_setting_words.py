from dataclasses import fields

import pytest

from coach.settings import Settings
from coach.ui.setting_words import TABLES, WORDS, choices_for, chosen_of, from_text, in_words, next_choice, value_of


def all_names() -> tuple[str, ...]:
    """Every setting by table and key; the table of keys is left out."""
    settings = Settings()
    tables = [each.name for each in fields(Settings) if each.name != "keys"]
    return tuple(f"{table}.{each.name}" for table in tables for each in fields(getattr(settings, table)))


def test_every_setting_has_words_and_every_table_a_heading() -> None:
    assert sorted(WORDS) == sorted(all_names())
    assert {name.partition(".")[0] for name in WORDS} == set(TABLES)


def test_values_are_written_in_words() -> None:
    assert [in_words(value) for value in (True, False, 90.0, 5, "", ("you know", "like"), ())] == [
        "on",
        "off",
        "90",
        "5",
        "system default",
        "you know, like",
        "none",
    ]


def test_choices_go_round() -> None:
    assert choices_for("voice.muted", {}) == (False, True)
    assert choices_for("screen.theme", {"screen.theme": ("a", "b")}) == ("a", "b")
    assert choices_for("voice.volume", {}) == ()
    assert choices_for("keys:result.play", {}) == ()
    assert next_choice("b", ("a", "b"), 1) == "a"
    assert next_choice("a", ("a", "b"), -1) == "b"
    assert next_choice("unknown", ("a", "b"), 1) == "a"
    assert next_choice("unknown", ("a", "b"), -1) == "b"


def test_part_of_a_device_s_name_means_the_device() -> None:
    devices = ("", "Built-in", "Blue Yeti USB")
    assert chosen_of("yeti", devices) == "Blue Yeti USB"
    assert chosen_of("", devices) == ""
    assert chosen_of("headset", devices) is None
    assert next_choice("yeti", devices, 1) == ""
    assert next_choice("yeti", devices, -1) == "Built-in"


def test_what_is_typed_becomes_the_kind_of_value_that_it_was() -> None:
    assert from_text("60", 90.0) == 60.0
    assert from_text(" you  know ,, like", ("x",)) == ["you know", "like"]
    assert from_text(" USB ", "") == "USB"
    with pytest.raises(ValueError, match="could not convert"):
        from_text("long", 90.0)


def test_a_setting_is_found_by_its_name() -> None:
    assert value_of(Settings(), "screen.theme") == "coach-dark"
