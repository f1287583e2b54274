"""All questions: the shipped ones with the user's own laid over them."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from coach.bank.keeping import keep_last_good, kept_rubric, last_good_path
from coach.bank.load import load_rubric
from coach.bank.question_files import QuestionFile, list_questions
from coach.domain.rubric import AGAIN, Rubric, audience_of, explain_to, is_following, say_again, split_id
from coach.errors import RubricError
from coach.toml_files import shown, shown_path

TOPICS = (
    "Fundamentals",
    "Algorithms",
    "Deep learning",
    "Stats & evaluation",
    "LLMs & modern",
    "ML coding",
    "ML system design",
    "Behavioral",
)
"""The topics that are listed first, in the order in which one learns them."""
OTHER = "Other"
"""The heading of questions without a topic."""
DEFAULT_ROUND = "concepts"
"""The round of a user's question that lies in no folder and replaces nothing."""
USED_MEANWHILE = "Until then its last good version is used."
"""Said of a broken file whose last good version is there."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A question and where it comes from."""

    rubric: Rubric
    """The question."""
    path: Path
    """Its file."""
    round: str = DEFAULT_ROUND
    """The round of interviews it belongs to; the name of its folder."""
    own: bool = False
    """Whether it comes from the user's folder."""
    shipped: Path | None = None
    """The shipped file that it replaces; None where it replaces none."""
    stale: bool = False
    """Whether the file is broken, and this is the last version of it that could be read."""


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """The questions of one topic."""

    topic: str
    """The heading."""
    rubrics: tuple[Rubric, ...]
    """In the order of the bank."""


@dataclass(frozen=True, slots=True)
class Bank:
    """All questions."""

    entries: tuple[Entry, ...]
    """Every question once, sorted by round and id."""
    problems: tuple[RubricError, ...] = ()
    """What was wrong with files that were passed over."""

    @property
    def rubrics(self) -> tuple[Rubric, ...]:
        """Every question, in order."""
        return tuple(entry.rubric for entry in self.entries)

    @property
    def versions(self) -> Mapping[str, str]:
        """The version of every question, by its id."""
        return {rubric.id: rubric.version for rubric in self.rubrics}

    @property
    def rounds(self) -> Mapping[str, frozenset[str]]:
        """The ids of the questions of each round, by the round's name."""
        found: dict[str, set[str]] = {}
        for entry in self.entries:
            found.setdefault(entry.round, set()).add(entry.rubric.id)
        return {name: frozenset(ids) for name, ids in found.items()}

    def get(self, question_id: str) -> Rubric:
        """Return the question with this id; a follow-up or an exercise has its id and one more behind it.

        Raises:
            RubricError: There is none; the hint names ids that look alike.
        """
        name, point_id = split_id(question_id)
        rubric = self.entry(name).rubric
        if not is_following(question_id):
            return rubric
        audience = audience_of(question_id)
        if audience is not None:
            return explain_to(rubric, audience)
        again = point_id.removeprefix(AGAIN)
        if again != point_id and again in {point.id for point in rubric.key_points}:
            return say_again(rubric, again)
        for follow_up in rubric.follow_ups:
            if follow_up.point == point_id:
                return rubric.dig(follow_up)
        raise RubricError(f"The question {shown(name)} has no follow-up {shown(point_id)}.", "Its rubric was changed.")

    def entry(self, question_id: str) -> Entry:
        """Return the question with this id, and where it comes from.

        Raises:
            RubricError: There is none; the hint names ids that look alike.
        """
        for entry in self.entries:
            if entry.rubric.id == question_id:
                return entry
        near = difflib.get_close_matches(question_id.lower(), [rubric.id for rubric in self.rubrics], 3, 0.5)
        hint = f"Did you mean {' or '.join(near)}?" if near else "`coach bank list` shows all questions."
        raise RubricError(f"There is no question {shown(question_id)}.", hint)

    def by_topic(self) -> tuple[TopicGroup, ...]:
        """Group the questions by topic: those of TOPICS first, then others by name, then those without one."""
        groups: dict[str, list[Rubric]] = {}
        for rubric in self.rubrics:
            groups.setdefault(rubric.topic or OTHER, []).append(rubric)
        return tuple(TopicGroup(topic, tuple(groups[topic])) for topic in sorted(groups, key=_topic_order))


def load_bank(shipped: Path, own: Path) -> Bank:
    """Read all questions; a file that breaks the format is passed over and named in `problems`.

    Args:
        shipped: The folder that comes with the program: `<round>/<id>.toml`.
        own: The user's folder: the same, and files without a round. A question there replaces the shipped one with
            its id; one that is broken is replaced by the last version of it that could be read, if any. It need not
            exist.
    """
    problems: list[RubricError] = []
    entries = _read_tree(shipped, problems, own=False)
    for question_id, entry in _read_tree(own, problems, own=True).items():
        replaced = entries.get(question_id)
        round_ = entry.round or (replaced.round if replaced else DEFAULT_ROUND)
        entries[question_id] = replace(entry, round=round_, shipped=replaced.path if replaced else None)
    ordered = sorted(entries.values(), key=lambda entry: (entry.round, entry.rubric.id))
    return Bank(tuple(ordered), tuple(problems))


def keep_bank(bank: Bank, own: Path) -> None:
    """Keep a copy of every question of the user's that could be read, for the day that one is broken by hand.

    Args:
        bank: As it was just read.
        own: The user's folder.

    Raises:
        RubricError: A copy cannot be written.
    """
    for entry in bank.entries:
        if entry.own and not entry.stale:
            keep_last_good(own, entry.path, entry.rubric.id)


def same_id_twice(file: QuestionFile, first: Path) -> RubricError:
    """Return the error for two files of one folder that hold the same question."""
    return RubricError(
        f"{shown_path(file.path)}: `id` is the same as in {shown_path(first)}.", "Rename or delete one of the two."
    )


def _read_tree(folder: Path, problems: list[RubricError], *, own: bool) -> dict[str, Entry]:
    listing = list_questions(folder, top_level=own, may_miss=own)
    problems += listing.problems
    entries: dict[str, Entry] = {}
    for file in listing.files:
        try:
            rubric = load_rubric(file.path)
            if rubric.id in entries:
                raise same_id_twice(file, entries[rubric.id].path)
        except RubricError as problem:
            last_good = kept_rubric(last_good_path(folder, file.path.stem)) if own else None
            if last_good is None or last_good.id in entries:
                problems.append(problem)
            else:
                problems.append(RubricError(problem.message, f"{problem.hint} {USED_MEANWHILE}"))
                entries[last_good.id] = Entry(last_good, file.path, file.round, own, stale=True)
        else:
            entries[rubric.id] = Entry(rubric, file.path, file.round, own)
    return entries


def _topic_order(topic: str) -> tuple[int, str]:
    if topic in TOPICS:
        return TOPICS.index(topic), ""
    return (len(TOPICS) + 1 if topic == OTHER else len(TOPICS)), topic.casefold()
