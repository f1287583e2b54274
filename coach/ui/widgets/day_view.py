"""How the day stands, above the questions: what it holds, how far it is, what it has changed."""

from textual.content import Content
from textual.widgets import Static

from coach.domain.schedule import Agenda, DayStanding
from coach.report.bank_words import BankWords
from coach.report.day_report import BEGIN, describe_day
from coach.ui.lines import Fitted, plain


class DayView(Static):
    """A few lines; none until the day is known."""

    DEFAULT_CSS = """
    DayView { height: auto; padding: 0 2; margin-bottom: 1; display: none; }
    DayView.-known { display: block; }
    """

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__(markup=False)

    def show_day(self, agenda: Agenda, standing: DayStanding, words: BankWords) -> None:
        """Show how the day stands.

        Args:
            agenda: What is left to do, and whether there is anything to propose by.
            standing: How the day stands beside it.
            words: What points are called.
        """
        self.add_class("-known")
        if not agenda.proposes:
            self.update(plain(BEGIN))
            return

        def build(width: int) -> Content:
            first, *others = describe_day(agenda, standing, words, width)
            return Content("\n").join([plain(first, "bold"), *(plain(line, "$quiet") for line in others)])

        self.update(Fitted(build))
