import json
from pathlib import Path

import pytest

from coach.bench.records import Record, read_records, read_text, well_formed
from coach.errors import CoachError


def record(**table: object) -> Record:
    return Record(Path("a.jsonl"), "line 3", table, "Write it so.")


def test_every_line_is_a_record_that_knows_its_number(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('\ufeff{"a": "1\u20282"}\n\n{"a": 3}\n', "utf-8")
    first, second = read_records(path, "")
    assert (first.place, first.table) == ("line 1", {"a": "1\u20282"})
    assert (second.place, second.table) == ("line 3", {"a": 3})


@pytest.mark.parametrize("line", ["{", "[" * 100_000])
def test_what_is_no_json_is_told_with_its_line(line: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f"{{}}\n{line}", "utf-8")
    with pytest.raises(CoachError, match=r"a\.jsonl, line 2: it is no JSON") as caught:
        list(read_records(tmp_path / "a.jsonl", "Write it so."))
    assert caught.value.hint == "Write it so."


def test_what_is_no_object_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps([]), "utf-8")
    with pytest.raises(CoachError, match=r"line 1: it is no JSON object"):
        list(read_records(tmp_path / "a.jsonl", ""))


def test_a_missing_file_and_one_in_another_encoding_are_told(tmp_path: Path) -> None:
    with pytest.raises(CoachError, match=r"none\.jsonl cannot be read"):
        read_text(tmp_path / "none.jsonl", "")
    (tmp_path / "latin.jsonl").write_bytes(b"\xe4")
    with pytest.raises(CoachError, match="UTF-8"):
        read_text(tmp_path / "latin.jsonl", "")


def test_values_come_out_as_what_they_must_be() -> None:
    it = record(a="x", b=["y", " "], c=2, d=[{"e": "z"}])
    assert (it.text("a"), it.texts("b"), it.texts("none"), it.one_of("c", (1, 2))) == ("x", ("y",), (), 2)
    assert it.records("d")[0].text("e") == "z"


def test_a_key_within_another_is_told_with_its_way() -> None:
    inner = record(d=[{"e": {"f": 1}}]).records("d")[0]
    with pytest.raises(CoachError) as caught:
        inner.inner("e", inner.get("e")).text("f")
    assert caught.value.message == "a.jsonl, line 3, key `d[0].e.f`: it is not a text."
    assert caught.value.hint == "Write it so."


def test_missing_and_unknown_keys_are_refused() -> None:
    with pytest.raises(CoachError, match="key `b`: it is missing"):
        record(a=1).check_keys(("a", "b"))
    with pytest.raises(CoachError, match="key `c`: there is no such key") as caught:
        record(a=1, c=2).check_keys(("a",), ("b",))
    assert caught.value.hint == "Keys are a, b."


@pytest.mark.parametrize(
    ("text", "shown"), [("\udc00", "\ufffd"), ("a\ud83d", "a\ufffd"), ("\ufeffa", "\ufeffa"), ("ä", "ä"), ("", "")]
)
def test_texts_come_out_fit_for_every_tokenizer(text: str, shown: str) -> None:
    assert well_formed(text) == shown
