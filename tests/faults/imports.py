"""Damaged files of questions: each is read or refused, and every word of one that is read is accounted for.

python tests/faults/imports.py [--runs N] [--seed S]
"""

import contextlib
import html
import io
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from faults.mutating import arguments, mutated, report

from coach.bank.formats import file_text, read_file
from coach.bank.imported import Imported, to_rubric
from coach.bank.load import parse_rubric
from coach.bank.writing import rubric_toml
from coach.cli import main as coach
from coach.errors import RubricError
from coach.plain import find_hidden, without_hidden

WHOLE = (
    (
        ".md",
        "# Basics\n\n## What is **bias**?\n\nError from *assumptions*.\n\n- [ ] It underfits\n  quickly\n"
        "1. It stays\n   - nested entry\n\n## How is softmax written?\n```python\n# stable\nx = x - x.max()\n```\n"
        "\\[ x_i * y_i \\]\n- Subtract $w_i * x_i$ first\n"
        "- See [the paper](https://site.example/paper) ![plot](a.png)\n",
    ),
    (
        ".md",
        "---\ntitle: cards\n---\n#flashcards\n\nWhat is variance?::Spread of predictions <!--SR:!2023-01-01,3-->\n\n"
        "What is\nnoise?\n?\nIrreducible error\nNobody models it\n",
    ),
    (
        ".md",
        "# Study notes\n\n- What is drift?\n    - Inputs change\n    - Labels change\n- What is leakage?\n"
        "    Peeking ahead.\n",
    ),
    (
        ".md",
        "| Question | Answer | Key points | Owner |\n|---|:-:|---|---|\n"
        "| What is recall? | Share found | one<br>two | Ann |\n"
        "| What is precision? | Share right | three | Bob |\n",
    ),
    (
        ".md",
        "<details>\n<summary>What is boosting?</summary>\n\nWeak learners.\n\n- In sequence\n</details>\n\n"
        "**What is bagging?**\n\nSamples drawn.\n\n***\n\nlate words\n",
    ),
    (
        ".txt",
        "Q: What is a kernel?\nA: A similarity.\nIt compares.\n\nQ2: What is\na margin?\nA2: - Distance\n- Width\n"
        "Topic: Vectors\n",
    ),
    (".txt", "Bias\tError from assumptions\nVariance\tSpread of predictions\nNoise\tWhat remains\n"),
    (
        ".txt",
        '#separator:tab\n#html:true\n#deck:Learning\nWhat does <b>this</b> show?<img src="paste.jpg">\t'
        '"[sound:rec.mp3]<ul><li>Loss falls</li><li>a &lt; b</li></ul>"\tanki tags\nFront only\n'
        '{{c1::Gap}} words\textra\nWhy repeat?\t"Why repeat?<hr id=answer>Because<br>always"\n',
    ),
    (
        ".csv",
        'sep=;\nquestion;answer;points;topic;extra\nWhat are bias, variance, and noise?;Error, mostly;"- One\n• Two\n'
        '3. Three";Basics;odd\n"Quoted ""words"" here?";Plain;\'=formula;Sheets;\n',
    ),
    (".csv", "Front,Back,Tags\nWhat is pruning?,Cutting branches,trees basics\nIs p<q then?,yes if k>n,signs\n"),
    (".csv", "Karta,Svar\nVad heter det?,Ingenting\nVem vet?,Ingen alls\n"),
    (
        ".tsv",
        "Question\tAnswer\tKey point 1\tKey point 2\tSource\nWhat is dropout?\tRandom units off\tOff\tEnsemble\tbook\n",
    ),
)
"""One of every form, each with things that have no place in a question."""

STRANGE = (
    '"', '""', "'", ";", ",", "\t", "|", "::", "?", "#", "##", "# ", "## Heading words", "- ", "1. ", "```",
    "~~~", "$$", "\\[", "\\(", "<", ">", "<b>", "</b>", "<hr>", "<!--", "-->", "<summary>", "[sound:", "[", "](",
    "&lt;", "&#27;", "**", "__", "`", "---", "***", "===", "Q: ", "A: ", "sep=", "#separator:", "#html:true",
    "{{c1::", "\\", "\x00", "\x1b[2J", "\u202e", "\u200b", "\ufeff", "\u2028", "\x0b", "é", "漢字", "\U0001f600",
    "\U000f0000", " " * 500, "x" * 5000, "\n", "\n\n", "\r", "\r\n", "word " * 300,
)  # fmt: skip
"""What is put anywhere."""

ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32")
PATIENCE = 5.0
"""Seconds after which reading a few kB counts as hung; it takes milliseconds."""
EVERY = 10
"""One in so many is given to the command as well, and saved."""

TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
MARKUP = re.compile(r"^(?:#[a-z ]+:.*|\"?sep=.*|\s*(?:```|~~~)[\w+#.-]+\s*)$", re.MULTILINE | re.IGNORECASE)
LABELS = frozenset("question answer key point points topic category tags deck frage antwort model ans python".split())
"""Words that say what something is, and are no part of it."""
WHOLE_COLUMN = ("all of column", "a column of")


def damaged(chance: random.Random) -> tuple[str, bytes]:
    """Damage a file in one way or several; give the ending of its name and its bytes."""
    suffix, text = chance.choice(WHOLE)
    for _ in range(chance.choice((0, 1, 1, 2, 4, 8))):
        lines = text.split("\n")
        at, place = chance.randrange(len(lines)), chance.randrange(len(text) + 1)
        way = chance.randrange(6)
        if way == 0:
            del lines[at]
            text = "\n".join(lines)
        elif way == 1:
            lines.insert(at, chance.choice(lines))
            text = "\n".join(lines)
        elif way == 2:
            lines.insert(at, chance.choice(chance.choice(WHOLE)[1].split("\n")))
            text = "\n".join(lines)
        else:
            text = text[:place] + chance.choice(STRANGE) + text[place:]
    if chance.random() < 0.2:
        suffix = chance.choice((".md", ".txt", ".csv", ".tsv"))
    data = text.encode(chance.choice(ENCODINGS), "replace")
    return suffix, mutated(data, chance) if chance.random() < 0.3 else data


def outcome(path: Path) -> str:
    """Read a file: `read` or `refused` where all is well, otherwise what is not."""
    try:
        imported = read_file(path)
    except RubricError as error:
        return "refused" if _clear(error, path) else f"unclear: {error}"
    lost = _lost_words(path, imported)
    if lost:
        return f"lost: {lost[:10]}"
    taken: set[str] = set()
    for each in imported.found:
        rubric = to_rubric(each.draft, taken)
        try:
            again = parse_rubric(rubric_toml(rubric), path.with_name(f"{rubric.id}.toml"))
        except RubricError as error:
            return f"unusable: {error}"
        if again != rubric:
            return f"changed: {rubric.id}"
        taken.add(rubric.id)
    return "read"


def saved(path: Path) -> str:
    """Import a file with the command: `saved` where all is well, otherwise what is not."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = coach(["bank", "import", str(path), "--yes"])
    hidden = find_hidden(out.getvalue() + err.getvalue())
    return "saved" if code in {0, 1} and not hidden else f"unclear: code {code}, {hidden!a}"


def outcomes(seed: int, runs: int) -> Iterator[tuple[int, str]]:
    """Try so many damaged files; COACH_HOME is a folder that goes afterwards."""
    before = os.environ.get("COACH_HOME")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COACH_HOME"] = str(Path(folder) / "home")
        try:
            for run in range(runs):
                chance = random.Random(f"{seed} {run}")
                suffix, data = damaged(chance)
                path = Path(folder) / f"cards{suffix}"
                path.write_bytes(data)
                began = time.process_time()
                try:
                    found = outcome(path)
                    spent = time.process_time() - began
                    if run % EVERY == 0 and found == "read" and (kept := saved(path)) != "saved":
                        found = kept
                except Exception as error:  # noqa: BLE001 - that is what is looked for
                    found, spent = f"uncaught: {type(error).__name__}: {str(error)[:200]}", 0.0
                yield run, "hung" if spent > PATIENCE else found
        finally:
            os.environ.pop("COACH_HOME")
            if before is not None:
                os.environ["COACH_HOME"] = before


def _lost_words(path: Path, imported: Imported) -> list[str]:
    """Give the words of the file that are neither in a question nor in what is said about its lines."""
    if any(each.what.startswith(WHOLE_COLUMN) for each in imported.left_out):
        return []  # its name is said, its cells are not
    text, _ = file_text(path)
    drafts = [each.draft for each in imported.found]
    parts = [part for each in drafts for part in (each.question, each.answer, *each.points, each.topic, each.reference)]
    parts += [each.text for each in (*imported.unread, *imported.left_out)] + list(imported.remarks)
    pool = _letters(" ".join(html.unescape(part) for part in parts)) + _letters(" ".join(parts))
    source = TAG.sub(" ", MARKUP.sub(" ", without_hidden(text)))
    ways = (source, html.unescape(source))  # a separator may stand within an entity
    return min(([word for word in _words(way) if _letters(word) not in pool] for way in ways), key=len)


def _words(text: str) -> list[str]:
    return sorted({word for word in re.findall(r"[^\W\d_]{3,}", text) if word.casefold() not in LABELS})


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text.casefold()))


def _clear(error: RubricError, path: Path) -> bool:
    return path.name in error.message and bool(error.hint) and not find_hidden(str(error)) and len(str(error)) < 1000


def main() -> int:
    """Print how many files were read, how many refused, and whether anything else happened."""
    kinds = ("read", "refused", "unclear", "lost", "unusable", "changed", "uncaught", "hung")
    return report(
        arguments("Read damaged files of questions.", 600).parse_args(), outcomes, "files of questions", kinds
    )


if __name__ == "__main__":
    sys.exit(main())
