"""The code that a coding drill shows after the answer, executed, so that tests can call it."""

import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

RUBRICS = Path(__file__).parents[2] / "rubrics"


def load_reference(question_id: str) -> Any:
    """Everything that the `reference` of this question defines, by attribute."""
    (path,) = RUBRICS.glob(f"*/{question_id}.toml")
    code = tomllib.loads(path.read_text(encoding="utf-8"))["reference"]
    names: dict[str, Any] = {}
    exec(compile(code, f"reference of {question_id}", "exec"), names)  # noqa: S102 -- shipped code is what is tested
    return SimpleNamespace(**{name: value for name, value in names.items() if not name.startswith("__")})
