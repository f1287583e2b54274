import json
from pathlib import Path

import pytest

from coach.bench.clip import Clip
from coach.bench.copies import AS_IT_IS
from coach.bench.figures import measure_clip
from coach.bench.heard import Hypothesis
from coach.bench.listen import ALL
from coach.bench.tables_json import trust_as_json
from coach.bench.tables_text import trust_as_text
from coach.bench.trust_table import LONGER, TrustedCopy, trust_table, trusted_copies
from coach.domain.transcript import Word


def copies(kind: str, wrong: float, given: int, withheld: int, words: int = 20) -> list[TrustedCopy]:
    return [TrustedCopy("a.wav", "x", kind, words, wrong, trusted) for trusted in [True] * given + [False] * withheld]


COPIES = [
    *copies("babble", 0.26, 1, 3),
    *copies("babble", 0.25, 1, 2),
    *copies("music", 0.125, 2, 1),
    *copies("music", 0.12, 4, 1),
    *copies("music", 0.0, 1, 0, words=9),
]


def test_copies_are_counted_by_how_many_words_are_wrong() -> None:
    everything = trust_table(COPIES)[ALL]
    assert (everything.many, everything.withheld) == (4, 0.75)
    assert (everything.few, everything.given) == (6, pytest.approx(5 / 6))
    assert (everything.between_given, everything.between_withheld) == (3, 3)  # the limits themselves lie between


def test_kinds_and_longer_clips_have_counts_of_their_own() -> None:
    table = trust_table(COPIES)
    assert list(table) == ["babble", "music", LONGER, ALL]
    assert table["babble"].few == 0
    assert table["babble"].given is None
    assert table["music"].few_given == 5
    assert table[LONGER].few_given == 4


def test_a_copy_knows_its_kind_and_one_where_nobody_speaks_is_left_out() -> None:
    clips = [
        Clip("a.wav", Path("a.wav"), "um one two", copy=AS_IT_IS),
        Clip("a.wav", Path("a.wav"), "um one two", copy="babble -5 dB"),
        Clip("b.wav", Path("b.wav"), "", copy=AS_IT_IS),
    ]
    heard = [Hypothesis((Word("one", 0.0, 0.5),), (), 1.0, 0.1, trusted=trusted) for trusted in (True, False, True)]
    figures = [measure_clip(clip, each, ()) for clip, each in zip(clips, heard, strict=True)]
    assert list(trusted_copies(clips, heard, figures)) == [
        TrustedCopy("a.wav", AS_IT_IS, AS_IT_IS, 2, 0.5, trusted=True),
        TrustedCopy("a.wav", "babble -5 dB", "babble", 2, 0.5, trusted=False),
    ]


def test_the_table_says_what_is_wanted_and_what_was_found() -> None:
    text = trust_as_text(trust_table(COPIES))
    assert "more than 25 % wrong: withheld in 3 of 4, wanted at least 90%: 75.0%" in text
    assert "fewer than 12.5 % wrong: given in 5 of 6, wanted at least 95%: 83.3%" in text
    assert "between: withheld in 3, given in 3" in text
    (music,) = [line for line in text.splitlines() if line.startswith("  music")]
    assert music.split() == ["music", "-", "5", "of", "6", "1", "of", "3"]


def test_the_json_has_every_copy() -> None:
    shown = json.loads(json.dumps(trust_as_json(trust_table(COPIES), COPIES), allow_nan=False))
    assert shown["kinds"][ALL]["withheld_share"] == 0.75
    assert len(shown["copies"]) == len(COPIES)
    assert shown["copies"][0]["kind"] == "babble"
