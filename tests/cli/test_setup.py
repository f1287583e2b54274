import io

import pytest

from coach.cli.setup import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


LINES = ("Preparing Whisper base: 0 %", "Preparing Whisper base: 100 %", "Preparing the reader, reader-2026-11")


def test_elsewhere_than_on_a_terminal_only_what_is_new_in_words_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    said = io.StringIO()
    monkeypatch.setattr("sys.stderr", said)
    progress = Progress()
    for line in LINES:
        progress(line)
    assert said.getvalue() == "Preparing Whisper base\nPreparing the reader, reader-2026-11\n"


def test_on_a_terminal_percentages_take_one_line_and_what_has_none_ends_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = Terminal()
    monkeypatch.setattr("sys.stderr", said)
    progress = Progress()
    for line in LINES:
        progress(line)
    begin = "\r\033[K"
    assert said.getvalue() == f"{begin}{LINES[0]}{begin}{LINES[1]}\n{begin}{LINES[2]}\n"
