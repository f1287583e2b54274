"""A text as a sheet: its rows of cells, whatever stands between them, and what its columns are.

The columns are known by their names, by what the user says, or by their places.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from coach.errors import RubricError
from coach.plain import plain

SEPARATORS = ("\t", ";", ",", "|")
"""What may stand between cells where nothing says so; earlier ones win where two are equally likely."""
SAMPLE = 200_000
"""Characters at the beginning of a text that are looked at to find out what stands between its cells."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row."""

    line: int
    """Where it begins, from 1."""
    cells: tuple[str, ...]
    """As they stand, without the quotes around them."""

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(cell.strip() for cell in self.cells)


def split_rows(text: str, separator: str, line: int = 1) -> tuple[Row, ...]:
    """Split a text into rows.

    A cell in double quotes may hold separators, line breaks, and quotes that are doubled. A quote that is never closed,
    or closed in the middle of a cell, is a character as any other: it costs its own cell and no other one.

    Args:
        text: Lines end with a line feed.
        separator: What stands between cells.
        line: Number of the first line.
    """
    rows: list[Row] = []
    at = 0
    while at < len(text):
        start, began, cells = at, line, []
        while True:
            cell, at = _cell(text, at, separator)
            cells.append(cell)
            if not text.startswith(separator, at):
                break
            at += len(separator)
        at = min(at + 1, len(text))
        line += text.count("\n", start, at)
        rows.append(Row(began, tuple(cells)))
    return tuple(rows)


def find_separator(text: str, names: frozenset[str], default: str, choices: tuple[str, ...] = SEPARATORS) -> str:
    """Find out what stands between the cells of a text.

    Rows of equal width, first cells that ask something, well-formed quotes and a header speak for a separator; a space
    behind it speaks against it, as prose has one there.

    Args:
        text: The text.
        names: What columns are called, in small letters.
        default: What to take where nothing separates cells.
        choices: What may.
    """
    sample = text[:SAMPLE]
    if len(text) > SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    likely = max(choices, key=lambda choice: (_likelihood(sample, choice, names), -choices.index(choice)))
    return likely if _likelihood(sample, likely, names) > 0 else default


def evenness(text: str, separator: str) -> float:
    """Return the share of rows that are as wide as most are; 0 where most have one cell."""
    rows = [row for row in split_rows(text[:SAMPLE], separator) if not row.is_blank]
    width, count = _usual_width(rows)
    return count / len(rows) if width > 1 else 0.0


def _likelihood(text: str, separator: str, names: frozenset[str]) -> float:
    rows = [row for row in split_rows(text, separator) if not row.is_blank]
    width, count = _usual_width(rows)
    if width < 2:  # noqa: PLR2004 - question and answer
        return 0.0
    later = [cell for row in rows for cell in row.cells[1:]]
    tight = sum(1 for cell in later if not cell.startswith(" ")) / len(later)
    known = sum(1 for cell in rows[0].cells if cell.strip().lower() in names)
    asking = sum(1 for row in rows if row.cells[0].rstrip().endswith("?")) / len(rows)
    stray = sum(1 for row in rows if any(cell.count('"') % 2 for cell in row.cells)) / len(rows)
    header = 5.0 if known >= 2 else 0.0  # noqa: PLR2004 - one name alone may be chance
    return header + 4.0 * count / len(rows) + 2.0 * tight + 2.0 * asking - 3.0 * stray + 0.25 * min(width, 4)


def _usual_width(rows: list[Row]) -> tuple[int, int]:
    widths = Counter(len(row.cells) for row in rows)
    return max(((width, count) for width, count in widths.items()), key=lambda each: (each[1], each[0]), default=(0, 0))


def _cell(text: str, at: int, separator: str) -> tuple[str, int]:
    """Return a cell and where it ends."""
    quoted = _quoted(text, at, separator)
    if quoted is not None:
        return quoted
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    cut = text.find(separator, at, end)
    end = end if cut < 0 else cut
    return text[at:end], end


def _quoted(text: str, at: int, separator: str) -> tuple[str, int] | None:
    start = _past_spaces(text, at)
    if not text.startswith('"', start):
        return None
    end = start + 1
    while True:
        end = text.find('"', end)
        if end < 0:
            return None
        if not text.startswith('""', end):
            break
        end += 2
    after = _past_spaces(text, end + 1)
    if after == len(text) or text[after] == "\n" or text.startswith(separator, after):
        return text[start + 1 : end].replace('""', '"'), after
    return None


def _past_spaces(text: str, at: int) -> int:
    while text.startswith(" ", at):
        at += 1
    return at


MOST_SHOWN = 40
"""Characters of a name or a cell that are repeated."""


class Role(StrEnum):
    """What a column holds."""

    QUESTION = "question"
    ANSWER = "answer"
    POINTS = "points"
    TOPIC = "topic"
    NOTHING = "-"


PLACES = (Role.QUESTION, Role.ANSWER, Role.POINTS, Role.TOPIC)
"""What the columns are where nothing says so, from the left."""

_NAMES = {
    Role.QUESTION: "question, questions, q, front, prompt, term, interview question, question text, frage, fragen, "
    "vorderseite, pregunta, anverso, recto",
    Role.ANSWER: "answer, answers, a, back, definition, response, model answer, sample answer, ideal answer, solution, "
    "explanation, back extra, extra, answer text, antwort, antworten, rückseite, lösung, erklärung, respuesta, "
    "réponse, reverso, verso",
    Role.POINTS: "points, point, key points, key point, keypoints, talking points, bullets, bullet points, criteria, "
    "rubric, must mention, expected points, punkte, kernpunkte, stichpunkte, puntos clave, points clés",
    Role.TOPIC: "topic, topics, category, categories, subject, section, chapter, theme, area, deck, tags, tag, labels, "
    "thema, themen, kategorie, kapitel, bereich, stapel, schlagworte, tema, sujet, catégorie",
    Role.NOTHING: "id, nr, no, no., #, number, nummer, guid, notetype, note type, card type, type, date, created, "
    "modified, updated, due, ease, interval, reviews, lapses, difficulty, level, source, url, link, image, picture, "
    "audio, status, comment, comments, notes",
}
_ROLES = {name.strip(): role for role, names in _NAMES.items() for name in names.split(",")}
_LESS_OF_A_TOPIC = ("deck", "stapel", "tags", "tag", "labels", "schlagworte")
"""Names whose column is the topic only where no other one is, the first of them before the others."""
_TELLING = frozenset(
    "question questions front answer answers frage antwort pregunta respuesta réponse vorderseite rückseite points "
    "keypoints".split()
) | {"key points", "model answer", "interview question"}
"""Names that make a header even where no other cell has one that is known."""
_NUMBERS = re.compile(r"[\d.,#-]+")
_MOST_TITLES = 5
"""Rows at the top of a sheet among which the header is looked for."""
_WORDS_OF_A_NAME = 4
_BIDDING = frozenset(
    "explain describe define name compare list give discuss derive design implement write tell walk what why how when "
    "which who where is are do does can".split()
)
"""Words that a question begins with, and no column's name."""
_SHORTEST_QUESTION = 3
"""Words of a question that does not end in a question mark."""

KNOWN_NAMES = frozenset(_ROLES)
"""All names that are known, in small letters."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the user sees it."""

    number: int
    """From 1, from the left."""
    name: str
    """What its header says; empty where there is none."""
    sample: str
    """Its first cell that holds something."""
    role: Role | None
    """What it is; None where nothing says so."""


class UnknownColumnsError(RubricError):
    """Nothing says what the columns of a table are.

    Attributes:
        columns: All of them.
    """

    def __init__(self, columns: Sequence[Column], name: str = "") -> None:
        named = ", ".join(f"{each.number} “{shortened(each.name or each.sample)}”" for each in columns)
        places = iter(PLACES[:3])
        example = ",".join(
            Role.NOTHING if _NUMBERS.fullmatch(each.sample) else next(places, Role.NOTHING) for each in columns
        )
        super().__init__(
            f"{name}: it is not clear what these columns are: {named}.".removeprefix(": "),
            f"Name them with --columns, for example --columns={example} (question, answer, points, topic, - for none).",
        )
        self.columns = tuple(columns)


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of a table are."""

    roles: tuple[Role, ...]
    """Of each column."""
    header: Row | None
    """The row that names them; None where there is none."""

    def cells(self, row: Row, role: Role) -> list[str]:
        """Return the cells of a row that have a role."""
        return [cell for cell, each in zip(row.cells, self.roles, strict=False) if each is role]


def parse_columns(text: str) -> tuple[Role, ...]:
    """Read what the user says the columns are: `question,answer,-`.

    Raises:
        RubricError: A name is none of these, or there is not exactly one question.
    """
    names = [name.strip().lower() for name in text.split(",")]
    for name in names:
        if name not in set(Role):
            raise RubricError(
                f"“{shortened(name)}” is not a kind of column.",
                "Use question, answer, points, topic, and - for any other column.",
            )
    roles = tuple(Role(name) for name in names)
    if roles.count(Role.QUESTION) != 1 or not {Role.ANSWER, Role.POINTS} & set(roles):
        raise RubricError(
            "One column must be the question, and at least one an answer or points.",
            "For example --columns=question,answer.",
        )
    return roles


def find_layout(
    rows: Sequence[Row],
    told: Sequence[Role] = (),
    names: Sequence[str] = (),
    given: "dict[int, Role] | None" = None,
    *,
    ask: bool = False,
) -> Layout:
    """Find out what the columns are.

    Args:
        rows: All rows that hold something.
        told: What the user says they are.
        names: What the file says they are called, outside its rows.
        given: What the file says of single columns, by their place from 0; they do not count for the others' places.
        ask: Whether somebody can be asked, so that every column with an unknown name is worth a question.

    Raises:
        UnknownColumnsError: There is a header that does not say which column the question is, or the answer.
    """
    given = given or {}
    width = max((len(row.cells) for row in rows), default=0)
    header = None if names else _find_header(rows, told)
    if told:
        return Layout((*told, *[Role.NOTHING] * (width - len(told))), header)
    said = list(header.cells if header else names)
    if header is None and not names:
        free = iter(PLACES)
        places = tuple(given[at] if at in given else next(free, Role.NOTHING) for at in range(width))
        _refuse_numbers(rows, places)
        return Layout(places, None)
    said += [""] * (width - len(said))
    roles = _roles_of(said, given)
    known = {role for role in roles if role}
    enough = Role.QUESTION in known and {Role.ANSWER, Role.POINTS} & known
    if not enough or (ask and None in roles):
        raise UnknownColumnsError(_columns(rows, said, roles, header))
    return Layout(tuple(role or Role.NOTHING for role in roles), header)


def shortened(text: str) -> str:
    """Return a name or a cell on one line, short enough for a message."""
    text = plain(text)
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"


def role_of(name: str) -> Role | None:
    """Return what a column of this name holds; None where the name is not known."""
    plain = re.sub(r"[\s_-]+", " ", re.sub(r"[*_`:?()\[\]\"']", " ", name)).strip().casefold() or name.strip()
    if plain in _ROLES:
        return _ROLES[plain]
    without_number = re.sub(r"\s*\d+$", "", plain)
    return Role.POINTS if _ROLES.get(without_number) is Role.POINTS else None


def _roles_of(names: Sequence[str], given: "dict[int, Role]") -> list[Role | None]:
    roles: list[Role | None] = [given.get(at, role_of(name) if name.strip() else None) for at, name in enumerate(names)]
    questions = [at for at, role in enumerate(roles) if role is Role.QUESTION]
    for at in questions[1:]:
        roles[at] = None
    topics = [at for at, role in enumerate(roles) if role is Role.TOPIC]
    best = min(topics, key=lambda at: _topic_rank(names[at]), default=None)
    for at in topics:
        if at != best:
            roles[at] = Role.NOTHING
    return [Role.NOTHING if role is None and not names[at].strip() else role for at, role in enumerate(roles)]


def _topic_rank(name: str) -> int:
    plain = name.strip().lower()
    return _LESS_OF_A_TOPIC.index(plain) + 1 if plain in _LESS_OF_A_TOPIC else 0


def _find_header(rows: Sequence[Row], told: Sequence[Role]) -> Row | None:
    """Find the row that names the columns: the first one, or one below titles of a single cell."""
    if not rows or _is_header(rows, told):
        return rows[0] if rows else None
    for row in rows[:_MOST_TITLES]:
        roles = {role_of(cell) for cell in row.cells if cell.strip()}
        if Role.QUESTION in roles and {Role.ANSWER, Role.POINTS} & roles:
            return row
        if sum(1 for cell in row.cells if cell.strip()) > 1:
            return None
    return None


def _is_header(rows: Sequence[Row], told: Sequence[Role]) -> bool:
    """Whether the first row names the columns."""
    cells = [cell.strip() for cell in rows[0].cells]
    plain = [cell.lower() for cell in cells]
    known = [cell for cell in cells if cell and role_of(cell) is not None]
    short = all(len(cell.split()) <= _WORDS_OF_A_NAME and not cell.endswith(("?", ".", "!")) for cell in cells)
    if len(cells) > 1 and short and (len(known) > 1 or (known and (told or _TELLING & set(plain)))):
        return True
    rest = [row for row in rows[1:] if row.cells[0].strip()]
    if plain[0].partition(" ")[0] in _BIDDING:
        return False
    if not short or not rest or len(cells) < 2 or not all(cells) or len(set(plain)) < len(plain):  # noqa: PLR2004
        return False
    for at in range(len(cells)):
        asking = sum(1 for row in rest if at < len(row.cells) and row.cells[at].rstrip().endswith("?"))
        if asking and asking >= len(rest) / 2:
            return True
    single = all(len(cell.split()) == 1 and cell.isalpha() for cell in cells)
    longer = all(len(row.cells[0].split()) >= _SHORTEST_QUESTION for row in rest)
    return single and longer and len(rest) > 1


def _refuse_numbers(rows: Sequence[Row], roles: Sequence[Role]) -> None:
    """Refuse a table whose first column is no question but a number."""
    at = roles.index(Role.QUESTION) if Role.QUESTION in roles else None
    if at is None:
        return
    firsts = [row.cells[at].strip() for row in rows if at < len(row.cells) and row.cells[at].strip()]
    if firsts and all(_NUMBERS.fullmatch(cell) for cell in firsts) and len(roles) > 1:
        raise UnknownColumnsError(_columns(rows, [""] * len(roles), [None] * len(roles), None))


def _columns(
    rows: Sequence[Row], names: Sequence[str], roles: Sequence[Role | None], header: Row | None
) -> tuple[Column, ...]:
    data = rows[rows.index(header) + 1 :] if header else rows
    return tuple(
        Column(
            at + 1,
            name.strip(),
            next((row.cells[at].strip() for row in data if at < len(row.cells) and row.cells[at].strip()), ""),
            role,
        )
        for at, (name, role) in enumerate(zip(names, roles, strict=True))
    )
