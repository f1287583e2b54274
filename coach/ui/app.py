"""The Textual program: which screen is shown, and what runs behind all of them."""

import asyncio
import contextlib
import os
import signal
import threading
from collections.abc import Callable
from functools import partial

from textual import constants
from textual.events import Event, Paste
from textual.screen import Screen

from coach.domain.damage import MEND
from coach.domain.rubric import asked_question
from coach.errors import CoachError, RubricError
from coach.practice.ahead import prepare
from coach.practice.copying import copy_history
from coach.practice.engines import Engines
from coach.practice.loading import end_without_waiting
from coach.settings import Settings
from coach.settings_file import write_setting
from coach.ui import messages
from coach.ui.collecting import collect_seldom
from coach.ui.commands import CoachCommands
from coach.ui.habits import Habits
from coach.ui.hangup import is_gone
from coach.ui.pasting import without_control_signs
from coach.ui.places import Place, load_screens, open_place
from coach.ui.plain import harmless
from coach.ui.screens.coach_screen import CoachScreen
from coach.ui.screens.confirm import ConfirmScreen
from coach.ui.screens.home import HomeScreen
from coach.ui.screens.keys import KeysScreen, describe_keys
from coach.ui.sitting_flow import SittingFlow
from coach.ui.themes import DARK, THEMES
from coach.ui.warming import WarmUp
from coach.ui.widgets.too_small import LEAST_COLUMNS, LEAST_ROWS

WIDE_COLUMNS = 104
"""From this width on, screens use two columns."""

TALL_ROWS = 27
"""From this height on, the practice screen spreads out."""

SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""What the system sends a program that is to end: on shutting down, and when its terminal is gone."""

HANG_UP = 1
"""The number of the signal for a terminal that is gone."""

TERMINAL_SECONDS = 1.0
"""How often it is looked whether the terminal is still there."""

ENDING_SECONDS = 5.0
"""How long a program that was told to end by a signal may take: less than systems wait before they kill it."""

SCREENS_AFTER_SECONDS = 0.5
"""From the start until the modules of the other screens are loaded: by then the first one is drawn and filled."""

COPY_AFTER_SECONDS = 20.0
"""From the start until the history is copied, where that was not done today: by then everything is loaded."""

COPY_PAUSE_SECONDS = 0.002
"""Left to the screen after each attempt of the copy that is looked through."""

PATIENCE_SECONDS = 1.0
"""How long the end of the program waits for errands: enough to stop a device or to write a file."""


class CoachApp(SittingFlow):
    """Home at the bottom of the stack; everything else comes and goes above it."""

    TITLE = "coach"
    CSS_PATH = "coach.tcss"
    COMMANDS = {CoachCommands}  # noqa: RUF012 - as the base class has it
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - as the base class has it
        (0, "-tiny"),
        (LEAST_COLUMNS, "-narrow"),
        (WIDE_COLUMNS, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LEAST_ROWS, "-short"), (TALL_ROWS, "-tall")]  # noqa: RUF012

    def __init__(
        self,
        engines: Engines,
        *,
        start_with: str | None = None,
        go_to: Callable[[Engines], Screen[None]] | None = None,
        banner: str = "",
        welcome: bool = False,
        retune: Callable[[Engines, Settings], Engines] = Engines.with_settings,
    ) -> None:
        """Prepare the program.

        Args:
            engines: What to work with.
            start_with: A question to put at once.
            go_to: Makes the screen that is shown at once.
            banner: One line for the first screen; empty for none.
            welcome: Whether the very first start begins with microphone and voice.
            retune: Gives the engines for changed settings, without loading anything heavy again.
        """
        super().__init__()
        self.retune = retune
        self._welcome = welcome
        self.engines = engines
        self._start_with = start_with
        self._go_to = go_to
        self._in_session = False
        self._damage_told = ""
        self._banner = banner
        self._home = HomeScreen(engines, banner)
        self._warming = WarmUp(engines.to_warm_up)
        for theme in THEMES:
            self.register_theme(theme)
        self._take_up(engines.settings)

    def _take_up(self, settings: Settings) -> None:
        """Follow the settings that concern the program as a whole."""
        self._habits = Habits(settings.voice.muted, settings.recording.thinking_seconds, settings.screen.captions)
        self.theme = settings.screen.theme if settings.screen.theme in self.available_themes else DARK.name
        self.set_keymap(dict(settings.keys))

    def run_to_exit_code(self) -> int:
        """Run until the user leaves; gives the exit code of the command."""
        collect_seldom()
        self.run()
        code = self.return_code or 0
        self._warming.let_finish(PATIENCE_SECONDS)
        end_without_waiting(code, lambda: self._warming.busy)
        return code

    def get_default_screen(self) -> HomeScreen:
        """Begin at home."""
        return self._home

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give colours that other themes lack."""
        return {name: DARK.variables[name] for name in ("quiet", "faint", "missed")}

    def on_mount(self) -> None:
        """Load the heavy parts while the user looks around."""
        self._heed_signals()
        if not self.is_headless and constants.DRIVER is None:  # drawn on a terminal
            self.set_interval(TERMINAL_SECONDS, self._leave_without_terminal)
        self.call_after_refresh(self._warming.begin)
        self.set_timer(SCREENS_AFTER_SECONDS, partial(self._warming.also, load_screens))
        self.set_timer(COPY_AFTER_SECONDS, self._copy_history)
        if self._start_with is not None:
            self.post_message(messages.QuestionChosen(self._start_with))
        elif self._go_to is not None:
            self.push_screen(self._go_to(self.engines))
        elif self._welcome and not self.engines.paths.settings.exists() and not self.engines.paths.history.exists():
            self.post_message(messages.PlaceChosen(Place.WELCOME))
        if self.engines.settings.keys:
            self._warming.also(self._check_keys)

    def _heed_signals(self) -> None:
        """End in good order when told to: the terminal is put back, and what was recorded is closed."""
        loop = asyncio.get_running_loop()
        for each in SIGNALS:
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):  # Windows; not the main thread
                loop.add_signal_handler(each, self._end_by_signal, int(each))

    def _leave_without_terminal(self) -> None:
        if is_gone(0):
            self._end_by_signal(HANG_UP)

    def _end_by_signal(self, number: int) -> None:
        code = 128 + number  # as shells have it
        last_resort = threading.Timer(ENDING_SECONDS, os._exit, (code,))
        last_resort.daemon = True
        last_resort.start()
        self.exit(return_code=code)

    def _check_keys(self) -> None:
        from coach.ui.keymap import problems_with  # noqa: PLC0415 - loads every screen

        problems = problems_with(self.engines.settings.keys)
        if problems:
            self._home.post_message(messages.KeysWrong(problems))

    @property
    def questions(self) -> tuple[tuple[str, str], ...]:
        """Every question of the bank: its id and how it is asked."""
        return tuple((rubric.id, rubric.question) for rubric in self.engines.bank.rubrics)

    async def on_event(self, event: Event) -> None:
        """Take out of a pasted text what would steer the terminal when it is drawn."""
        if isinstance(event, Paste):
            event.text = without_control_signs(event.text)
        await super().on_event(event)

    @property
    def habits(self) -> Habits:
        """How questions are put."""
        return self._habits

    def behind(self, work: Callable[[], None]) -> None:
        """Run a screen's errand; the end of the program does not wait for it."""

        def run() -> None:
            work()
            damage = self.engines.history.damage
            if damage.describe():
                self.post_message(messages.HistoryDamaged(damage))

        self._warming.also(run)

    def on_history_damaged(self, message: messages.HistoryDamaged) -> None:
        """Say once what could not be read, whichever screen came upon it."""
        told = message.damage.describe()
        if told != self._damage_told:
            self._damage_told = told
            self.notify(harmless(f"{told}. {MEND}"), severity="warning", timeout=15, markup=False)

    def _copy_history(self) -> None:
        """Copy the history once a day, where nobody waits for it."""
        self._warming.also(partial(copy_history, self.engines, pause=COPY_PAUSE_SECONDS))

    def on_late_errand_failed(self, message: messages.LateErrandFailed) -> None:
        """Say what went wrong behind a screen that is gone."""
        text = harmless(f"{message.error.message} {message.error.hint}".rstrip())
        self.notify(text, severity="error", timeout=10, markup=False)

    def open_above_home(self, screen: Screen[None]) -> None:
        """Show a screen above home, in place of all others; asks first where something would be lost with them."""
        asked = (each.lost_by_leaving for each in self.screen_stack if isinstance(each, CoachScreen))
        if lost := next(filter(None, asked), ""):
            confirm = ConfirmScreen(lost, yes="Leave", no="Stay")
            self.push_screen(confirm, lambda sure: self._replace_all(screen) if sure else None)
        else:
            self._replace_all(screen)

    def _replace_all(self, screen: Screen[None]) -> None:
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.push_screen(screen)

    def on_question_chosen(self, message: messages.QuestionChosen) -> None:
        """Put a question."""
        self._in_session = message.today
        try:
            rubric = self.engines.bank.get(message.question_id)
        except RubricError as error:
            self.screen.post_message(messages.ErrandFailed("question", error))
        else:
            from coach.ui.screens.practice import PracticeScreen  # noqa: PLC0415 - not for the first screen to load

            self.open_above_home(PracticeScreen(self.engines, rubric, self._habits, self._banner))
            self._warming.also(partial(prepare, rubric, self.engines))

    def on_typing_chosen(self, message: messages.TypingChosen) -> None:
        """Put a question to be answered by keyboard."""
        from coach.ui.screens.typing import TypingScreen  # noqa: PLC0415 - not for the first screen to load

        rubric = self.engines.bank.get(message.question_id)
        self.open_above_home(TypingScreen(self.engines, rubric, message.unfinished))

    def on_next_chosen(self, message: messages.NextChosen) -> None:
        """Put the next question of today's session, or the one that follows in the order of the first screen."""
        if self._in_session:
            asked = asked_question(message.question_id)
            items = self._home.session.items if self._home.session else ()
            following = next((item.question_id for item in items if item.question_id not in {"", asked}), None)
            if following is not None:
                self.post_message(messages.QuestionChosen(following, today=True))
                return
            self.notify("Today's session is done.", timeout=5, markup=False)
        ids = [rubric.id for group in self.engines.bank.by_topic() for rubric in group.rubrics]
        if ids:
            asked = asked_question(message.question_id)
            place = ids.index(asked) if asked in ids else -1
            self.post_message(messages.QuestionChosen(ids[(place + 1) % len(ids)]))

    def on_answer_given(self, message: messages.AnswerGiven) -> None:
        """Assess an answer and show the result as it comes."""
        from coach.ui.screens.result import ResultScreen  # noqa: PLC0415 - not for the first screen to load

        self.open_above_home(ResultScreen(self.engines, pending=message.pending))

    def on_place_chosen(self, message: messages.PlaceChosen) -> None:
        """Go somewhere, above what is open."""
        self.push_screen(open_place(message.place, self.engines, message.about))

    def on_rubric_saved(self) -> None:
        """Go by the changed question from now on."""
        self._warming.also(self._reload_bank)

    def _reload_bank(self) -> None:
        self.engines.questions.reload()
        self._home.post_message(messages.BankReloaded())

    def on_setting_wanted(self, message: messages.SettingWanted) -> None:
        """Change a setting for good, as the command palette asks."""
        self._warming.also(partial(self._write_setting, message))

    def _write_setting(self, wanted: messages.SettingWanted) -> None:
        try:
            settings = write_setting(self.engines.paths.settings, wanted.table, wanted.key, wanted.value)
        except CoachError as error:
            self.post_message(messages.LateErrandFailed(error))
        else:
            self.post_message(messages.SettingsChanged(settings))

    def on_settings_changed(self, message: messages.SettingsChanged) -> None:
        """Work with changed settings from now on; what is loaded already stays as it is."""
        self.engines = self.retune(self.engines, message.settings)
        self._take_up(message.settings)
        self._home.work_with(self.engines)

    def on_attempt_chosen(self, message: messages.AttemptChosen) -> None:
        """Show one earlier attempt."""
        from coach.ui.screens.result import ResultScreen  # noqa: PLC0415 - not for the first screen to load

        self.push_screen(ResultScreen(self.engines, attempt_id=message.attempt_id))

    def on_attempt_kept(self) -> None:
        """The first screen shows the new score; the first answer of a day has the history copied."""
        self._home.look_again()
        self._copy_history()

    def on_habits_changed(self, message: messages.HabitsChanged) -> None:
        """Put the next question in the same way."""
        self._habits = message.habits

    def action_explain_keys(self) -> None:
        """Show the keys of the current screen."""
        self.push_screen(KeysScreen(describe_keys(self.screen.active_bindings.values())))

    async def action_quit(self) -> None:
        """Quit from the palette or with Ctrl+Q."""
        self.action_leave()

    def action_leave(self) -> None:
        """Quit; asks first where an answer is being recorded, typed or judged."""
        busy = self._what_would_be_lost()
        if busy:
            self.push_screen(ConfirmScreen(busy, yes="Quit", no="Stay"), self._leave_if_sure)
        else:
            self.exit()

    def _what_would_be_lost(self) -> str:
        if any(isinstance(screen, ConfirmScreen) for screen in self.screen_stack):
            return ""
        asked = (screen.would_be_lost for screen in self.screen_stack if isinstance(screen, CoachScreen))
        return next(filter(None, asked), "")

    def _leave_if_sure(self, sure: bool | None) -> None:
        if sure:
            self.exit()
