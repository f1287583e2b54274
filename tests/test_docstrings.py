"""What ruff cannot say: which public methods need no docstring, and that a docstring says more than the name does.

Ruff's D102 knows no names to leave out, so it is off for the screens, where a handler's name says it all.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PROGRAM = Path(__file__).parent.parent / "coach"
SCREENS = PROGRAM / "ui"

NAMED_ENOUGH = re.compile(r"on_|action_|compose$")
"""Names of Textual's: what happened, what a key does, what is on the screen."""

SMALL = frozenset("a an and for from has have in is it its of on that the their this to with".split())
"""Words that add nothing to a name."""

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def definitions(folder: Path) -> Iterator[tuple[str, str, Definition]]:
    """Every class, function and method with the file it is in and the name of the class around it, if any."""
    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            for child in ast.iter_child_nodes(node):
                if isinstance(child, Definition):
                    around = node.name if isinstance(node, ast.ClassDef) else ""
                    yield str(path.relative_to(PROGRAM)), around, child


def words(text: str) -> set[str]:
    """The words of a sentence or a name, without endings."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return {re.sub(r"(es|s|ed|ing)$", "", word) for word in re.findall(r"[a-z]+", apart.lower())} - SMALL


def test_a_public_method_of_a_screen_has_a_docstring_unless_its_name_says_it_all() -> None:
    without = [
        f"{path}:{method.lineno} {around}.{method.name}"
        for path, around, method in definitions(SCREENS)
        if around and not around.startswith("_") and not isinstance(method, ast.ClassDef)
        if not method.name.startswith("_") and not NAMED_ENOUGH.match(method.name)
        if ast.get_docstring(method) is None and not is_setter(method)
    ]
    assert without == []


def test_no_docstring_only_repeats_the_name() -> None:
    repeating = [
        f"{path}:{each.lineno} {each.name}: {text}"
        for path, around, each in definitions(PROGRAM)
        if (text := ast.get_docstring(each)) and words(text) <= words(f"{around} {each.name}")
    ]
    assert repeating == []


def is_setter(method: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(isinstance(each, ast.Attribute) and each.attr == "setter" for each in method.decorator_list)
