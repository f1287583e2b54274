import json
import tomllib
from pathlib import Path

import pytest

from coach.bank.bank import load_bank
from coach.bench.listen_json import near_words_as_json, terms_as_json
from coach.bench.listen_text import near_words_as_text, terms_as_text
from coach.bench.listeners import Hypothesis
from coach.bench.term_trial import (
    NearHeard,
    NearWords,
    Term,
    TermHeard,
    load_near_words,
    load_terms,
    near_words_heard,
    stands_in,
    terms_heard,
)
from coach.domain.transcript import Word
from coach.errors import CoachError
from coach.paths import shipped_folder


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("k-means", "then K means, twice"),
        ("k-means", "then kmeans"),
        ("t-SNE", "a T. S. N. E. plot"),
        ("L1", "the L one penalty"),
        ("L1", "the l1-penalty"),
        ("BM25", "keep BM twenty-five"),
        ("LoRA", "two LoRAs"),
        ("ReLU", "ReLU's slope"),
        ("naive Bayes", "Naïve Bayes is"),
        ("A/B test", "an A-B test"),
        ("k-NN", "K, um, NN"),
        ("log-sum-exp", "the LogSumExp trick"),
    ],
)
def test_a_term_is_recognised_however_it_is_cut_and_spelled(term: str, text: str) -> None:
    assert stands_in(term, text)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("RAG", "what a drag"),
        ("RAG", "ragged edges"),
        ("L1", "the lone one"),
        ("LoRA", "with Laura"),
        ("k-means", "that means"),
        ("k-means", "OK means"),
        ("F1", "if one as well"),
        ("ROC", ""),
    ],
)
def test_other_words_are_not_taken_for_it(term: str, text: str) -> None:
    assert not stands_in(term, text)


def test_every_shipped_term_belongs_to_its_question_and_stands_in_its_sentence() -> None:
    questions = {path.stem: path.read_text("utf-8") for path in shipped_folder("rubrics").rglob("*.toml")}
    terms = load_terms()
    assert len(terms) == len({(term.question, term.term) for term in terms}) == 40
    for term in terms:
        assert term.stands_in(term.sentence), term.term
        assert stands_in(term.term, questions[term.question]), f"{term.term} is no term of {term.question}"


def test_a_voice_is_given_the_term_as_it_is_to_read_it(tmp_path: Path) -> None:
    (tmp_path / "terms.toml").write_text(
        '[[terms]]\nquestion = "q"\nterm = "ReLU"\nsentence = "So ReLU it is."\nsay = "ray loo"\nalso = ["rayloo"]\n'
        '[[terms]]\nquestion = "q"\nterm = "lasso"\nsentence = "The lasso."\n'
    )
    relu, lasso = load_terms(tmp_path / "terms.toml")
    assert (relu.to_say, lasso.to_say) == ("So ray loo it is.", "The lasso.")
    assert relu.stands_in("so Ray Loo it is")
    assert not lasso.stands_in("so Ray Loo it is")


@pytest.mark.parametrize("extra", ['colour = "red"', 'say = "x"\nsentence = "Nothing."'])
def test_a_broken_term_is_named(extra: str, tmp_path: Path) -> None:
    sentence = "" if "sentence" in extra else 'sentence = "So ReLU it is."\n'
    (tmp_path / "terms.toml").write_text(f'[[terms]]\nquestion = "q"\nterm = "ReLU"\n{sentence}{extra}\n')
    with pytest.raises(CoachError, match=r"terms\[1\]\."):
        load_terms(tmp_path / "terms.toml")
    tomllib.loads((tmp_path / "terms.toml").read_text())  # it is not the TOML that is broken


def test_no_near_sentence_has_the_term_that_it_is_near_to() -> None:
    bank = load_bank(shipped_folder("rubrics"), Path("/nonexistent"))
    near = load_near_words()
    assert len(near) >= 400
    for each in near:
        assert not stands_in(each.term, each.sentence), each
        bank.get(each.question)


@pytest.mark.parametrize(
    "text",
    [
        "question\tsentence\tterm\nq\tA sentence.\n",
        "question\tsentence\tterm\nq\t\tRAG\n",
        "q\tA sentence.\tRAG\n",
    ],
)
def test_a_broken_line_of_near_words_is_named(text: str, tmp_path: Path) -> None:
    (tmp_path / "near.tsv").write_text(text)
    with pytest.raises(CoachError, match="line"):
        load_near_words(tmp_path / "near.tsv")


def test_missing_near_words_are_an_error_for_people(tmp_path: Path) -> None:
    with pytest.raises(CoachError, match=r"near\.tsv"):
        load_near_words(tmp_path / "near.tsv")


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
