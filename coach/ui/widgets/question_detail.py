"""What is known about the highlighted question, without giving its points away."""

from datetime import datetime

from textual.content import Content
from textual.widgets import Static

from coach.domain.attempt import AttemptSummary
from coach.domain.rubric import Rubric
from coach.ui.phrases import ago, count, points
from coach.ui.plain import plain


def describe_question(rubric: Rubric, last: AttemptSummary | None, now: datetime, returns: str = "") -> Content:
    """Describe a question.

    Args:
        rubric: The question.
        last: The last attempt at it; None where there is none.
        now: The time.
        returns: When it comes back and why; empty where that is not known.
    """
    lines = [
        plain(rubric.question, "bold"),
        Content(""),
        Content.styled(f"{rubric.seconds[0]:.0f} to {rubric.seconds[1]:.0f} seconds", "$quiet"),
        Content.styled(f"{count(len(rubric.key_points), 'key point')}, {rubric.difficulty.value}", "$quiet"),
    ]
    if rubric.chapter:
        lines.append(plain(rubric.chapter, "$quiet"))
    lines.append(Content(""))
    if last is None:
        lines.append(Content.styled("Not answered yet.", "$quiet"))
    else:
        result = (str(last.score), " of 100") if last.score is not None else ("not judged", ", heard too badly")
        lines.append(Content.assemble(("Last  ", "$quiet"), (result[0], "bold"), (result[1], "$quiet")))
        lines.append(Content.styled(f"      {points(last.verdicts)}", "$quiet"))
        lines.append(Content.styled(f"      {ago(last.answered_at, now)}", "$quiet"))
    if returns:
        lines += [Content(""), plain(returns)]
    return Content("\n").join(lines)


class QuestionDetail(Static):
    """The description of one question, beside the list where there is room."""

    DEFAULT_CSS = """
    QuestionDetail {
        width: 36;
        height: 1fr;
        padding: 0 2 0 2;
        border-left: vkey $faint;
        display: none;
    }
    """

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__(markup=False)

    def show_question(self, rubric: Rubric, last: AttemptSummary | None, now: datetime, returns: str = "") -> None:
        """Show another question."""
        self.update(describe_question(rubric, last, now, returns))
