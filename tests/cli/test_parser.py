import subprocess
import sys

import pytest

from coach.cli.parser import build_parser

HEAVY = (
    "numpy",
    "textual",
    "textual_serve",
    "aiohttp",
    "faster_whisper",
    "sentence_transformers",
    "torch",
    "sounddevice",
    "hibari",
    "onnxruntime",
    "av",
)
COMMANDS = (
    [],
    ["demo"],
    ["web"],
    ["assess"],
    ["bank"],
    ["bank", "check"],
    ["history"],
    ["doctor"],
    ["models"],
    ["due"],
    ["completion"],
    ["bank", "import"],
    ["paths"],
)


def loaded_by(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("command", COMMANDS)
def test_help_loads_nothing_heavy(command: list[str]) -> None:
    call = f"main({[*command, '--help']!r})"
    code = f"from coach.cli import main\ntry:\n    {call}\nexcept SystemExit as end:\n    assert end.code == 0"
    assert loaded_by(code) == set()


def test_the_loop_of_a_sitting_loads_no_weights_on_import() -> None:
    assert loaded_by("import coach.practice.assess, coach.practice.live_answer") <= {"numpy"}


@pytest.mark.parametrize(
    "command", [["nonsense"], ["assess"], ["bank"], ["history", "--limit", "0"], ["assess", "--json"]]
)
def test_a_usage_error_exits_with_two(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        build_parser().parse_args(command)
    assert caught.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_weights_may_be_named_before_or_after_the_command() -> None:
    assert build_parser().parse_args(["--whisper", "tiny.en", "demo"]).whisper == "tiny.en"
    assert build_parser().parse_args(["demo", "--whisper", "tiny.en"]).whisper == "tiny.en"
