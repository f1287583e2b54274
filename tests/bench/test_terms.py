import tomllib
from pathlib import Path

import pytest

from coach.bank.bank import load_bank
from coach.bench.terms import load_near_words, load_terms, stands_in
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
    with pytest.raises(CoachError, match="term 1"):
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
