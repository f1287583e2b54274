"""Parts of a library are only imported behind the library itself.

Where one thread imports `av` and another `av.error`, each waits for what the other holds; Python breaks the tie by
handing out a module that is half there, and one of the imports fails.
"""

import ast
import subprocess
import sys
from pathlib import Path

COACH = Path(__file__).parents[1] / "coach"


def lazy_parts(package: Path) -> dict[str, set[str]]:
    """Find the parts of libraries that functions import before the library: by library, where and which."""
    found: dict[str, set[str]] = {}
    for path in package.rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef):
                continue
            there: set[str] = set()
            for statement in ast.walk(function):
                names = (
                    [alias.name for alias in statement.names]
                    if isinstance(statement, ast.Import)
                    else [statement.module or ""]
                    if isinstance(statement, ast.ImportFrom)
                    else []
                )
                for name in names:
                    library, dot, _ = name.partition(".")
                    if dot and library not in there and library not in {"coach", *sys.stdlib_module_names}:
                        found.setdefault(library, set()).add(name)
                    there.add(library)
    return found


def test_parts_that_a_library_imports_itself_are_imported_behind_it():
    parts = lazy_parts(COACH)
    for library, names in parts.items():
        program = f"import sys, {library}; print(*[name for name in {sorted(names)} if name in sys.modules])"
        ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert ran.stdout.split() == [], f"import {library} first"


def test_a_part_that_comes_first_is_found(tmp_path):
    (tmp_path / "bad.py").write_text("def f():\n    from av.error import FFmpegError\n", encoding="utf-8")
    (tmp_path / "good.py").write_text("def f():\n    import scipy\n    import scipy.fft\n", encoding="utf-8")
    assert lazy_parts(tmp_path) == {"av": {"av.error"}}
