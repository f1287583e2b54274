"""Tries questions out, and says what the judge and the voice find doubtful in them, where, and what to do about it.

The judge doubts key points that the question's own model answer does not cover, that make two claims of which either
counts as the whole, that are of a kind on which it is known to be weak, that overlap, that are so general that answers
to other questions cover them, and mistakes that are nearer to their point than its own paraphrases are. The voice
doubts words that it has to guess at, where the guess may well be wrong.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations, pairwise, permutations
from pathlib import Path
from typing import Protocol

from coach.bank.bank import Bank
from coach.bank.check import Finding
from coach.bank.load import load_rubric
from coach.bank.question_files import list_questions
from coach.content.halves import claims_of
from coach.content.judge import AnswerToJudge, Judge, PreparedAnswer
from coach.content.words import plain_words
from coach.domain.coverage import PointCoverage, Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import typed_transcript
from coach.errors import RubricError
from coach.toml_files import shown_path
from coach.wording import plural

GRANTED = frozenset({Verdict.COVERED, Verdict.PARTLY})
"""The verdicts that count a point as made."""

MOST_QUOTED = 120
"""Characters of a text that a message repeats; a sentence, and most of a long one."""

LEAST_LIKE = 0.44
"""Cosine of the two nearest wordings of two points from which they may overlap. Of 186 pairs of points in the shipped
questions, 7 had more than half of the wordings of one taken for the other, none of them below 0.45."""

TRIED_FIRST = 2
"""Wordings that are tried first, those nearest to the other point; where none is taken for it, no others are."""

MOST_ANSWERS = 12
"""Model answers of other questions among which those that come nearest to a point are looked for."""

NEAREST = 3
"""Foreign answers, those nearest to a point, that must all make it before it is called general: one or two may make it
in passing, or the judge is wrong once."""

CLEARLY = 0.15
"""How much nearer than every paraphrase a mistake must be. A good mistake differs from the point in little else than
its claim, and is often a little nearer than a free paraphrase: of the 309 mistakes in the shipped questions 114 are."""

QUOTED_AS = {
    Verdict.PARTLY: "which makes only half of it:",
    Verdict.UNSURE: "which may or may not make it:",
    Verdict.MISSED: "nearest to it",
    Verdict.CONTRADICTED: "where it reads as the opposite:",
}
"""What is said of the words that are quoted, by verdict."""

TERM_WORDS, NUMBER_WORDS = 2, 3
"""Words up to which a point is only a term, or with a number among them only a number, and no sentence."""

MOST_NAMED = 8
"""Words that one message names."""

NO_QUESTION = Rubric("", "", ())
"""What the answers are prepared for: they answer another question than the one they are tried with."""

FEWEST_LETTERS = 3
"""Letters that a part needs to be a word, unless it is one letter or all capitals: the Lo of LoRA is none."""

ENDINGS = {"r": "əɹ", "rs": "əɹz", "er": "əɹ", "ers": "əɹz", "ly": "li", "ness": "nəs"}
"""Regular endings that the voice's dictionary does not take off a word, and how they sound."""

_WEAKENED = str.maketrans(dict.fromkeys("ɪᵻʊᵊ", "ə") | dict.fromkeys("ɾT", "t") | dict.fromkeys("ˈˌ ", ""))
"""Takes away what hardly matters to a listener: stress, and which weak vowel it is."""


class Weakness(StrEnum):
    """What makes it likelier that a point is judged wrongly."""

    TERM = "hardly more than a term"
    NUMBER = "hardly more than a number or a date"
    BARE = "without `also` or `mistakes`"

    @property
    def what_to_do(self) -> str:
        """What a user can do about it, as a sentence."""
        if self is Weakness.BARE:
            return "Add two paraphrases in `also` and a typical wrong claim in `mistakes`."
        return "Write what is claimed of it as a sentence, as one would say it in an answer."


RIGHT: Mapping[Weakness | None, int] = {Weakness.TERM: 40, Weakness.NUMBER: 50, Weakness.BARE: 65, None: 79}
"""In how many of 100 cases the verdict on such a point is the labelled one; None for all other points. Of hands that
nothing was fitted on, three outcomes; `models/training/calibrate.py` prints them."""


class Pronouncer(Protocol):
    """Says what a voice knows of words."""

    def unknown_words(self, text: str) -> tuple[str, ...]:
        """Return the words of a text that are not in the voice's dictionary, in their order, each once."""
        ...

    def pronounce(self, text: str) -> str:
        """Return the sounds of a text in the voice's phonetic letters; unknown words are guessed."""
        ...


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that is allowed and yet likely to judge badly or to sound wrong."""

    what: str
    """What was found, naming the key, without a full stop."""
    hint: str
    """What to do about it, as a sentence."""


@dataclass(frozen=True, slots=True)
class RubricFile:
    """A question and its file."""

    path: Path
    """The file."""
    rubric: Rubric
    """What it says."""


@dataclass(frozen=True, slots=True)
class Linted:
    """One question has been tried out."""

    path: Path
    """Its file."""
    findings: tuple[Finding, ...]
    """What was found; warnings, all of them."""


class ModelAnswers:
    """Hears model answers when they are asked for; used from one thread."""

    def __init__(self, judge: Judge) -> None:
        """Begin with none.

        Args:
            judge: Hears them.
        """
        self._judge = judge
        self._prepared: dict[str, PreparedAnswer] = {}

    def prepare(self, rubrics: Sequence[Rubric]) -> tuple[PreparedAnswer, ...]:
        """Return the answers of some questions; those that were not asked for yet are prepared together."""
        texts = [rubric.model_answer for rubric in rubrics]
        missing = [text for text in dict.fromkeys(texts) if text not in self._prepared]
        prepared = self._judge.prepare_answers(NO_QUESTION, [typed_transcript(text) for text in missing])
        self._prepared |= dict(zip(missing, prepared, strict=True))
        return tuple(self._prepared[text] for text in texts)


def files_of_bank(bank: Bank) -> tuple[RubricFile, ...]:
    """Return every question of the bank, without those of broken files and shipped ones that the user's replace."""
    return tuple(RubricFile(entry.path, entry.rubric) for entry in bank.entries if not entry.stale)


def files_below(path: Path) -> tuple[RubricFile, ...]:
    """Return the question of a file, or those of a folder: `*.toml` and `*/*.toml`.

    Args:
        path: A file or a folder; what cannot be read is passed over, as `coach.bank.check` names it.
    """
    places = [file.path for file in list_questions(path, top_level=True).files] if path.is_dir() else [path]
    files = []
    for place in places:
        try:
            files.append(RubricFile(place, load_rubric(place)))
        except RubricError:
            continue
    return tuple(files)


def lint_files(
    files: tuple[RubricFile, ...], bank: Bank, judge: Judge | None, pronouncer: Pronouncer | None
) -> Iterator[Linted]:
    """Try out every question, one step each.

    Args:
        files: The questions.
        bank: Questions whose model answers are tried too; where one of `files` has the same id, that one counts.
        judge: As for `lint_rubric`.
        pronouncer: As for `lint_rubric`.
    """
    known = {rubric.id: rubric for rubric in bank.rubrics} | {file.rubric.id: file.rubric for file in files}
    others = tuple(known.values())
    answers = None if judge is None else ModelAnswers(judge)
    for file in files:
        doubts = lint_rubric(file.rubric, others, judge, pronouncer, answers)
        name = shown_path(file.path)
        yield Linted(
            file.path, tuple(Finding(file.path, False, f"{name}: {doubt.what}.", doubt.hint) for doubt in doubts)
        )


def lint_rubric(
    rubric: Rubric,
    bank: Sequence[Rubric],
    judge: Judge | None,
    pronouncer: Pronouncer | None,
    answers: ModelAnswers | None = None,
) -> Iterator[Doubt]:
    """Try a question out.

    Args:
        rubric: The question.
        bank: Other questions, from which foreign answers are taken; this one may be among them.
        judge: Says what an answer covers; None leaves out what needs it.
        pronouncer: Says what the voice knows of words; None leaves out what needs it.
        answers: Has the model answers that were heard before, for whoever tries out many questions.
    """
    if judge is not None:
        yield from find_uncovered_points(rubric, judge)
        yield from find_weak_points(rubric)
        yield from find_double_points(rubric, judge)
        yield from find_overlaps(rubric, judge)
        yield from find_general_points(rubric, choose_foreign(rubric, bank), answers or ModelAnswers(judge), judge)
        yield from find_near_mistakes(rubric, judge)
    if pronouncer is not None:
        yield from find_unknown_words(rubric, pronouncer)


def find_uncovered_points(rubric: Rubric, judge: Judge) -> Iterator[Doubt]:
    """Judge the model answer; without one there is nothing to say.

    Args:
        rubric: The question.
        judge: Says what an answer covers.
    """
    if not rubric.model_answer:
        return
    (prepared,) = judge.prepare_answers(rubric, [typed_transcript(rubric.model_answer)])
    asked = AnswerToJudge(rubric, prepared)
    nearest = judge.near(asked)
    for number, point in enumerate(judge.judge_each([asked])[0].points):
        if point.verdict is Verdict.COVERED:
            continue
        passage = point.evidence or (prepared.said.quote(nearest[number].words) if nearest else None)
        near = f", {QUOTED_AS[point.verdict]} {quoted(passage.text)}" if passage is not None else ""
        yield Doubt(
            f"{place(rubric, number)} is {point.verdict.value} in the question's own `model_answer`{near}",
            "Say it in `model_answer` as clearly as a candidate should; if it is there, add that wording to `also`.",
        )


def weakness_of(point: KeyPoint) -> Weakness | None:
    """Say what makes it likelier that a point is judged wrongly; None where nothing does."""
    words = plain_words(point.point)
    if len(words) <= NUMBER_WORDS and any(word.replace(".", "").replace(",", "").isdigit() for word in words):
        return Weakness.NUMBER
    if len(words) <= TERM_WORDS:
        return Weakness.TERM
    return None if point.also or point.mistakes else Weakness.BARE


def find_weak_points(rubric: Rubric) -> Iterator[Doubt]:
    """Name the points of a kind on which the judge is known to be weak, with how often it is right about them.

    Args:
        rubric: The question.
    """
    for weakness in Weakness:
        places = [
            place(rubric, number) for number, point in enumerate(rubric.key_points) if weakness_of(point) is weakness
        ]
        if places:
            yield Doubt(
                f"{_listed(places)} {plural(len(places), 'is', 'are')} {weakness}: the judge is right about such "
                f"points in {RIGHT[weakness]} of 100 cases, about others in {RIGHT[None]}",
                weakness.what_to_do,
            )


def find_double_points(rubric: Rubric, judge: Judge) -> Iterator[Doubt]:
    """Answer with one half of every point that makes two claims, and see whether that counts as the whole.

    Args:
        rubric: The question.
        judge: Says what an answer covers.
    """
    halves = [(number, half) for number, point in enumerate(rubric.key_points) for half in claims_of(point.point) or ()]
    prepared = judge.prepare_answers(rubric, [typed_transcript(half) for _, half in halves])
    asked = [
        _about_one(rubric, rubric.key_points[number], each) for (number, _), each in zip(halves, prepared, strict=True)
    ]
    whole: dict[int, list[str]] = {}
    for (number, half), coverage in zip(halves, judge.judge_each(asked), strict=True):
        if coverage.points[0].verdict is Verdict.COVERED:
            whole.setdefault(number, []).append(half)
    for number, counted in whole.items():
        if len(counted) > 1:
            yield Doubt(
                f"{place(rubric, number)} makes two claims, and either alone counts as the whole: "
                f"{quoted(counted[0])} and {quoted(counted[1])}",
                "Make two key points of it, or leave out the lesser claim.",
            )


def find_overlaps(rubric: Rubric, judge: Judge) -> Iterator[Doubt]:
    """Answer with every single wording of every point, and see which other points it is taken for.

    Two points overlap where more than half of the wordings of each are taken for the other one. One way alone is no
    overlap: "it averages many trees, each on its own sample" rightly makes "it averages many trees".

    Args:
        rubric: The question.
        judge: Says what an answer covers.
    """
    said = [_wordings(point) for point in rubric.key_points]
    prepared = judge.prepare_answers(rubric, [typed_transcript(text) for texts in said for text in texts])
    firsts = [sum(len(texts) for texts in said[:at]) for at in range(len(said) + 1)]
    spoken = [prepared[start:stop] for start, stop in pairwise(firsts)]
    ways = {
        (one, other): _Way(rubric.key_points[other], spoken[one], judge.nearness(said[one], said[other]))
        for one, other in permutations(range(len(said)), 2)
    }
    there = _times_covered(rubric, {pair: ways[pair] for pair in combinations(range(len(said)), 2)}, judge)
    back = _times_covered(rubric, {(other, one): ways[other, one] for one, other in there}, judge)
    for one, other in there:
        if (other, one) in back:
            yield Doubt(
                f"{place(rubric, one)} and {place(rubric, other)} overlap: {there[one, other]} of {len(said[one])} "
                f"wordings of {rubric.key_points[one].id} count as {rubric.key_points[other].id}, "
                f"and {back[other, one]} of {len(said[other])} the other way round",
                "Merge the two, or reword them until an answer can make the one without the other.",
            )


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """One point said in each of its wordings, for another one."""

    point: KeyPoint
    """The other point."""
    prepared: Sequence[PreparedAnswer]
    """Each wording, taken for an answer."""
    near: Sequence[float]
    """How near each wording comes to the other point, -1.0 to 1.0."""

    @property
    def nearest_first(self) -> list[int]:
        """The places of the wordings."""
        return sorted(range(len(self.near)), key=lambda at: -self.near[at])


def _wordings(point: KeyPoint) -> tuple[str, ...]:
    """Return every wording of a point that has words."""
    return tuple(text for text in (point.point, *point.also) if plain_words(text))


def _times_covered(rubric: Rubric, ways: Mapping[tuple[int, int], _Way], judge: Judge) -> dict[tuple[int, int], int]:
    """Count the wordings of one point that cover another; only where they are more than half."""
    alike = {pair: way for pair, way in ways.items() if max(way.near, default=-1.0) >= LEAST_LIKE}
    first = _times_granted(rubric, {pair: (way, way.nearest_first[:TRIED_FIRST]) for pair, way in alike.items()}, judge)
    hopeful = {pair: way for pair, way in alike.items() if first[pair]}
    rest = _times_granted(
        rubric, {pair: (way, way.nearest_first[TRIED_FIRST:]) for pair, way in hopeful.items()}, judge
    )
    covered = {pair: first[pair] + rest[pair] for pair in hopeful}
    return {pair: times for pair, times in covered.items() if 2 * times > len(ways[pair].prepared)}


def _times_granted(
    rubric: Rubric, tried: Mapping[tuple[int, int], tuple[_Way, Sequence[int]]], judge: Judge
) -> dict[tuple[int, int], int]:
    """Judge all of these wordings together, and count those that are granted."""
    asked = [
        (pair, _about_one(rubric, way.point, way.prepared[at]))
        for pair, (way, places) in tried.items()
        for at in places
    ]
    times = dict.fromkeys(tried, 0)
    for (pair, _), coverage in zip(asked, judge.judge_each([each for _, each in asked]), strict=True):
        times[pair] += coverage.points[0].verdict in GRANTED
    return times


def find_general_points(
    rubric: Rubric, others: Sequence[Rubric], answers: ModelAnswers, judge: Judge
) -> Iterator[Doubt]:
    """Judge the model answers of other questions, see `choose_foreign`.

    Of a good bank hardly any point is general, and reading is what takes the time: so each is first read in its own
    sentence alone, beside the answer that comes nearest to it, and is let pass as soon as an answer does not make it.

    Args:
        rubric: The question.
        others: The questions whose model answers are judged.
        answers: Has their answers as they are heard.
        judge: Says what an answer covers.
    """
    prepared = answers.prepare(others)
    nearest = _nearest_answers(rubric, prepared, judge)
    left = set(_granted(rubric.alone, {number: places[0] for number, places in nearest.items()}, prepared, judge))
    quotes: dict[int, dict[int, str]] = {number: {} for number in left}
    for turn in range(NEAREST):
        granted = _granted(rubric, {number: nearest[number][turn] for number in left}, prepared, judge)
        left = set(granted)
        for number, point in granted.items():
            quotes[number][nearest[number][turn]] = point.evidence.text if point.evidence else ""
    for number in sorted(left):
        at = next((place for place, text in quotes[number].items() if text), nearest[number][0])
        words = f"{quoted(quotes[number][at])} in " if quotes[number][at] else ""
        yield Doubt(
            f"{place(rubric, number)} is so general that answers to other questions cover it: all {NEAREST} that "
            f"come nearest to it among {len(others)} model answers, for instance {words}that of {others[at].id}",
            "Name what it is about, or give it words that belong to this question alone.",
        )


def _nearest_answers(rubric: Rubric, prepared: Sequence[PreparedAnswer], judge: Judge) -> dict[int, list[int]]:
    """Return for each point the answers that come nearest to it, without the points that too few may make."""
    near = [judge.near(AnswerToJudge(rubric, each)) for each in prepared]
    nearest = {}
    for number in range(len(rubric.key_points)):
        cosines = {at: each[number].cosine for at, each in enumerate(near) if each and not judge.too_far(each[number])}
        if len(cosines) >= NEAREST:
            nearest[number] = sorted(cosines, key=lambda at, of=cosines: -of[at])[:NEAREST]  # type: ignore[misc]
    return nearest


def _granted(
    rubric: Rubric, tried: Mapping[int, int], prepared: Sequence[PreparedAnswer], judge: Judge
) -> dict[int, PointCoverage]:
    """Judge points, by their numbers, on one answer each, all together; return those that are made."""
    asked = [_about_one(rubric, rubric.key_points[number], prepared[at]) for number, at in tried.items()]
    points = [coverage.points[0] for coverage in judge.judge_each(asked)]
    return {number: point for number, point in zip(tried, points, strict=True) if point.verdict in GRANTED}


def _about_one(rubric: Rubric, point: KeyPoint, answer: PreparedAnswer) -> AnswerToJudge:
    return AnswerToJudge(replace(rubric, key_points=(point,)), answer)


def choose_foreign(rubric: Rubric, bank: Sequence[Rubric]) -> tuple[Rubric, ...]:
    """Choose the questions with whose model answers a question is tried: other topics first, each topic in turn.

    The same questions are chosen each time. A question of the same topic comes last, since its answer may well make the
    point.

    Args:
        rubric: The question.
        bank: All questions; this one, and those without a model answer, are passed over.
    """
    topics: dict[str, list[Rubric]] = {}
    for other in bank:
        if other.id != rubric.id and other.model_answer:
            topics.setdefault(other.topic, []).append(other)
    same = topics.pop(rubric.topic, [])
    longest = max((len(group) for group in topics.values()), default=0)
    in_turn = [group[turn] for turn in range(longest) for group in topics.values() if turn < len(group)]
    return tuple([*in_turn, *same][:MOST_ANSWERS])


def find_near_mistakes(rubric: Rubric, judge: Judge) -> Iterator[Doubt]:
    """Measure how near each mistake and each paraphrase comes to the point's own sentence, by similarity.

    Args:
        rubric: The question.
        judge: Measures nearness.
    """
    for number, point in enumerate(rubric.key_points):
        if not point.also or not point.mistakes:
            continue
        nearest = max(judge.nearness(point.also, [point.point]))
        for at, (mistake, near) in enumerate(
            zip(point.mistakes, judge.nearness(point.mistakes, [point.point]), strict=True), start=1
        ):
            if near >= nearest + CLEARLY:
                yield Doubt(
                    f"{place(rubric, number, f'.mistakes[{at}]')} is nearer to the point ({near:.2f}) than any `also` "
                    f"is (at most {nearest:.2f}): {quoted(mistake)}",
                    "Add an `also` that stays closer to the point's own words, or make the mistake differ more.",
                )


def find_unknown_words(rubric: Rubric, pronouncer: Pronouncer) -> Iterator[Doubt]:
    """Look through what the voice reads aloud: the question and the model answer.

    Args:
        rubric: The question.
        pronouncer: Says what the voice knows of words.
    """
    asked = list_doubtful_words(rubric.to_say, pronouncer)
    if asked:
        key, where = ("spoken", "it in") if rubric.spoken else ("question", "a line")
        yield Doubt(
            f"`{key}` has {_named(asked)} in the voice's dictionary, so it guesses",
            f'If it sounds wrong, write {where} `spoken = "..."` the way it sounds.',
        )
    answered = list_doubtful_words(rubric.model_answer, pronouncer)
    if answered:
        yield Doubt(
            f"`model_answer` has {_named(answered)} in the voice's dictionary, so it guesses",
            "If it sounds wrong, use another word or spell it the way it sounds; for the question alone there is "
            '`spoken = "..."`.',
        )


def _listed(texts: Sequence[str]) -> str:
    """Join a few texts, and count the rest."""
    rest = len(texts) - MOST_NAMED
    return ", ".join(texts[:MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _named(words: tuple[str, ...]) -> str:
    """Return which words: `"logits", which is not`."""
    return f"{_listed([quoted(word) for word in words])}, which {plural(len(words), 'is', 'are')} not"


def list_doubtful_words(text: str, pronouncer: Pronouncer) -> tuple[str, ...]:
    """Return the words whose sound the voice has to guess, each once, without those that it guesses well.

    A guess counts as good where it sounds like the parts of the word that the voice does know: soft and max, optimize
    with an r, XG and Boost.

    Args:
        text: What is read aloud.
        pronouncer: Says what the voice knows of words.
    """
    doubtful = {}
    for word in pronouncer.unknown_words(text):
        if word.casefold() not in doubtful and not _guessed_well(word, pronouncer):
            doubtful[word.casefold()] = word
    return tuple(doubtful.values())


def _guessed_well(word: str, pronouncer: Pronouncer) -> bool:
    guess = _weakened(pronouncer.pronounce(word))
    return any(guess == _weakened(sound) for sound in _sounds_of_parts(word, pronouncer))


def _sounds_of_parts(word: str, pronouncer: Pronouncer) -> Iterator[str]:
    """Yield how a word would sound if it were made of known ones, in every way that it can be."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))
    if plain != word and _known(plain, pronouncer):
        yield pronouncer.pronounce(plain)
    for ending, sound in ENDINGS.items():
        if plain.endswith(ending) and _known(plain.removesuffix(ending), pronouncer):
            yield pronouncer.pronounce(plain.removesuffix(ending)) + sound
    for at in range(1, len(plain)):
        head, tail = plain[:at], plain[at:]
        if _known(head, pronouncer) and _known(tail, pronouncer):
            yield pronouncer.pronounce(head) + pronouncer.pronounce(tail)


def _known(part: str, pronouncer: Pronouncer) -> bool:
    return (len(part) >= FEWEST_LETTERS or len(part) == 1 or part.isupper()) and not pronouncer.unknown_words(part)


def _weakened(sounds: str) -> str:
    """Make sounds comparable; a doubled consonant, as in rerun from "re" and "run", is heard once."""
    return re.sub(r"(.)\1", r"\1", sounds.translate(_WEAKENED))


def place(rubric: Rubric, number: int, below: str = "") -> str:
    """Name a key point, or a key below it: `key_points[2].also` (sparse).

    Args:
        rubric: The question.
        number: Index of the point, from 0; shown from 1, as other messages about files do.
        below: What follows the point's number: `.also`.
    """
    return f"`key_points[{number + 1}]{below}` ({rubric.key_points[number].id})"


def quoted(text: str) -> str:
    """Put a text in quotes, without the stop at its end; a long one is cut between two words."""
    line = " ".join(text.split()).rstrip(".,;: ")
    if len(line) > MOST_QUOTED:
        line = line[:MOST_QUOTED].rsplit(" ", 1)[0] + " …"
    return f'"{line}"'
