import json

from coach.bench.heard import Hypothesis
from coach.bench.tables_json import near_words_as_json, terms_as_json
from coach.bench.tables_text import near_words_as_text, terms_as_text
from coach.bench.term_table import NearHeard, TermHeard, near_words_heard, terms_heard
from coach.bench.terms import NearWords, Term
from coach.domain.transcript import Word

TERMS = (Term("lora", "LoRA", "With LoRA."), Term("l1-vs-l2", "lasso", "The lasso."))
NEAR = (NearWords("lora", "Laura said so.", "LoRA"), NearWords("l1-vs-l2", "Alas, so it is.", "lasso"))


def heard(*texts: str) -> list[Hypothesis]:
    return [Hypothesis(tuple(Word(each, 0.0, 0.1) for each in text.split()), (), 1.0, 0.1) for text in texts]


def terms() -> tuple[TermHeard, ...]:
    ours = heard("With LoRA.", "The lasso.", "With Laura.", "The lasso.")
    return terms_heard(TERMS, ("heart", "flite"), ours, heard("With Laura.", "The lasso.", "With Laura.", "The last."))


def near() -> tuple[NearHeard, ...]:
    return near_words_heard(NEAR, ("heart", "flite"), heard("Laura.", "Alas.", "LoRA said so.", "Alas."))


def test_every_voice_says_every_term_in_turn() -> None:
    assert [(each.voice, each.term.term, each.by_us, each.by_plain) for each in terms()] == [
        ("heart", "LoRA", True, False),
        ("heart", "lasso", True, True),
        ("flite", "LoRA", False, False),
        ("flite", "lasso", True, False),
    ]


def test_the_table_counts_terms_by_voice_and_shows_what_was_missed() -> None:
    lines = terms_as_text(terms()).splitlines()
    assert lines[2].split() == "heart 2 of 2 1 of 2".split()
    assert lines[3].split() == "flite 1 of 2 0 of 2".split()
    assert lines[4:] == ["  not written by coach: flite, LoRA: With Laura."]


def test_the_json_has_every_term() -> None:
    shown = json.loads(json.dumps(terms_as_json(terms())))
    assert shown["voices"] == {
        "heart": {"terms": 2, "coach": 2, "plain": 1},
        "flite": {"terms": 2, "coach": 1, "plain": 0},
    }
    assert shown["terms"][2]["coach"] == {"written": False, "hypothesis": "With Laura."}


def test_a_term_that_nobody_said_is_shown_with_its_sentence() -> None:
    text = near_words_as_text(near())
    assert "False terms: 1 of 4 sentences" in text
    assert "flite, LoRA\n    said   Laura said so.\n    coach  LoRA said so." in text
    shown = near_words_as_json(near())
    assert shown["voices"] == {"heart": {"sentences": 2, "false": 0}, "flite": {"sentences": 2, "false": 1}}
    assert len(shown["false"]) == 1  # type: ignore[arg-type]


def test_a_transcript_cannot_steer_the_terminal() -> None:
    (steering,) = near_words_heard(NEAR[:1], ("a\x1b[2J",), heard("LoRA \x1b[31m"))
    assert steering.false
    assert "\x1b" not in near_words_as_text([steering])
    (missed,) = terms_heard(TERMS[:1], ("a\x1b[2J",), heard("\x1b[31m"), heard(""))
    assert "\x1b" not in terms_as_text([missed])
