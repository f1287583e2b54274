import sys
from pathlib import Path

import pytest

from coach.errors import CoachError
from coach.ui.editor import edit_elsewhere


def script(tmp_path: Path, body: str) -> dict[str, str]:
    file = tmp_path / "editor.py"
    file.write_text(f"import pathlib, sys\npath = pathlib.Path(sys.argv[1])\n{body}\n", encoding="utf-8")
    return {"EDITOR": f"{sys.executable} {file}"}


def test_the_editor_gets_the_text_under_its_name_and_what_it_leaves_is_taken(tmp_path: Path) -> None:
    environment = script(tmp_path, "path.write_text(path.name + ': ' + path.read_text())")
    assert edit_elsewhere("as it was", "q.toml", environment) == "q.toml: as it was"


def test_only_the_owner_can_read_it_meanwhile(tmp_path: Path) -> None:
    environment = script(tmp_path, "path.write_text(oct(path.parent.stat().st_mode & 0o777))")
    assert edit_elsewhere("", "q.toml", environment) == "0o700"


def test_visual_goes_before_editor(tmp_path: Path) -> None:
    environment = {**script(tmp_path, "path.write_text('visual')"), "VISUAL": ""}
    environment = {"VISUAL": environment["EDITOR"], "EDITOR": "false"}
    assert edit_elsewhere("", "q.toml", environment) == "visual"


@pytest.mark.parametrize(
    ("environment", "message"),
    [({}, "No editor is set"), ({"EDITOR": "no-such-editor-here"}, "failed"), ({"EDITOR": "false"}, "failed")],
)
def test_an_editor_that_is_missing_or_fails_is_said(environment: dict[str, str], message: str) -> None:
    with pytest.raises(CoachError, match=message):
        edit_elsewhere("kept", "q.toml", environment)
