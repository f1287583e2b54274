"""Questions as rows of a table: CSV and TSV of spreadsheets, Anki's and Quizlet's text exports."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from coach.bank.cloze import filled, has_gaps, opened
from coach.bank.html_text import FieldText, Line, points_of, read_field
from coach.bank.imported import (
    MOST_TEXT,
    Draft,
    Found,
    Imported,
    LeftOut,
    Unread,
    gather,
    tidy_draft,
    why_not,
)
from coach.bank.sheet import (
    KNOWN_NAMES,
    PLACES,
    Column,
    Layout,
    Role,
    Row,
    UnknownColumnsError,
    find_layout,
    find_separator,
    shortened,
    split_rows,
)

FORMULA = ("=", "+", "-", "@", "'")
"""What a spreadsheet takes for a formula at the beginning of a cell; an apostrophe keeps it from that."""

_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":"}
_SEP_LINE = re.compile(r'"?sep=(\\t|.)"?', re.IGNORECASE)
_DIRECTIVE = re.compile(
    r"#(separator|html|tags|columns|notetype|deck|if matches|(?:notetype|deck|tags|guid) column):(.*)", re.IGNORECASE
)
FILL_IN = "Fill in: "
"""What a question begins with that is a text with gaps."""


@dataclass(slots=True)
class _Top:
    """What a file says of itself before its rows."""

    lines: int = 0
    separator: str = ""
    as_html: bool | None = None
    from_anki: bool = False
    topic: str = ""
    names: list[str] = field(default_factory=list)
    names_line: int = 0
    given: dict[int, Role] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)


def says_it_is_a_table(text: str) -> bool:
    """Whether a text begins as Anki's exports do, or with Excel's `sep=`."""
    first = text.lstrip("\n").split("\n", 1)[0].strip()
    return bool(_SEP_LINE.fullmatch(first) or _DIRECTIVE.match(first))


def read_table(
    text: str, told: Sequence[Role] = (), *, default: str = ",", separator: str = "", ask: bool = False
) -> Imported:
    """Read questions, a row each.

    Without a header the columns are question, answer, key points (a line each) and topic. Where there are no key
    points, they are the entries of the answer's list, or else its lines.

    Args:
        text: Lines end with a line feed.
        told: What the user says the columns are.
        default: What stands between cells where nothing shows.
        separator: What stands between cells, if that is known.
        ask: Whether somebody can be asked what a column is.

    Raises:
        UnknownColumnsError: Nothing says which column the question is, or the answer.
    """
    top = _read_top(text)
    body = "\n".join(text.split("\n")[top.lines :])
    separator = top.separator or separator or find_separator(body, KNOWN_NAMES, default)
    if top.names:
        top.names = next((list(row.cells) for row in split_rows(top.names[0], separator)), [])
    return _read_rows(split_rows(body, separator, top.lines + 1), told, top, ask=ask)


def read_rows(
    rows: Sequence[Row], told: Sequence[Role] = (), *, as_html: bool | None = None, ask: bool = False
) -> Imported:
    """Read questions from rows that were split already.

    Args:
        rows: All of them.
        told: As for `read_table`.
        as_html: Whether cells hold HTML; None where nothing says so.
        ask: As for `read_table`.

    Raises:
        UnknownColumnsError: As for `read_table`.
    """
    return _read_rows(rows, told, _Top(as_html=as_html), ask=ask)


def read_notes(rows: Sequence[Row], names: Sequence[str], kind: str, told: Sequence[Role] = ()) -> Imported:
    """Read questions from the notes of one type of Anki's, whose fields hold HTML.

    Where the names of the fields do not say which one the question is, or the answer, the first ones are taken that
    could be, and a remark says so.

    Args:
        rows: A row for each note, `line` being its number.
        names: What the fields are called.
        kind: What the type is called, for the remark.
        told: What the user says the fields are.
    """
    top = _Top(as_html=True, from_anki=True, names=list(names))
    try:
        return _read_rows(rows, told, top, ask=False)
    except UnknownColumnsError as error:
        roles = _take_first(error.columns, rows)
    named = {role: shortened(names[at]) for at, role in enumerate(roles)}
    remark = f"Of the notes “{shortened(kind)}”, the field “{named[Role.QUESTION]}” was taken for the question"
    if Role.ANSWER in named:
        remark += f" and “{named[Role.ANSWER]}” for the answer"
    return replace(_read_rows(rows, roles, top, ask=False), remarks=(f"{remark}; use --columns to choose others.",))


def _take_first(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[Role, ...]:
    """Choose the question and the answer among columns that do not say which they are."""
    free = [each.number - 1 for each in columns if each.role is None]
    said = {each.role: each.number - 1 for each in reversed(columns) if each.role}
    gaps = [at for at in free if any(has_gaps(cell) for row in rows for cell in row.cells[at : at + 1])]
    asked = said.get(Role.QUESTION, next(iter((*gaps, *free)), 0))
    roles = [each.role or Role.NOTHING for each in columns]
    roles[asked] = Role.QUESTION
    answer = next((at for at in free if at != asked), None)
    if not {Role.ANSWER, Role.POINTS} & set(said) and answer is not None:
        roles[answer] = Role.ANSWER
    return tuple(roles)


def written_back(cells: Sequence[str], *, as_html: bool | None = None) -> Draft | None:
    """Return what reading a row of question, answer, key points and topic makes of it; None where it is refused."""
    row, layout = Row(1, tuple(cells)), Layout(PLACES, None)
    return None if _why_unread(row, layout) else _draft(row, layout, _Top(as_html=as_html))[0]


def _read_rows(all_rows: Sequence[Row], told: Sequence[Role], top: _Top, *, ask: bool) -> Imported:
    rows = [row if top.from_anki else _without_quotes(row) for row in all_rows if not row.is_blank]
    if not rows:
        return gather((), (), top.left_out)
    layout = find_layout(rows, told, top.names, top.given, ask=ask)
    begin = rows.index(layout.header) if layout.header else 0
    data = [row for row in rows[begin:] if not layout.header or row.cells != layout.header.cells]
    left_out = [
        *top.left_out,
        *(LeftOut(row.line, _whole(row), "a title") for row in rows[:begin]),
        *_columns_left_out(data, layout, top, told=bool(told)),
    ]
    found: list[Found] = []
    unread: list[Unread] = []
    for row in data:
        why = _why_unread(row, layout)
        draft, left = (Draft("", "", ()), []) if why else _draft(row, layout, top)
        if why or (why := why_not(draft)):
            unread.append(Unread(row.line, _whole(row), why))
        else:
            left_out += (LeftOut(row.line, text, what) for text, what in left)
            found.append(Found(row.line, draft))
    remarks = []
    if layout.header:
        names = ", ".join(cell.strip() for cell in layout.header.cells if cell.strip())
        remarks.append(f"Line {layout.header.line} names the columns: {names}.")
    return gather(found, unread, left_out, remarks)


def _read_top(text: str) -> _Top:
    top = _Top()
    for number, line in enumerate(text.split("\n"), start=1):
        excel = _SEP_LINE.fullmatch(line.strip("\r ")) if not top.from_anki else None
        said = _DIRECTIVE.fullmatch(line.strip())
        if excel:
            top.separator = "\t" if excel[1] == "\\t" else excel[1]
        elif said:
            top.from_anki = True
            _read_directive(top, said[1].lower(), said[2], number)
        elif line.startswith("#") and not any(sign in line for sign in "\t;,|"):
            if line.strip("# "):
                top.left_out.append(LeftOut(number, line.strip(), "a comment"))
        elif line.strip():
            break
        top.lines = number
    return top


def _read_directive(top: _Top, key: str, value: str, number: int) -> None:
    said = value.strip()
    if key == "separator":
        sign = "" if said[:1].isalnum() else said[:1]  # then it is found out
        top.separator = _SEPARATORS.get(said.lower(), "\t" if said == "\\t" else sign)
    elif key == "html":
        top.as_html = said.lower() == "true"
    elif key == "columns":
        top.names, top.names_line = [value], number
    elif key in {"deck", "tags"}:
        top.topic = said if key == "deck" or not top.topic else top.topic
    elif key.endswith(" column") and said.isdecimal() and int(said[:9]) > 0:
        kind = key.removesuffix(" column")
        is_topic = kind in {"deck", "tags"} and (kind == "deck" or Role.TOPIC not in top.given.values())
        if is_topic:
            for at, role in top.given.items():
                top.given[at] = Role.NOTHING if role is Role.TOPIC else role
        top.given[int(said[:9]) - 1] = Role.TOPIC if is_topic else Role.NOTHING
        if not is_topic:
            top.left_out.append(LeftOut(number, f"#{key}:{said}", f"a column of Anki's own, {kind}"))


def _whole(row: Row) -> str:
    return " ".join(cell for cell in row.cells if cell.strip())


def _columns_left_out(data: Sequence[Row], layout: Layout, top: _Top, *, told: bool) -> list[LeftOut]:
    """Name what has no place: a column once where it has a name, else its cells."""
    names = layout.header.cells if layout.header else top.names
    line = layout.header.line if layout.header else top.names_line
    left: list[LeftOut] = []
    for at, role in enumerate(layout.roles):
        if role is not Role.NOTHING or at in top.given:
            continue
        filled = [row for row in data if at < len(row.cells) and row.cells[at].strip()]
        name = names[at].strip() if at < len(names) else ""
        if filled and (name or told):
            left.append(LeftOut(line or filled[0].line, name or filled[0].cells[at].strip(), f"all of column {at + 1}"))
        else:
            left += (LeftOut(row.line, row.cells[at].strip(), f"column {at + 1}") for row in filled)
    return left


def _why_unread(row: Row, layout: Layout) -> str:
    filled = [cell for cell in row.cells if cell.strip()]
    if len(row.cells) <= layout.roles.index(Role.QUESTION) if Role.QUESTION in layout.roles else True:
        return "it has too few columns"
    if len(filled) == 1 and len(row.cells) == 1 and "<hr" not in filled[0].lower():
        return "it has too few columns"
    if any(len(cell) > MOST_TEXT for cell in filled):
        return f"it is longer than {MOST_TEXT // 1000} kB"
    return ""


def _draft(row: Row, layout: Layout, top: _Top) -> tuple[Draft, list[tuple[str, str]]]:
    """Return what a row holds, and what of it has no place, each with what it is."""
    cloze = next((cell for cell in layout.cells(row, Role.QUESTION) if has_gaps(cell)), None)
    if cloze is not None:
        return _cloze_draft(cloze, row, layout, top)
    fields = {role: [read_field(cell, top.as_html) for cell in layout.cells(row, role)] for role in Role}
    left = [each for role in Role if role is not Role.NOTHING for one in fields[role] for each in one.left_out]
    asked = fields[Role.QUESTION][0]
    answers = fields[Role.ANSWER]
    if len(row.cells) == 1 and asked.rule is not None:
        asked, back = _cut(asked)
        answers = [back]
    question = _one_line(asked.lines)
    lines = [line for one in answers for line in _without_front(one, question).lines]
    topic = " ".join(_one_line(one.lines) for one in fields[Role.TOPIC]) or top.topic
    points = [point for one in fields[Role.POINTS] for point in points_of(one.lines)]
    if points:
        return tidy_draft(question, "\n".join(line.text for line in lines), points, topic), left
    listed = _listed(lines)
    answer = "\n".join(line.point for line in lines)
    return tidy_draft(question, answer, points_of(listed or lines), topic), left


def _cloze_draft(cloze: str, row: Row, layout: Layout, top: _Top) -> tuple[Draft, list[tuple[str, str]]]:
    """Make a question of a text with gaps: asked with the gaps open; its key points are the lines that have any.

    What stands in other columns goes with the model answer.
    """
    asked, told = read_field(opened(cloze), top.as_html), read_field(filled(cloze), top.as_html)
    others = [read_field(cell, top.as_html) for role in (Role.ANSWER, Role.POINTS) for cell in layout.cells(row, role)]
    topics = [read_field(cell, top.as_html) for cell in layout.cells(row, Role.TOPIC)]
    pairs = zip(asked.lines, told.lines, strict=False)
    same = len(asked.lines) == len(told.lines)
    points = [whole.point for line, whole in pairs if line.text != whole.text or not same]
    answer = "\n".join(line.text for one in (told, *others) for line in one.lines)
    topic = " ".join(_one_line(one.lines) for one in topics) or top.topic
    left = [each for one in (told, *others, *topics) for each in one.left_out]
    return tidy_draft(FILL_IN + _one_line(asked.lines), answer, points, topic), left


def _listed(lines: Sequence[Line]) -> list[Line]:
    """Return the entries of a list, with the lines that are indented below them."""
    kept: list[Line] = []
    inside = False
    for line in lines:
        inside = line.marked or (inside and line.text[:1].isspace())
        if inside:
            kept.append(line)
    return kept


def _cut(text: FieldText) -> tuple[FieldText, FieldText]:
    at = text.rule or 0
    return FieldText(text.lines[:at]), FieldText(text.lines[at:])


def _without_front(answer: FieldText, question: str) -> FieldText:
    """Leave out the question that Anki's export of cards repeats above the line of the answer."""
    if answer.rule is None:
        return answer
    front, back = _cut(answer)
    return back if _one_line(front.lines) == question else answer


def _one_line(lines: Sequence[Line]) -> str:
    return " ".join(" ".join(line.text.split()) for line in lines if line.text.strip())


def _without_quotes(row: Row) -> Row:
    """Take off the apostrophes that keep a spreadsheet from running a cell."""
    return Row(
        row.line,
        tuple(cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell for cell in row.cells),
    )
