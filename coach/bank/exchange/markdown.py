"""Questions as Markdown: `# topic`, `## question`, paragraphs for the answer, `- ` for each key point."""

import re
from collections.abc import Iterable

from coach.bank.exchange.drafted import Draft, Reading, Unread, make_reading, tidy_draft

_BULLETS = ("- ", "* ", "+ ")


def read_markdown(text: str) -> Reading:
    """Read questions; what stands before the first one is not read.

    A backslash before a character keeps it from meaning anything; an indented line goes on with the key point above.
    """
    found: list[tuple[int, Draft]] = []
    unread: list[Unread] = []
    topic, question, began = "", "", 0
    answer: list[str] = []
    points: list[str] = []

    def end() -> None:
        if question:
            found.append((began, tidy_draft(question, "\n".join(answer), points, topic)))

    for number, line in enumerate(text.splitlines(), start=1):
        bullet = line.lstrip()[:2] in _BULLETS or line.strip() in {"-", "*", "+"}
        if line.strip() in {"#", "##"} or re.match("###+( |$)|##?[^# ]", line):
            unread.append(Unread(number, line, "only # topic and ## question are headings"))
        elif bullet and len(line.strip()) == 1:
            unread.append(Unread(number, line, "the key point is empty"))
        elif line.startswith("## "):
            end()
            question, began, answer, points = _plain(line[3:]), number, [], []
        elif line.startswith("# "):
            end()
            topic, question = _plain(line[2:]), ""
        elif not question:
            if line.strip():
                unread.append(Unread(number, line, "it belongs to no question (## begins one)"))
        elif bullet:
            points.append(_plain(line.lstrip()[2:]))
        elif points and line[:1] in {" ", "\t"} and line.strip():
            points[-1] += " " + _plain(line)
        elif points and line.strip():
            unread.append(Unread(number, line, "the answer stands before the key points"))
        else:
            answer.append(_plain(line))
    end()
    return make_reading(found, unread)


def write_markdown(drafts: Iterable[Draft]) -> str:
    """Write questions, those of a topic under its heading."""
    lines: list[str] = []
    topic = ""
    for draft in drafts:
        if draft.topic != topic:
            topic = draft.topic
            lines += [f"# {_escaped(topic)}" if topic else "# \\", ""]
        lines += [f"## {_escaped(draft.question)}", ""]
        if draft.answer:
            lines += [*(_escaped(line) for line in draft.answer.split("\n")), ""]
        lines += [*(f"- {_escaped(point)}" for point in draft.points), ""]
    return "\n".join(lines)


def _escaped(text: str) -> str:
    """Keep signs at the beginning of a line from meaning anything."""
    text = text.replace("\\", "\\\\")
    return f"\\{text}" if text[:1] in {"#", "-", "*", "+"} else text


def _plain(text: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~]|$)", r"\1", text.strip())
