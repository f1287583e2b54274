from pathlib import Path

import pytest

from coach.cli import main
from coach.paths import find_paths


def test_paths_names_the_copies_and_the_drafts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    paths = find_paths()
    main(["paths"])
    told = capsys.readouterr().out
    assert str(paths.copies) in told
    assert str(paths.drafts) in told
