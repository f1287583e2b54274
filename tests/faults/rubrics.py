"""Damaged question files: each is read, or refused with the file, the key or line, and what to do about it.

python tests/faults/rubrics.py [--runs N] [--seed S]
"""

import contextlib
import io
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from faults.mutating import arguments, mutated, report

from coach.bank.bank import load_bank
from coach.bank.check import check_path
from coach.bank.load import load_rubric, parse_rubric
from coach.bank.writing import rubric_toml
from coach.cli import main as coach
from coach.errors import RubricError
from coach.plain import find_hidden

RUBRICS = Path(__file__).parents[2] / "rubrics"

WHOLE = """\
id = "cards"
question = "What does L1 do, and why?"
spoken = "What does L one do?"
topic = "Fundamentals"
chapter = "Chapter 9"
difficulty = "hard"
seconds = [30, 45.5]
model_answer = '''
It makes weights zero.
'''
reference = '''
def f(x):
    return abs(x)
'''

[aliases]
RAG = ["rack", "rag"]
"two words" = ["too words"]

[[key_points]]
id = "zeros"
point = "L1 makes weights zero."
weight = 2
also = ["It is sparse."]
mistakes = ["It shrinks only."]
threshold = 0.5

[[key_points]]
id = "lasso"
point = "L1 regression is the lasso."

[[follow_ups]]
point = "zeros"
question = "Why zero?"
spoken = "Why nought?"
"""
"""Every key that a question can have."""

STRANGE = (
    "1" * 5000, "-" + "9" * 400, "99999999999999999999", "1e400", "-inf", "nan", "0x" + "F" * 40, "1_000", "007",
    "[" * 3000 + "]" * 3000, "[" * 50 + "]" * 50, "{a = " * 200 + "1" + "}" * 200, '{a.b.c = 1, "" = 2}',
    '"a\\u001b[2Jb"', '"a\\u202eb"', '"a\\u200bb"', '"a\\u0000b"', '"a\\ud800b"', '"\\U00110000"',
    '"' + "x" * 100_000 + '"', '""', '"  "', "'''\nmany\n\nlines\n'''", "1979-05-27T07:32:00Z", "07:32:00",
    "0001-01-01", "true", "[]", "{}", '["", 3, [1], {}]', '["one", "One"]', "[1, 2, 3]", "[60, 30]", "[0, 1e9]",
    "'unended", '"""', "",
)  # fmt: skip
"""Values that nobody expects."""

LINES = (
    '"" = 1', "a.b.c.d = 1", ".".join("a" * 3000) + " = 1", "[key_points]", "[[key_points]]", "[[key_points.also]]",
    "[key_points.zeros]", "[aliases]", "[aliases.RAG]", "[[aliases]]", "[[follow_ups]]", "[follow_ups",
    "key_points = 1", 'aliases = "RAG"', 'aliases."\\u001b[31m" = ["x"]', "qestion = 1", 'question = "again"',
    'id = "../../etc"', 'id = "' + "a" * 300 + '"', "\x1b[31m = 1", "\ufeff", "\x00", "\u202e", "é = 1",
    "# a comment", "= 3", "no equals sign",
)  # fmt: skip
"""Lines that nobody expects."""

PATIENCE = 5.0
"""Seconds after which reading a few kB counts as hung; it takes hundredths of a second."""
EVERY = 25
"""One in so many is given to the command as well."""

WHERE = re.compile(r"`[^`]+`|line \d+|larger than|nests|digits|end of document")
"""What an error says of the place: a key, a line, or a reason that holds for the whole file."""


@cache
def shipped() -> tuple[str, ...]:
    """Read the texts of the questions that are shipped, their ids replaced by that of the file they go to."""
    return tuple(
        re.sub(r'^id = "[^"]+"', 'id = "cards"', path.read_text(encoding="utf-8"), count=1)
        for path in sorted(RUBRICS.glob("*/*.toml"))
    )


def damaged(chance: random.Random) -> bytes:
    """Damage a question in one way or several."""
    text = chance.choice((WHOLE, WHOLE, chance.choice(shipped())))
    lines = text.splitlines()
    for _ in range(chance.choice((0, 1, 1, 2, 5))):
        at = chance.randrange(len(lines))
        way = chance.randrange(5)
        if way == 0 and "=" in lines[at]:
            lines[at] = f"{lines[at].partition('=')[0]}= {chance.choice(STRANGE)}"
        elif way == 1:
            lines.insert(at, chance.choice(LINES))
        elif way == 2:
            lines.insert(at, chance.choice(lines))
        elif way == 3:
            at_once = chance.randrange(1, 8)
            lines[at:at] = lines[at : at + at_once]
        else:
            del lines[at]
        lines = lines or [""]
    data = chance.choice(("\n", "\n", "\r\n")).join(lines)
    encoded = data.encode(chance.choice(("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "latin-1")), "replace")
    return mutated(encoded, chance) if chance.random() < 0.4 else encoded


def outcome(path: Path) -> str:
    """Read and check a question: `read` or `refused` where all is well, otherwise what is not."""
    findings = check_path(path)
    for finding in findings:
        if path.name not in finding.message or not finding.hint or find_hidden(str(finding)):
            return f"unclear: {finding}"
    try:
        rubric = load_rubric(path)
    except RubricError as error:
        if not any(finding.is_error for finding in findings):
            return f"unseen: {error}"
        bank = load_bank(path.parent / "none", path.parent)
        if [problem.message for problem in bank.problems] != [error.message]:
            return f"unseen: {error}"
        return "refused" if _clear(error, path) else f"unclear: {error}"
    if any(finding.is_error for finding in findings):
        return f"unseen: {findings}"
    return "read" if parse_rubric(rubric_toml(rubric), path) == rubric else "changed"


def checked(path: Path) -> str:
    """Check a file with the command: `checked` where all is well, otherwise what is not."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = coach(["bank", "check", str(path), "--quick"])
    hidden = find_hidden(out.getvalue() + err.getvalue())
    return "checked" if code in {0, 1} and not hidden else f"unclear: code {code}, {hidden!a}"


def outcomes(seed: int, runs: int) -> Iterator[tuple[int, str]]:
    """Try so many damaged files."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own" / "cards.toml"
        path.parent.mkdir()
        (path.parent / "none").mkdir()
        for run in range(runs):
            chance = random.Random(f"{seed} {run}")
            path.write_bytes(damaged(chance))
            began = time.process_time()
            try:
                found = outcome(path)
                spent = time.process_time() - began
                if run % EVERY == 0 and found in {"read", "refused"} and (said := checked(path)) != "checked":
                    found = said
            except Exception as error:  # noqa: BLE001 - that is what is looked for
                found, spent = f"uncaught: {type(error).__name__}: {str(error)[:200]}", 0.0
            yield run, "hung" if spent > PATIENCE else found


def _clear(error: RubricError, path: Path) -> bool:
    """Whether an error names the file, the place in it, and what to do."""
    said = str(error)
    named = path.name in error.message and bool(WHERE.search(error.message))
    return named and bool(error.hint) and not find_hidden(said) and len(said) < 1000


def main() -> int:
    """Print how many files were read, how many refused, and whether anything else happened."""
    kinds = ("read", "refused", "unclear", "unseen", "changed", "uncaught", "hung")
    return report(arguments("Read damaged question files.", 2500).parse_args(), outcomes, "question files", kinds)


if __name__ == "__main__":
    sys.exit(main())
