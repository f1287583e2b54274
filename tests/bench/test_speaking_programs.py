import sys
from pathlib import Path

import pytest
from fakes import tone

from coach.audio.wav import write_wav
from coach.bench.speaking_programs import PROGRAMS, SpeakingProgram, installed
from coach.errors import AudioError


def python(code: str) -> SpeakingProgram:
    return SpeakingProgram("a program", (sys.executable, "-c", code))


def test_a_program_is_given_the_text_and_the_file_and_no_shell(tmp_path: Path) -> None:
    write_wav(tmp_path / "tone.wav", tone(1.0))
    text = tmp_path / "text"
    code = (
        "import pathlib, shutil, sys\n"
        f"pathlib.Path({str(text)!r}).write_text(sys.stdin.read())\n"
        f"shutil.copy({str(tmp_path / 'tone.wav')!r}, sys.argv[1])"
    )
    said = python(code).say("so; $(rm -rf x) -o `y`")
    assert text.read_text() == "so; $(rm -rf x) -o `y`"
    assert len(said.samples) == said.sample_rate == 16_000


def test_a_program_that_fails_says_why() -> None:
    with pytest.raises(AudioError, match="no such voice"):
        python("import sys; sys.exit('no such voice')").say("so")
    with pytest.raises(AudioError, match="a program"):
        SpeakingProgram("a program", ("/nonexistent/program",)).say("so")


def test_a_program_that_writes_nothing_is_an_error() -> None:
    with pytest.raises(AudioError):
        python("pass").say("so")


def test_what_is_not_installed_is_named_once() -> None:
    there, missing = installed(PROGRAMS, lambda name: "/bin/espeak-ng" if name == "espeak-ng" else None)
    assert [each.name for each in there] == ["espeak-ng en-us"]
    assert missing == ("flite is not installed: its voices were left out.",)
    assert installed(PROGRAMS, lambda name: name) == (PROGRAMS, ())
