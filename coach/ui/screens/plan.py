"""The four weeks, today's session, and what comes back when."""

from datetime import date
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from coach.domain.schedule import Agenda
from coach.practice.engines import Engines
from coach.practice.schedule import find_agenda, local_day
from coach.settings_file import Value, write_setting
from coach.ui import messages
from coach.ui.places import Place
from coach.ui.screens.coach_screen import HELP, CoachScreen
from coach.ui.widgets.notice import Notice, Weight
from coach.ui.widgets.plan_view import PlanView
from coach.ui.widgets.setting_input import SettingInput
from coach.ui.widgets.top_line import TopLine

START, MINUTES = "start", "minutes"


class PlanScreen(CoachScreen[None]):
    """One page to read; Enter begins today's session."""

    AUTO_FOCUS = ""  # the line to type in is not open yet
    DEFAULT_CSS = "PlanScreen VerticalScroll { padding: 0 2; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", "Begin today's session", id="plan.go"),
        Binding("b", "ask('start')", "Begin the plan", id="plan.start"),
        Binding("t", "ask('minutes')", "Minutes a day", id="plan.minutes"),
        Binding("up,k", "scroll(-3)", "Up", show=False, id="plan.up"),
        Binding("down,j", "scroll(3)", "Down", show=False, id="plan.down"),
        Binding("pagedown", "scroll(20)", "Page down", show=False, id="plan.page_down"),
        Binding("pageup", "scroll(-20)", "Page up", show=False, id="plan.page_up"),
        Binding("escape", "leave", "Back", id="plan.back"),
        Binding("q", "app.leave", "Quit", show=False, id="plan.quit"),
        HELP,
    ]

    def __init__(self, engines: Engines) -> None:
        """Show the plan.

        Args:
            engines: What to work with.
        """
        super().__init__()
        self._engines = engines
        self._agenda: Agenda | None = None

    def body(self) -> ComposeResult:
        """The page, the line to type in."""
        yield TopLine("Plan")
        with VerticalScroll(can_focus=False):
            yield PlanView()
        yield SettingInput()
        yield Notice()

    def on_screen_resume(self) -> None:
        """Work it out, at first and when something may have been done elsewhere."""
        self.errand("agenda", self._find)

    def _find(self) -> None:
        self.post_message(messages.AgendaFound(find_agenda(self._engines)))

    def on_agenda_found(self, message: messages.AgendaFound) -> None:
        """Show it."""
        self._agenda = message.agenda
        questions = {rubric.id: rubric.question for rubric in self._engines.bank.rubrics}
        self.query_one(PlanView).show_agenda(message.agenda, questions)
        self.query_one(TopLine).fact = f"{self._engines.settings.plan.minutes:g} minutes a day"
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer the session only where something is left to do."""
        return action != "go" or bool(self._agenda and self._agenda.session.items)

    def action_go(self) -> None:
        """Begin with the first thing of today's session."""
        if self._agenda and self._agenda.session.items:
            first = self._agenda.session.items[0].question_id
            if first:
                self.post_message(messages.QuestionChosen(first, today=True))
            else:
                self.post_message(messages.PlaceChosen(Place.MOCK))

    def action_ask(self, what: str) -> None:
        """Type the day to begin with, or the minutes of a day."""
        plan = self._engines.settings.plan
        if what == START:
            text = plan.start or local_day(self._engines.now()).isoformat()
            self.query_one(Notice).say("The day to begin with:", "as 2026-03-02; empty gives the plan up.")
        else:
            text = f"{plan.minutes:g}"
            self.query_one(Notice).say("Minutes for a day's session:", "5 to 240")
        self.query_one(SettingInput).open(what, text)

    def on_setting_input_typed(self, message: SettingInput.Typed) -> None:
        """Take what was typed."""
        text = message.text.strip()
        value: Value | None = text
        try:
            if message.name == MINUTES:
                value = float(text)
            elif text:
                value = date.fromisoformat(text).isoformat()
        except ValueError:
            wanted = "a number of minutes" if message.name == MINUTES else "a day such as 2026-03-02"
            self.query_one(Notice).say(f"“{text}” is not {wanted}.", "", Weight.WARNING)
            return
        self.query_one(SettingInput).close()
        self.query_one(Notice).say("")
        self.errand("setting", partial(self._write, message.name, value))

    def on_line_input_left(self) -> None:
        """Everything stays as it is."""
        self.query_one(Notice).say("")

    def _write(self, key: str, value: Value | None) -> None:
        settings = write_setting(self._engines.paths.settings, "plan", key, value)
        self.post_message(messages.SettingsChanged(settings))
        self._engines = self._engines.with_settings(settings)
        self._find()

    def on_errand_failed(self, message: messages.ErrandFailed) -> None:
        """Say in place what went wrong."""
        message.prevent_default()
        self.query_one(Notice).say_error(message.error)

    def action_scroll(self, lines: int) -> None:
        """Scroll."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()
