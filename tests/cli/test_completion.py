"""`coach completion`."""

import re
import subprocess
from pathlib import Path

import pytest

from coach.cli import main
from coach.cli.completion import SHELLS, completion_script
from coach.cli.parser import build_parser

IDS = ["lora", "l1-vs-l2"]

TRY = """\
source "$1"
COMP_WORDS=("${@:2}"); COMP_CWORD=$(( $# - 2 )); COMPREPLY=()
$(complete -p coach | sed 's/.*-F \\([^ ]*\\).*/\\1/') coach
echo "${COMPREPLY[*]}"
"""


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_and_the_ids_are_in_the_script(shell: str) -> None:
    script = completion_script(shell, IDS)
    commands = build_parser().parse_args  # the parser itself is as it was: any id may be typed
    assert commands(["bank", "show", "an-id-of-tomorrow"]).id == "an-id-of-tomorrow"
    for word in ("completion", "due", "rejudge", "lora", "l1-vs-l2", "apkg"):
        assert re.search(rf"\b{word}\b", script), word


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_printed(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    assert "gradient-descent" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("ban", {"bank"}),
        ("bank sh", {"show"}),
        ("bank show l", {"lora", "l1-vs-l2"}),
        ("bank export lora l1", {"l1-vs-l2"}),
        ("assess --question lo", {"lora"}),
        ("due --q", {"--quiet"}),
        ("completion ", {"bash", "zsh", "fish"}),
        ("bank new l", set()),  # an id that is not there yet
        ("mock --show l", set()),  # the id of a mock interview
    ],
)
def test_bash_completes(typed: str, completed: set[str], tmp_path: Path) -> None:
    script = tmp_path / "coach.bash"
    script.write_text(completion_script("bash", IDS), encoding="utf-8")
    call = ["bash", "-c", TRY, "bash", str(script), "coach", *typed.split(" ")]
    done = subprocess.run(call, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert set(done.stdout.split()) == completed
