from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from fakes import DECISION, FakeEmbedder, FakeReader, fake_judge

from coach.bank.bank import Bank, keep_bank, load_bank
from coach.content.encoder import Encoder
from coach.content.judge import Judge, PreparedAnswer
from coach.content.reader import Entailment, Pair
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import Transcript
from coach.practice.lint import (
    RIGHT,
    Doubt,
    ModelAnswers,
    Weakness,
    choose_foreign,
    files_below,
    files_of_bank,
    find_double_points,
    find_general_points,
    find_near_mistakes,
    find_overlaps,
    find_uncovered_points,
    find_unknown_words,
    find_weak_points,
    lint_files,
    lint_rubric,
    list_doubtful_words,
    place,
    quoted,
)


def test_a_point_is_counted_from_one_and_its_id_follows() -> None:
    rubric = Rubric("l1", "Why?", (KeyPoint("a", "One."), KeyPoint("b", "Two.")))
    assert place(rubric, 1, ".also[3]") == "`key_points[2].also[3]` (b)"


def test_a_long_text_is_cut_between_words_and_lines_become_one_without_a_stop() -> None:
    assert quoted("two\nlines.") == '"two lines"'
    assert quoted("word " * 30) == f'"{"word " * 24}…"'


class Counting(Judge):
    """Remembers how many answers it prepared."""

    heard = 0

    def prepare_answers(self, rubric: Rubric, transcripts: Sequence[Transcript]) -> tuple[PreparedAnswer, ...]:
        self.heard += len(transcripts)
        return super().prepare_answers(rubric, transcripts)


def question(name: str, answer: str) -> Rubric:
    return Rubric(name, "Why?", (), model_answer=answer)


def test_an_answer_is_prepared_once_however_often_it_is_asked_for() -> None:
    judge = Counting(Encoder(FakeEmbedder(), FakeReader()), DECISION)
    answers = ModelAnswers(judge)
    one, other = question("one", "Trees split nodes."), question("other", "Nets have layers.")
    first = answers.prepare([one, other])
    assert [each.said.words for each in first] == [("trees", "split", "nodes"), ("nets", "have", "layers")]
    assert answers.prepare([other, one]) == (first[1], first[0])
    assert judge.heard == 2


def test_an_answer_that_was_edited_is_prepared_anew() -> None:
    answers = ModelAnswers(Counting(Encoder(FakeEmbedder(), FakeReader()), DECISION))
    answers.prepare([question("one", "Trees split nodes.")])
    (edited,) = answers.prepare([question("one", "Trees grow deep.")])
    assert edited.said.words == ("trees", "grow", "deep")


JUDGE = fake_judge()

POINT = "lasso drives many weights exactly to zero"
FREE = "useless columns vanish with weights at zero"  # shares "weights" and "zero" of seven words each: 2 / 7
NEAR_MISTAKE = "lasso drives no weights exactly to zero"  # six of seven words: 6 / 7
FAR_MISTAKE = "every column keeps large values"


def near_mistakes(also: tuple[str, ...], mistakes: tuple[str, ...]) -> list[str]:
    rubric = Rubric("l1", "What helps?", (KeyPoint("sparse", POINT, also=also, mistakes=mistakes),))
    return [doubt.what for doubt in find_near_mistakes(rubric, JUDGE)]


def test_a_mistake_nearer_than_every_paraphrase_is_named_with_both_numbers() -> None:
    (what,) = near_mistakes((FREE,), (FAR_MISTAKE, NEAR_MISTAKE))
    assert what == (
        "`key_points[1].mistakes[2]` (sparse) is nearer to the point (0.86) than any `also` is (at most 0.29): "
        f'"{NEAR_MISTAKE}"'
    )


def test_one_paraphrase_as_near_as_the_mistake_is_enough() -> None:
    assert near_mistakes((FREE, "lasso drives many weights right to zero"), (NEAR_MISTAKE,)) == []


def test_a_mistake_that_is_only_a_little_nearer_is_let_pass() -> None:
    five_of_seven = "lasso drives many weights near nothing to"  # 5 / 7, which is 0.14 less
    assert near_mistakes((five_of_seven,), (NEAR_MISTAKE,)) == []


def test_without_paraphrases_there_is_nothing_to_compare_with() -> None:
    assert near_mistakes((), (NEAR_MISTAKE,)) == []


SPARSE = KeyPoint(
    "sparse",
    "lasso drives many weights exactly to zero",
    mistakes=("lasso keeps every single feature dense",),
)
DENSE = KeyPoint("dense", "ridge shrinks large coefficients smoothly without dropping features")


def uncovered(answer: str) -> list[str]:
    rubric = Rubric("l1", "What is lasso?", (SPARSE, DENSE), model_answer=answer)
    return [doubt.what for doubt in find_uncovered_points(rubric, JUDGE)]


def test_a_model_answer_that_makes_every_point_raises_no_doubt() -> None:
    assert uncovered(f"{SPARSE.point}. {DENSE.point}.") == []


def test_a_point_that_is_left_out_is_named_with_its_verdict_and_the_nearest_sentence() -> None:
    (what,) = uncovered("Lasso drives many weights exactly to zero, while large coefficients hurt.")
    assert what == (
        "`key_points[2]` (dense) is missed in the question's own `model_answer`, nearest to it "
        '"while large coefficients hurt"'
    )


def test_a_point_that_the_model_answer_contradicts_is_called_that() -> None:
    (what,) = uncovered(f"Lasso keeps every single feature dense. {DENSE.point}.")
    assert what == (
        "`key_points[1]` (sparse) is contradicted in the question's own `model_answer`, where it reads as the "
        'opposite: "Lasso keeps every single feature dense"'
    )


def test_a_point_of_which_only_half_is_said_is_named_with_the_words_that_make_the_half() -> None:
    two = KeyPoint("pull", "Lasso reaches exact zeros because constant pull stays strong.")
    rubric = Rubric("l1", "What is lasso?", (two,), model_answer="Lasso reaches exact zeros because constant pull.")
    (doubt,) = find_uncovered_points(rubric, JUDGE)
    assert doubt.what == (
        "`key_points[1]` (pull) is partly in the question's own `model_answer`, which makes only half of it: "
        '"Lasso reaches exact zeros because constant pull"'
    )


def test_a_point_that_may_or_may_not_be_said_is_called_unsure() -> None:
    rubric = Rubric("l1", "?", (DENSE,), model_answer="Ridge shrinks large coefficients, and nothing is lost by it.")
    unsure = Judge(Encoder(FakeEmbedder(), FakeReader()), replace(DECISION, asked_from=0.0))
    (doubt,) = find_uncovered_points(rubric, unsure)
    assert doubt.what == (
        "`key_points[1]` (dense) is unsure in the question's own `model_answer`, which may or may not make it: "
        '"Ridge shrinks large coefficients"'
    )


def test_without_a_model_answer_there_is_nothing_to_say() -> None:
    assert uncovered("") == []


def test_a_model_answer_without_any_claim_leaves_every_point_uncovered() -> None:
    assert [what.split(",")[0] for what in uncovered("Yes.")] == [
        "`key_points[1]` (sparse) is missed in the question's own `model_answer`",
        "`key_points[2]` (dense) is missed in the question's own `model_answer`",
    ]


GENERAL = KeyPoint("depends", "the best choice depends on your data")
NARROW = KeyPoint("sparse", "lasso drives many weights exactly to zero")
RUBRIC = Rubric("l1", "What is lasso?", (NARROW, GENERAL))


def foreign(number: int, answer: str) -> Rubric:
    own = KeyPoint("own", "trees split nodes until every leaf stays pure")
    text = f"Trees split nodes until every leaf stays pure. {answer}"
    return Rubric(f"q{number}", "How do trees grow?", (own,), model_answer=text)


def asking(number: int, topic: str) -> Rubric:
    return replace(foreign(number, ""), topic=topic)


def doubts(others: Sequence[Rubric], judge: Judge = JUDGE) -> list[Doubt]:
    return list(find_general_points(RUBRIC, others, ModelAnswers(judge), judge))


def test_a_point_that_the_three_nearest_foreign_answers_make_is_general_and_the_words_taken_for_it_are_quoted() -> None:
    others = [foreign(3, ""), *(foreign(at, "The best choice depends on your data.") for at in range(3))]
    (doubt,) = doubts(others)
    assert doubt.what == (
        "`key_points[2]` (depends) is so general that answers to other questions cover it: all 3 that come "
        'nearest to it among 4 model answers, for instance "The best choice depends on your data" in that of q0'
    )


def test_where_no_words_stand_out_the_nearest_answer_that_makes_a_general_point_is_named() -> None:
    class Silent(FakeReader):
        def _entailment(self, pair: Pair) -> Entailment:
            return replace(super()._entailment(pair), supports=np.zeros(len(pair.words), dtype=np.float32))

    others = [foreign(at, "The best choice depends on your data.") for at in range(3)]
    (doubt,) = doubts(others, fake_judge(Silent()))
    assert doubt.what.endswith("among 3 model answers, for instance that of q0")


def test_a_point_that_the_nearest_answer_does_not_make_is_read_beside_no_other() -> None:
    reader = FakeReader()
    others = [foreign(at, "The data of your choice are many.") for at in range(9)]
    assert doubts(others, fake_judge(reader)) == []
    assert sorted({pair.claim for pair in reader.asked}) == sorted(pair.claim for pair in reader.asked)


def test_two_foreign_answers_are_not_enough() -> None:
    others = [foreign(at, "The best choice depends on your data." if at < 2 else "") for at in range(4)]
    assert doubts(others) == []


def test_fewer_foreign_answers_than_three_say_nothing() -> None:
    others = [foreign(at, "The best choice depends on your data.") for at in range(2)]
    assert doubts(others) == []


def test_other_topics_come_first_each_in_turn_and_never_the_question_itself() -> None:
    bank = [
        asking(0, "mine"),
        asking(1, "mine"),
        asking(2, "trees"),
        asking(3, "trees"),
        asking(4, "nets"),
        replace(asking(5, "nets"), model_answer=""),
    ]
    assert [other.id for other in choose_foreign(bank[0], bank)] == ["q2", "q4", "q3", "q1"]


def test_at_most_twelve_are_chosen() -> None:
    bank = [asking(at, "trees") for at in range(30)]
    assert [other.id for other in choose_foreign(asking(99, "mine"), bank)] == [f"q{at}" for at in range(12)]


class Granting(FakeReader):
    """Grants every claim to an answer that has some word."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self.word = word

    def _entailment(self, pair: Pair) -> Entailment:
        made = 0.97 if self.word in pair.words else 0.01
        none = np.zeros(len(pair.words), dtype=np.float32)
        return Entailment(np.array([made, 0.98 - made, 0.01, 0.01], dtype=np.float32), none, none)


TWO_CLAIMS = KeyPoint("two", "bagging averages many deep trees while boosting corrects earlier weak trees")


def double(point: KeyPoint, word: str) -> list[str]:
    return [
        doubt.what
        for doubt in find_double_points(Rubric("bags", "What differs?", (point,)), fake_judge(Granting(word)))
    ]


def test_a_point_of_which_either_claim_counts_as_the_whole_is_named_with_both() -> None:
    assert double(TWO_CLAIMS, "trees") == [
        "`key_points[1]` (two) makes two claims, and either alone counts as the whole: "
        '"Bagging averages many deep trees" and "Boosting corrects earlier weak trees"'
    ]


def test_a_point_of_which_one_claim_alone_counts_is_let_pass() -> None:
    assert double(TWO_CLAIMS, "boosting") == []


def test_a_point_with_one_claim_is_not_read() -> None:
    assert double(replace(TWO_CLAIMS, point="bagging averages many deep trees"), "trees") == []


CARD = Rubric(
    "revolution",
    "When did it begin, and with what?",
    (
        KeyPoint("year", "14 July 1789"),
        KeyPoint("event", "the storming", also=("the Bastille was stormed",)),
        KeyPoint("cause", "the crown was bankrupt and bread was dear"),
        KeyPoint("effect", "the old order fell within a year", also=("feudal rights were abolished",)),
    ),
)


def test_a_point_of_a_kind_on_which_the_judge_is_weak_is_named_with_how_often_it_is_right() -> None:
    assert [(doubt.what, doubt.hint) for doubt in find_weak_points(CARD)] == [
        (
            f"`key_points[{at}]` ({name}) is {weakness}: the judge is right about such points in {RIGHT[weakness]} of "
            f"100 cases, about others in {RIGHT[None]}",
            weakness.what_to_do,
        )
        for at, name, weakness in (
            (2, "event", Weakness.TERM),
            (1, "year", Weakness.NUMBER),
            (3, "cause", Weakness.BARE),
        )
    ]
    assert all(0 < right <= 100 for right in RIGHT.values())


def test_many_weak_points_are_named_in_one_warning_and_the_rest_is_counted() -> None:
    deck = replace(CARD, key_points=tuple(KeyPoint(f"w{at}", "le fromage") for at in range(11)))
    (doubt,) = find_weak_points(deck)
    assert doubt.what.startswith("`key_points[1]` (w0), ")
    assert "`key_points[8]` (w7) and 3 more are hardly more than a term: " in doubt.what


DROPS_FEATURES = KeyPoint(
    "sparse",
    "lasso drives many weights exactly to zero",
    also=("lasso drives weights exactly to zero", "many weights exactly zero with lasso"),
)
SAME_AGAIN = KeyPoint(
    "zeros",
    "lasso drives many weights right to zero",
    also=("weights driven exactly to zero by lasso drives", "lasso drives many weights to zero exactly"),
)
KEEPS_FEATURES = KeyPoint(
    "dense",
    "ridge shrinks large coefficients smoothly without dropping features",
    also=("ridge shrinks coefficients smoothly and keeps features",),
)


def overlapping(*points: KeyPoint) -> list[str]:
    return [doubt.what for doubt in find_overlaps(Rubric("l1", "What is lasso?", points), JUDGE)]


def test_two_points_in_nearly_the_same_words_overlap_and_the_counts_are_given() -> None:
    (what,) = overlapping(KEEPS_FEATURES, DROPS_FEATURES, SAME_AGAIN)
    assert what == (
        "`key_points[2]` (sparse) and `key_points[3]` (zeros) overlap: 3 of 3 wordings of sparse count as zeros, "
        "and 3 of 3 the other way round"
    )


def test_points_that_share_no_words_do_not_overlap() -> None:
    assert overlapping(DROPS_FEATURES, KEEPS_FEATURES) == []


def test_one_way_is_no_overlap() -> None:
    both_claims = KeyPoint(
        "both",
        "lasso drives many weights exactly to zero",
        also=(
            "lasso drives many weights exactly to zero. ridge shrinks large coefficients smoothly without dropping "
            "features",
            "ridge shrinks large coefficients smoothly without dropping features. lasso drives weights exactly to zero",
        ),
    )
    assert overlapping(both_claims, KEEPS_FEATURES) == []


def test_a_single_wording_of_several_is_no_overlap() -> None:
    with_one = KeyPoint("sparse", DROPS_FEATURES.point, also=(*DROPS_FEATURES.also, KEEPS_FEATURES.point))
    assert overlapping(with_one, KEEPS_FEATURES) == []


def test_points_of_which_no_two_wordings_are_alike_are_not_read() -> None:
    reader = FakeReader()
    rubric = Rubric("l1", "What is lasso?", (DROPS_FEATURES, KEEPS_FEATURES))
    assert list(find_overlaps(rubric, fake_judge(reader))) == []
    assert reader.asked == []


WORDS = "lasso drives many weights exactly to zero"
DOUBTFUL = Rubric(
    "l1",
    "What helps?",
    (
        KeyPoint(
            "sparse",
            WORDS,
            also=("useless columns vanish with weights at zero",),
            mistakes=("lasso drives no weights exactly to zero",),
        ),
        KeyPoint("zeros", "lasso drives many weights right to zero"),
        KeyPoint("depends", "the best choice depends on your data"),
    ),
    model_answer=f"Frobnicate. {WORDS}.",
)
FOREIGN = tuple(
    Rubric(
        f"q{at}",
        "Why?",
        (KeyPoint("own", "trees split nodes until every leaf stays pure"),),
        model_answer="Trees split nodes until every leaf stays pure. The best choice depends on your data.",
    )
    for at in range(3)
)


class OneWord:
    """Does not know how to say one word."""

    def unknown_words(self, text: str) -> tuple[str, ...]:
        return ("Frobnicate",) if "Frobnicate" in text else ()

    def pronounce(self, text: str) -> str:
        return text.replace("Frobnicate", "?")


def whats(judge: Judge | None, pronouncer: OneWord | None) -> list[str]:
    return [doubt.what for doubt in lint_rubric(DOUBTFUL, FOREIGN, judge, pronouncer)]


def test_every_lint_has_its_say() -> None:
    found = "\n".join(whats(JUDGE, OneWord()))
    for said in (
        "(depends) is missed in the question's own `model_answer`",
        "(depends) is so general",
        "`key_points[1].mistakes[1]` (sparse) is nearer to the point",
        '`model_answer` has "Frobnicate"',
    ):
        assert said in found


def test_without_a_judge_only_the_voice_has_a_say_and_the_other_way_round() -> None:
    (only,) = whats(None, OneWord())
    assert "Frobnicate" in only
    assert len(whats(JUDGE, None)) == len(whats(JUDGE, OneWord())) - 1
    assert whats(None, None) == []


LASSO = "lasso drives many weights exactly to zero"


def put(folder: Path, name: str, answer: str = LASSO) -> Path:
    path = folder / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'id = "{path.stem}"\nquestion = "Why?"\nmodel_answer = "{answer}"\n[[key_points]]\nid = "sparse"\n'
        f'point = "{LASSO}"\nmistakes = ["lasso keeps every weight"]\n'
    )
    return path


def test_a_broken_file_is_passed_over_and_the_others_are_tried(tmp_path: Path) -> None:
    good, below = put(tmp_path, "good"), put(tmp_path, "concepts/below")
    (tmp_path / "bad.toml").write_text("[")
    assert [file.path for file in files_below(tmp_path)] == [good, below]
    assert files_below(tmp_path / "bad.toml") == ()
    assert files_below(tmp_path / "missing.toml") == ()


def test_a_shipped_question_that_the_users_replaces_is_not_tried(tmp_path: Path) -> None:
    put(tmp_path / "shipped", "concepts/one")
    own = put(tmp_path / "own", "one")
    assert [file.path for file in files_of_bank(load_bank(tmp_path / "shipped", tmp_path / "own"))] == [own]


def test_a_broken_file_is_not_tried_in_the_last_version_that_could_be_read(tmp_path: Path) -> None:
    put(tmp_path / "shipped", "concepts/one")
    own = put(tmp_path / "own", "two")
    keep_bank(load_bank(tmp_path / "shipped", tmp_path / "own"), tmp_path / "own")
    own.write_text("[")
    bank = load_bank(tmp_path / "shipped", tmp_path / "own")
    assert len(bank.entries) == 2
    assert [file.rubric.id for file in files_of_bank(bank)] == ["one"]


def test_each_question_is_one_step_with_warnings_that_name_the_file(tmp_path: Path) -> None:
    put(tmp_path, "a")
    lacking = put(tmp_path, "b", "Large trees overfit badly.")
    first, second = lint_files(files_below(tmp_path), Bank(()), JUDGE, None)
    assert first.findings == ()
    (finding,) = second.findings
    assert (second.path, finding.path, finding.is_error) == (lacking, lacking, False)
    assert finding.message.startswith(f"{lacking}: `key_points[1]` (sparse) is missed in")
    assert finding.message.endswith(".")
    assert finding.hint


def test_the_bank_lends_its_model_answers_and_the_file_itself_is_never_its_own_foreign_answer(tmp_path: Path) -> None:
    mine = put(tmp_path / "mine", "one")
    for name in ("one", "two", "three"):
        put(tmp_path / "bank", f"concepts/{name}")
    (linted,) = lint_files(files_below(mine), load_bank(tmp_path / "bank", tmp_path / "none"), JUDGE, None)
    assert linted.findings == ()
    put(tmp_path / "bank", "concepts/four")
    (linted,) = lint_files(files_below(mine), load_bank(tmp_path / "bank", tmp_path / "none"), JUDGE, None)
    assert "among 3 model answers" in linted.findings[0].message


class FakePronouncer:
    """Knows the words given and how they sound; says every other word letter by letter, and capitals as well."""

    def __init__(self, known: dict[str, str], guesses: dict[str, str]) -> None:
        self._known = known
        self._guesses = guesses

    def unknown_words(self, text: str) -> tuple[str, ...]:
        words = [word.strip(".,?") for word in text.split()]
        return tuple(dict.fromkeys(word for word in words if word.lower() not in self._known and not word.isupper()))

    def pronounce(self, text: str) -> str:
        return self._known.get(text.lower()) or self._guesses.get(text, text)


VOICE = FakePronouncer(
    {
        "what": "wʌt",
        "is": "ɪz",
        "and": "ænd",
        "soft": "sˈɔft",
        "max": "mˈæks",
        "log": "lˈɔɡ",
        "its": "ɪts",
        "optimize": "ˈɑptəmˌIz",
        "boost": "bˈust",
        "lo": "lˈO",
        "naive": "nIˈiv",
        "xg": "ɛksʤi",
    },
    {
        "softmax": "sˈɔftmæks",
        "logits": "lˈɑʤɪts",
        "optimizer": "ˈɑptɪmˌIzəɹ",
        "XGBoost": "ˌɛksʤˈi bˈust",
        "LoRA": "lORA",
        "naïve": "nIˈiv",
    },
)
ASKED_ALOUD = Rubric("r", "What is log?", (KeyPoint("p", "It is soft."),))


def doubtful(text: str) -> tuple[str, ...]:
    return list_doubtful_words(text, VOICE)


def test_words_of_the_dictionary_and_words_in_capitals_are_fine() -> None:
    assert doubtful("What is its MAX and GPU?") == ()


def test_a_guess_that_sounds_like_two_known_words_in_one_is_fine_and_another_is_not() -> None:
    assert doubtful("softmax and logits") == ("logits",)


def test_a_regular_ending_on_a_known_word_is_fine_whatever_its_weak_vowels() -> None:
    assert doubtful("optimizer") == ()


def test_a_name_of_letters_and_a_word_is_fine_and_one_with_a_scrap_of_two_letters_is_not() -> None:
    assert doubtful("XGBoost and LoRA") == ("LoRA",)


def test_an_accent_makes_no_word_unknown() -> None:
    assert doubtful("naïve") == ()


def test_a_word_is_named_once_however_it_is_written() -> None:
    assert doubtful("Logits and logits") == ("Logits",)


def test_the_question_is_looked_at_only_where_nothing_is_written_as_it_sounds() -> None:
    asked = replace(ASKED_ALOUD, question="What is LoRA?")
    (doubt,) = find_unknown_words(asked, VOICE)
    assert doubt.what == '`question` has "LoRA", which is not in the voice\'s dictionary, so it guesses'
    assert 'write a line `spoken = "..."`' in doubt.hint
    assert list(find_unknown_words(replace(asked, spoken="What is log?"), VOICE)) == []
    (doubt,) = find_unknown_words(replace(asked, spoken="What is logits?"), VOICE)
    assert doubt.what.startswith('`spoken` has "logits"')


def test_the_model_answer_is_looked_at_too_and_many_words_are_counted() -> None:
    answer = "qa qb qc qd qe qf qg qh qi qj"
    (doubt,) = find_unknown_words(replace(ASKED_ALOUD, model_answer=answer), VOICE)
    assert doubt.what.startswith('`model_answer` has "qa", "qb"')
    assert '"qh" and 2 more, which are not' in doubt.what
