"""Questions as Markdown or plain text: by headings, by `Q:` and `A:`, by lists, by `question::answer`, by tables."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from coach.bank.html_text import MARK
from coach.bank.imported import (
    Draft,
    Found,
    Imported,
    LeftOut,
    Unread,
    all_of,
    gather,
    tidy_draft,
    why_not,
)
from coach.bank.markdown_lines import SUMMARY, Kind, MarkdownLine, is_table_rule, read_inline, read_lines
from coach.bank.sheet import Role, Row, role_of
from coach.bank.table import read_rows

_STARS = r"(?:\*\*|__)?"
_ASKS = re.compile(
    rf"{_STARS}\s*(?:Question|Frage|Front|Prompt|Term|Q)\s*\d{{0,3}}\s*[:：]\s*{_STARS}\s*(.*)", re.IGNORECASE
)
_NUMBERED_ASKS = re.compile(rf"{_STARS}\s*Q\s*\d{{1,3}}\s*[.)]\s*{_STARS}\s*(.*)", re.IGNORECASE)
_BACK = "A|Ans|Answer|Model answer|Antwort|Back|Response|Definition"
_ANSWERS = re.compile(rf"{_STARS}\s*(?:{_BACK})\s*\d{{0,3}}\s*[:：]\s*{_STARS}\s*(.*)", re.IGNORECASE)
_POINTS = re.compile(
    rf"{_STARS}\s*(?:Key points?|Talking points|Points|Kernpunkte|Stichpunkte)\s*[:：]\s*{_STARS}\s*(.*)", re.IGNORECASE
)
_TOPIC = re.compile(rf"{_STARS}\s*(?:Topic|Category|Deck|Tags|Thema)\s*[:：]\s*{_STARS}\s*(.*)", re.IGNORECASE)
_SAME_LINE = re.compile(rf"(.*\?{_STARS})\s+{_STARS}A(?:nswer)?\s*:{_STARS}\s+(.*)")
_COLONS = re.compile(r"(\S.*?)(:{2,3})(?!:)(\s*)(\S.*)")
_BOLD = re.compile(r"(\*\*|__)(.+?)\1\s*:?\s*")
_BOLD_QUESTION = re.compile(r"(\*\*|__)([^*_]+\?)\1\s*[:–—-]?\s*(\S.*)")
_NUMBER = re.compile(r"(?:Q(?:uestion)?\s*)?\d{1,3}\s*[.):]\s+(?=\S)", re.IGNORECASE)
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ENDS = re.compile(r"</?(?:details|p)>", re.IGNORECASE)
_CALLOUT = re.compile(r"\[!\w+\][+-]?\s*")
_PYTHON = frozenset({"", "py", "python", "python3", "ipython", "pycon"})
_INDENT_OF_A_PROGRAM = 4
"""Spaces before the lines of a program that stands in no fence."""
_LATE = "the answer comes before the key points"
_NO_QUESTION = "it belongs to no question (## begins one)"
_OTHER_HEADING = "only # topic and ## question are headings"
_PASSED_OVER = {
    Kind.HEADING: _OTHER_HEADING,
    Kind.OPEN: "the code block has no end",
    Kind.TOO_LONG: "the line is too long",
}
"""What cannot be part of a question, and why."""


@dataclass(slots=True)
class _Start:
    """Where a question begins."""

    at: int
    """Place of its line."""
    question: str
    """As it stands, without what makes it a question."""
    after: str = ""
    """What stands on the same line and belongs to the answer."""
    skipped: int = 1
    """Lines that are the question."""

    @property
    def asks(self) -> bool:
        """Whether it ends as a question does."""
        return self.question.rstrip(" *_:").endswith("?")


@dataclass(slots=True)
class _Found:
    """How a text has its questions."""

    starts: list[_Start]
    """In order."""
    cards: bool
    """Whether an answer without a list is its key points, as on a flash card."""
    topics: bool = False
    """Whether every heading is a topic."""


@dataclass(slots=True)
class _Body:
    """What is collected of one question."""

    question: str
    topic: str
    answer: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)
    section: str = ""
    sections: frozenset[str] = frozenset()


def read_markdown(text: str, told: Sequence[Role] = (), *, ask: bool = False) -> Imported:
    """Read questions; what belongs to none is named.

    A heading is a question where something stands below it before the next heading, and else a topic. Without such
    headings a question is a line `Q:`, a `<summary>`, an entry of a list that asks something and has something below
    it, a bold line, `question::answer`, a row of a table, or a paragraph that begins with a line ending in `?`.
    A backslash before a sign keeps it from meaning anything; an indented line goes on with the key point above.

    Args:
        text: Lines end with a line feed.
        told: What the user says the columns of its tables are.
        ask: Whether somebody can be asked that.

    Raises:
        UnknownColumnsError: It is a table, and nothing says what its columns are.
    """
    lines, left = read_lines(text)
    how = None if _has_question_table(lines) else _find_starts(lines)
    if how is None:
        table = _read_tables(lines, told, ask=ask)
        if table:
            return replace(table, left_out=tuple(sorted((*left, *table.left_out), key=lambda each: each.line)))
    return _Reader(lines, how or _Found([], cards=False), list(left)).read()


def holds_questions(text: str) -> bool:
    """Whether plain text has questions in one of the ways that Markdown has them."""
    lines = read_lines(text)[0]
    return _has_question_table(lines) or _find_starts(lines) is not None


def write_markdown(drafts: Iterable[Draft]) -> str:
    """Write questions, those of a topic under its heading."""
    lines: list[str] = []
    topic = ""
    for draft in drafts:
        if draft.topic != topic:
            topic = draft.topic
            lines += [_topic_line(topic), ""]
        lines += _written(draft)
    return "\n".join(lines)


class _Reader:
    """Goes through the lines once and collects what belongs to each question."""

    def __init__(self, lines: Sequence[MarkdownLine], how: _Found, left_out: list[LeftOut]) -> None:
        self._lines, self._how, self._left_out = lines, how, left_out
        self._found: list[Found] = []
        self._unread: list[Unread] = []
        self._topic = ""
        self._headings: list[tuple[MarkdownLine, str]] = []

    def read(self) -> Imported:
        """Read all of it."""
        starts = self._how.starts
        self._no_question(self._lines[: starts[0].at if starts else len(self._lines)])
        for number, start in enumerate(starts):
            end = starts[number + 1].at if number + 1 < len(starts) else len(self._lines)
            self._question(start, self._lines[start.at + start.skipped : end])
        used = {each.draft.topic for each in self._found if not why_not(each.draft)}
        for line, topic in self._headings:
            if topic and topic not in used:
                self._left_out.append(LeftOut(line.number, topic, "a heading with no question of its own"))
        return gather(self._found, self._unread, self._left_out)

    def _no_question(self, lines: Sequence[MarkdownLine]) -> None:
        for line in lines:
            if line.kind is Kind.HEADING and line.text:
                self._new_topic(line)
            elif line.kind not in {Kind.BLANK, Kind.NOTHING, Kind.RULE}:
                self._pass_over(line, _NO_QUESTION if line.kind is not Kind.HEADING else _OTHER_HEADING)

    def _new_topic(self, line: MarkdownLine) -> None:
        self._topic = self._seen(line.text, line.number)
        self._headings.append((line, self._topic))

    def _question(self, start: _Start, lines: Sequence[MarkdownLine]) -> None:
        first = self._lines[start.at]
        question = self._seen(_CALLOUT.sub("", _without_number(start.question)), first.number)
        level = first.level if first.kind is Kind.HEADING else 0
        body = _Body(question, self._topic)
        body.sections = frozenset(filter(None, (_section(line)[0] for line in lines)))
        if start.after:
            body.answer.append(self._seen(start.after, first.number))
        base = min((line.indent for line in lines if line.kind in {Kind.ITEM, Kind.TEXT}), default=0)
        for at, line in enumerate(lines):
            if (
                line.kind is Kind.HEADING
                and (self._how.topics or (level and line.level < level))
                and not _section(line)[0]
            ):
                self._end(first.number, body)
                self._no_question(lines[at:])
                return
            self._line(line, body, base)
        self._end(first.number, body)

    def _end(self, number: int, body: _Body) -> None:
        points, answer = body.points, body.answer
        if not points and (self._how.cards or "points" in body.sections):
            points = [line.strip() for line in answer if line.strip()]
        draft = tidy_draft(body.question, "\n".join(answer), points, body.topic, "\n\n".join(body.programs))
        if body.topic != self._topic and (why := why_not(draft)):
            self._unread.append(Unread(number, f"{all_of(draft)} {body.topic}", why))  # a topic that stands with it
        else:
            self._found.append(Found(number, draft))

    def _line(self, line: MarkdownLine, body: _Body, base: int) -> None:
        section, rest = _section(line)
        if section == "topic":
            body.topic = self._seen(rest, line.number)
        elif section:
            body.section = section
            item = MARK.fullmatch(rest)
            if item:
                self._item(replace(line, kind=Kind.ITEM, text=item["text"]), body, line.indent)
            elif rest:
                (body.answer if section == "answer" else body.points).append(self._seen(rest, line.number))
        elif line.kind in {Kind.NOTHING, Kind.RULE}:
            return
        elif line.kind is Kind.BLANK:
            body.answer.append("")
        elif line.kind in _PASSED_OVER:
            self._pass_over(line, _PASSED_OVER[line.kind])
        elif line.kind is Kind.PROGRAM:
            self._program(line, body)
        elif line.kind is Kind.ITEM:
            self._item(line, body, base)
        elif line.kind is Kind.TABLE and is_table_rule(line):
            return
        else:
            self._text(line, body, base)

    def _item(self, line: MarkdownLine, body: _Body, base: int) -> None:
        if not body.points and line.indent >= base + _INDENT_OF_A_PROGRAM:
            body.answer.append(line.raw)
            return
        text = self._seen(line.text, line.number)
        if not text:
            if not line.text.strip():
                self._pass_over(line, "the key point is empty")
        elif body.section == "answer" and "points" in body.sections:
            body.answer.append(text)
        else:
            body.points.append(text)

    def _text(self, line: MarkdownLine, body: _Body, base: int) -> None:
        text = line.text if line.kind is Kind.MATH else self._seen(line.text, line.number)
        if body.section == "points" and not (line.indent > base and body.points):
            body.points.append(text)
        elif body.points and body.section != "answer":
            if line.indent > base or line.kind is Kind.MATH:
                body.points[-1] += " " + text
            else:
                self._pass_over(line, _LATE)
        else:
            body.answer.append(text)

    def _program(self, line: MarkdownLine, body: _Body) -> None:
        if line.language in _PYTHON and _is_python(line.text):
            body.programs.append(line.text.strip("\n"))
        else:
            body.answer += line.text.split("\n")

    def _seen(self, text: str, number: int) -> str:
        inline = read_inline(text)
        self._left_out += (LeftOut(number, each, what) for each, what in inline.left_out)
        return inline.text

    def _pass_over(self, line: MarkdownLine, why: str) -> None:
        self._unread.append(Unread(line.number, line.raw, why))


def _find_starts(lines: Sequence[MarkdownLine]) -> _Found | None:
    """Find out how a text has its questions; None where it has none."""
    headings = _heading_starts(lines)
    if any(start.asks for start in headings):
        return _Found(headings, cards=False)
    others: tuple[tuple[Callable[[Sequence[MarkdownLine]], list[_Start]], bool], ...] = (
        (_label_starts, True),
        (_summary_starts, True),
        (_list_starts, True),
        (_bold_starts, True),
        (_card_starts, True),
        (_paragraph_starts, False),
    )
    for find, beside_headings in others:
        starts = find(lines)
        if starts and (not headings or (beside_headings and any(start.asks for start in starts))):
            return _Found(starts, cards=True, topics=True)
    return _Found(headings, cards=False) if headings else None


def _heading_starts(lines: Sequence[MarkdownLine]) -> list[_Start]:
    places = [at for at, line in enumerate(lines) if line.kind is Kind.HEADING and line.text and not _section(line)[0]]
    filled = {at for at in places if _has_own_lines(lines, at)}
    if not filled:
        return [_Start(at, lines[at].text) for at in places if lines[at].level == 2]  # noqa: PLR2004 - a question's
    asking = [lines[at].level for at in filled if lines[at].text.rstrip(" *_").endswith("?")]
    levels = {lines[at].level for at in filled}
    level = max(set(asking), key=asking.count) if asking else 2 if 2 in levels else min(levels)  # noqa: PLR2004
    starts: list[_Start] = []
    parent_filled = False
    for at, following in zip(places, [*places[1:], None], strict=True):
        line = lines[at]
        if line.level == level:
            parent_filled = at in filled
            deeper = following is not None and lines[following].level > level
            if parent_filled or not deeper:
                starts.append(_Start(at, line.text))
        elif line.level > level and not parent_filled and at in filled:
            starts.append(_Start(at, line.text))
        elif line.level < level:
            parent_filled = True
    for start in starts:
        labelled = _ASKS.fullmatch(start.question) or _NUMBERED_ASKS.fullmatch(start.question)
        start.question = labelled[1] if labelled and labelled[1] else start.question
    return starts


def _has_own_lines(lines: Sequence[MarkdownLine], at: int) -> bool:
    """Whether something stands below a heading before the next one, or before the next question below one that asks."""
    asks = _Start(at, lines[at].text).asks
    for line in _after(lines, at):
        if line.kind is Kind.HEADING and not _section(line)[0]:
            aside = asks and line.text and line.level > lines[at].level > 1 and not _Start(at, line.text).asks
            if not aside:
                return False
        elif line.kind not in {Kind.BLANK, Kind.NOTHING, Kind.RULE}:
            return True
    return False


def _after(lines: Sequence[MarkdownLine], at: int) -> Iterator[MarkdownLine]:
    """Return the lines below one, without a copy of them all."""
    return (lines[each] for each in range(at + 1, len(lines)))


def _label_starts(lines: Sequence[MarkdownLine]) -> list[_Start]:
    starts = []
    for at, line in enumerate(lines):
        if line.kind not in {Kind.TEXT, Kind.HEADING, Kind.ITEM}:
            continue
        match = _ASKS.fullmatch(line.text) or _NUMBERED_ASKS.fullmatch(line.text)
        if not match:
            continue
        same = _SAME_LINE.fullmatch(match[1])
        question, after = (same[1], same[2]) if same else (match[1], "")
        start = _Start(at, question.removesuffix("**"), after)
        if not same:
            _take_in_lines_until_answer(lines, start)
        starts.append(start)
    return starts


def _take_in_lines_until_answer(lines: Sequence[MarkdownLine], start: _Start) -> None:
    """Lines between `Q:` and `A:` belong to the question."""
    more: list[str] = []
    for line in _after(lines, start.at):
        section = _section(line)[0]
        if section == "answer" or (not start.question and more and line.kind is Kind.BLANK):
            start.question = " ".join([start.question, *more]).strip()
            start.skipped += len(more)
            return
        if section or line.kind is not Kind.TEXT or _ASKS.fullmatch(line.text) or _NUMBERED_ASKS.fullmatch(line.text):
            return
        more.append(line.text)


def _summary_starts(lines: Sequence[MarkdownLine]) -> list[_Start]:
    starts = []
    for at, line in enumerate(lines):
        match = SUMMARY.fullmatch(line.raw) if line.kind is Kind.SUMMARY else None
        if match:
            starts.append(_Start(at, match[1], _ENDS.sub(" ", match[2]).strip()))
    return starts


def _list_starts(lines: Sequence[MarkdownLine]) -> list[_Start]:
    """Entries that ask something and have something below them, and their like."""
    first = None
    for at, line in enumerate(lines):
        if line.kind is Kind.ITEM and _Start(at, line.text).asks:
            below = next((each for each in _after(lines, at) if each.kind not in {Kind.BLANK, Kind.NOTHING}), None)
            if below is not None and _is_below(below, line):
                first = line
                break
    if first is None:
        return []
    return [
        _bold_question(at, line.text) or _Start(at, line.text)
        for at, line in enumerate(lines)
        if line.kind is Kind.ITEM and line.indent == first.indent and line.mark == first.mark
    ]


def _bold_question(at: int, text: str) -> _Start | None:
    """Return where a question in bold begins, with the answer behind it; None where a line is none."""
    match = _BOLD_QUESTION.fullmatch(text)
    return _Start(at, match[2], match[3]) if match else None


def _is_below(line: MarkdownLine, item: MarkdownLine) -> bool:
    if line.kind is Kind.ITEM:
        return line.indent > item.indent or (line.indent == item.indent and line.mark != item.mark)
    return line.kind in {Kind.TEXT, Kind.PROGRAM, Kind.MATH} and (line.indent > item.indent or item.mark == "1")


def _bold_starts(lines: Sequence[MarkdownLine]) -> list[_Start]:
    starts = []
    for at, line in enumerate(lines):
        if line.kind not in {Kind.TEXT, Kind.ITEM} or _section(line)[0]:
            continue
        bold = _BOLD.fullmatch(line.text)
        if bold and (line.kind is Kind.TEXT or bold[2].rstrip().endswith("?")):
            starts.append(_Start(at, bold[2]))
        elif start := _bold_question(at, line.text):
            starts.append(start)
    asking = [start for start in starts if start.asks]
    return asking or starts


def _colon_starts(lines: Sequence[MarkdownLine]) -> list[_Start]:
    """Lines with two colons: where not every line has them, only those that ask, or that have a space beside them."""
    starts: list[_Start] = []
    sure: list[_Start] = []
    for at, line in enumerate(lines):
        match = _COLONS.fullmatch(line.text) if line.kind in {Kind.TEXT, Kind.ITEM} else None
        if match:
            start = _Start(at, match[1].strip(), match[4])
            starts.append(start)
            if start.asks or match[1].endswith(" ") or match[3]:
                sure.append(start)
    filled = sum(1 for line in lines if line.kind in {Kind.TEXT, Kind.ITEM} and not line.indent)
    return starts if len(starts) == filled else sure


def _card_starts(lines: Sequence[MarkdownLine]) -> list[_Start]:
    """Obsidian's cards, those of one line and those of several."""
    several = _mark_starts(lines)
    inside = {at for start in several for at in range(start.at, start.at + start.skipped)}
    single = [start for start in _colon_starts(lines) if start.at not in inside]
    return sorted((*several, *single), key=lambda start: start.at)


def _mark_starts(lines: Sequence[MarkdownLine]) -> list[_Start]:
    """A paragraph, a line with nothing but `?`, the answer: Obsidian's cards of several lines."""
    starts: list[_Start] = []
    for at, line in enumerate(lines):
        if line.kind is Kind.TEXT and line.text in {"?", "??"}:
            first = at
            bound = starts[-1].at + starts[-1].skipped if starts else 0
            while first > bound and lines[first - 1].kind is Kind.TEXT:
                first -= 1
            if first < at:
                question = " ".join(each.text for each in lines[first:at])
                starts.append(_Start(first, question, skipped=at - first + 1))
    return starts


def _paragraph_starts(lines: Sequence[MarkdownLine]) -> list[_Start]:
    starts = []
    begins = True
    for at, line in enumerate(lines):
        if begins and line.kind is Kind.TEXT and line.text.endswith("?"):
            starts.append(_Start(at, line.text))
        begins = line.kind in {Kind.BLANK, Kind.NOTHING, Kind.RULE, Kind.HEADING}
    return starts


def _has_question_table(lines: Sequence[MarkdownLine]) -> bool:
    """Whether there is a table that names a column of questions, and no heading that asks."""
    if any(line.kind is Kind.HEADING and line.text.rstrip(" *_").endswith("?") for line in lines):
        return False
    heads = (line for line, below in pairwise(lines) if is_table_rule(below) and not is_table_rule(line))
    return any(
        Role.QUESTION in roles and {Role.ANSWER, Role.POINTS} & roles
        for roles in ({role_of(cell) for cell in _cells(head.raw)} for head in heads)
    )


def _read_tables(lines: Sequence[MarkdownLine], told: Sequence[Role], *, ask: bool) -> Imported | None:
    """Read tables whose rows are questions; None where there is none."""
    found: list[Found] = []
    unread: list[Unread] = []
    left: list[LeftOut] = []
    remarks: list[str] = []
    at, tables, topic = 0, 0, ""
    while at < len(lines):
        line = lines[at]
        end = at
        while end < len(lines) and lines[end].kind is Kind.TABLE:
            end += 1
        if end > at + 1 and is_table_rule(lines[at + 1]):
            tables += 1
            rows = [
                Row(each.number, tuple(_seen_cell(cell, each.number, left) for cell in _cells(each.raw)))
                for each in lines[at:end]
                if not is_table_rule(each)
            ]
            imported = read_rows(rows, told, as_html=False, ask=ask)
            found += (Found(each.line, _with_topic(each.draft, topic)) for each in imported.found)
            unread += imported.unread
            left += imported.left_out
            remarks += imported.remarks
        elif line.kind is Kind.HEADING:
            topic, end = read_inline(line.text).text, at + 1
        else:
            end = at + 1
            if line.kind not in {Kind.BLANK, Kind.NOTHING, Kind.RULE}:
                unread.append(Unread(line.number, line.raw, _NO_QUESTION))
        at = end
    return gather(found, unread, left, remarks) if tables else None


def _cells(raw: str) -> tuple[str, ...]:
    """Return the cells of a row; a bar behind a backslash is a character of its cell."""
    inner = raw.strip().removeprefix("|")
    inner = inner.removesuffix("|") if not inner.endswith("\\|") else inner
    return tuple(part.replace("\\|", "|") for part in re.split(r"(?<!\\)\|", inner))


def _seen_cell(cell: str, number: int, left: list[LeftOut]) -> str:
    """Return what a person sees of a cell; what has no place is added to `left`."""
    lines = [read_inline(line) for line in _LINE_BREAK.split(cell)]
    left += (LeftOut(number, each, what) for line in lines for each, what in line.left_out)
    return "\n".join(line.text for line in lines)


def _with_topic(draft: Draft, topic: str) -> Draft:
    return draft if draft.topic else replace(draft, topic=topic)


def _section(line: MarkdownLine) -> tuple[str, str]:
    """Return which part of a question a line begins, and what else stands on it; nothing where it begins none."""
    if line.kind is Kind.HEADING:
        name = line.text.strip(" *_:").lower()
        role = role_of(name) if name not in {"a", "q"} else None
        return (role.value, "") if role in {Role.ANSWER, Role.POINTS} and line.level > 1 else ("", "")
    if line.kind is Kind.TEXT or (line.kind is Kind.ITEM and line.text[:2] in {"A:", "**"}):
        for pattern, section in ((_ANSWERS, "answer"), (_POINTS, "points"), (_TOPIC, "topic")):
            match = pattern.fullmatch(line.text)
            if match:
                return section, match[1].strip()
        bold = _BOLD.fullmatch(line.text)
        if bold and bold[2].strip(" :").lower() in {"answer", "key points", "points"}:
            return ("answer" if bold[2].strip(" :").lower() == "answer" else "points"), ""
    return "", ""


def _without_number(question: str) -> str:
    text = question.strip()
    match = _NUMBER.match(text)
    return text[match.end() :] if match else text


def _is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return bool(text.strip())


def _topic_line(topic: str) -> str:
    """Write the heading of a topic; where there is none, one that holds nothing."""
    probe = Draft("Q", "", ("P",), topic)
    lines = (f"# {way(topic) if topic else chr(92)}" for way in _WAYS)
    return next((line for line in lines if read_markdown(f"{line}\n## Q\n- P").drafts == (probe,)), f"# {topic}")


def _written(draft: Draft) -> list[str]:
    """Write a question; what reading would take for something else is written with backslashes before its signs."""
    lines: list[str] = []
    for way in _WAYS:
        lines = [f"## {way(draft.question)}", ""]
        if draft.answer:
            lines += [*(way(line) for line in draft.answer.split("\n")), ""]
        lines += [*(f"- {way(point)}" for point in draft.points), ""]
        imported = read_markdown("\n".join(lines))
        if imported.drafts == (replace(draft, topic=""),) and not (imported.unread or imported.left_out):
            break
    return lines


def _without_meaning_at_its_beginning(text: str) -> str:
    return f"\\{text}" if text[:1] in {"#", "-", "*", "+", ">", "|", "=", "`"} else text


def _escaped(text: str) -> str:
    """Write every sign so that it means nothing.

    Brackets become entities, as one behind a backslash is mathematics; so does the first letter, as a word such as
    Answer has a meaning of its own.
    """
    pieces = []
    for at, character in enumerate(text):
        if at == 0 or character in "()[]\\" or (not character.isascii() and not character.isalnum()):
            pieces.append(f"&#{ord(character)};")
        elif character.isascii() and character.isprintable() and not character.isalnum() and character != " ":
            pieces.append(f"\\{character}")
        else:
            pieces.append(character)
    return "".join(pieces)


_WAYS: tuple[Callable[[str], str], ...] = (str, _without_meaning_at_its_beginning, _escaped)
"""How a text can be written, the plainest first."""
