"""The score, and how many key points got which verdict."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Digits, Static

from coach.domain.coverage import Coverage, Verdict
from coach.domain.scorecard import Scorecard
from coach.report.scores import write_doubt
from coach.ui.columns import Fitted
from coach.ui.phrases import SIGNS, VERDICT_STYLES

_GAP = "   "


def describe_verdicts(coverage: Coverage, width: int) -> Content:
    """Count the verdicts in words, as many on a line as fit; those that nobody got are left out."""
    lines: list[Content] = []
    for verdict in Verdict:
        number = coverage.count(verdict)
        if not number:
            continue
        part = Content.styled(f"{SIGNS[verdict]} {number} {verdict.value}", VERDICT_STYLES[verdict])
        if lines and lines[-1].cell_length + len(_GAP) + part.cell_length <= width:
            lines[-1] = lines[-1] + _GAP + part
        else:
            lines.append(part)
    return Content("\n").join(lines)


class ScorePanel(Horizontal):
    """The score in large digits, the verdicts beside it."""

    DEFAULT_CSS = """
    ScorePanel {
        height: auto;
        min-height: 3;
        & > Digits { width: auto; margin-right: 2; text-style: bold; }
        & > Static { width: 1fr; height: auto; }
        &.-waiting > Digits { display: none; }
        &.-waiting > Static { padding-top: 1; }
    }
    """

    def __init__(self) -> None:
        """No score yet."""
        super().__init__(classes="-waiting")

    def compose(self) -> ComposeResult:
        """Digits, and words beside them."""
        yield Digits("")
        yield Static(Content.styled("The answer is being judged…", "$quiet"), markup=False, id="verdicts")

    def show_coverage(self, coverage: Coverage) -> None:
        """Show the verdicts; the score comes later."""
        self.query_one("#verdicts", Static).update(Fitted(lambda width: describe_verdicts(coverage, width)))

    def show_score(self, scorecard: Scorecard, coverage: Coverage) -> None:
        """Show the score and the verdicts."""
        self.remove_class("-waiting")
        self.query_one(Digits).update("-" if scorecard.score is None else str(scorecard.score))
        doubt = "not judged" if scorecard.score is None else f"of 100{write_doubt(scorecard.score, coverage)}"
        meaning = Content.styled(f"{doubt}\n", "$quiet")
        self.query_one("#verdicts", Static).update(Fitted(lambda width: meaning + describe_verdicts(coverage, width)))
