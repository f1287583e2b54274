import io

import pytest

from coach.cli.progress_bar import ProgressBar


class Terminal(io.TextIOWrapper):
    """A terminal with an encoding, which remembers what was written."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding)

    def isatty(self) -> bool:
        return True

    def said(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode(self.encoding)  # type: ignore[attr-defined]

    def lines(self) -> list[str]:
        return self.said().split("\r\033[K")[1:]


def bar(terminal: Terminal, total: int = 4, columns: int = 80, step: float = 10.0) -> ProgressBar:
    """A bar whose clock goes on by `step` seconds at each look."""
    times = iter(range(1000))
    return ProgressBar(terminal, total, "trying out question", lambda: step * next(times), lambda: columns)


def test_the_line_has_a_bar_and_the_place() -> None:
    terminal = Terminal()
    bar(terminal).show(1)
    assert terminal.lines() == ["█" * 6 + "░" * 18 + " trying out question 2 of 4"]


def test_the_time_left_is_that_of_the_pieces_done_so_far() -> None:
    terminal = Terminal()
    bar(terminal).show(2)  # 10 s for two, and two are left
    assert terminal.lines() == ["█" * 12 + "░" * 12 + " trying out question 3 of 4, 10 s left"]


def test_more_than_a_minute_is_told_in_minutes() -> None:
    terminal = Terminal()
    bar(terminal, total=15).show(2)  # 5 s each, 13 are left
    assert terminal.lines()[0].endswith(", 1 min 5 s left")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_where_the_encoding_has_no_blocks_the_bar_is_made_of_other_signs(encoding: str) -> None:
    terminal = Terminal(encoding)
    bar(terminal).show(1)
    assert terminal.lines() == ["#" * 6 + "-" * 18 + " trying out question 2 of 4"]


@pytest.mark.parametrize("columns", [10, 26, 30, 33, 40, 60])
def test_the_line_never_fills_the_terminal(columns: int) -> None:
    terminal = Terminal()
    bar(terminal, columns=columns).show(3)
    (line,) = terminal.lines()
    assert len(line) < columns
    assert "trying out question 4 of 4".startswith(line) or line.endswith(("4 of 4", "left"))


def test_at_the_end_the_line_goes_away() -> None:
    terminal = Terminal()
    bar(terminal).show(4)
    assert terminal.said() == "\r\033[K"


def test_where_there_is_no_terminal_nothing_is_written() -> None:
    stream = io.StringIO()
    progress = ProgressBar(stream, 3, "trying out question")
    progress.show(1)
    progress.clear()
    assert stream.getvalue() == ""
