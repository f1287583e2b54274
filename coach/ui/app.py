"""The Textual program: which page is shown, what runs behind all of them, and how a changed setting reaches them."""

import gc
import secrets
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import constants
from textual.app import App
from textual.events import Event, Key, Paste
from textual.notifications import Notify
from textual.screen import Screen

from coach.domain.damage import MEND
from coach.domain.rubric import Rubric, following_id, split_id
from coach.errors import CoachError, HistoryError, RubricError
from coach.history.copies import copy_history
from coach.plain import as_typed, plain
from coach.practice.ahead import prepare
from coach.practice.engines import Engines
from coach.practice.habits import follow, usual_habits
from coach.practice.loading import WarmUp, end_without_waiting
from coach.practice.next_question import another_question, next_question
from coach.practice.put_away import PutAway
from coach.settings import Settings
from coach.settings_file import Value, write_setting
from coach.ui import hangup, messages
from coach.ui.commands import CoachCommands, problems_with
from coach.ui.page import LEAST_COLUMNS, LEAST_ROWS, Page, why_not
from coach.ui.places import Place, load_screens, open_place
from coach.ui.screens.dialogs import ConfirmScreen, KeysScreen, describe_keys
from coach.ui.screens.home import HomeScreen
from coach.ui.themes import DARK, THEMES

if TYPE_CHECKING:  # the first page needs none of it
    from coach.practice.running_sitting import RunningSitting
    from coach.ui.occasions import Occasion

WIDE_COLUMNS = 104
"""From this width on, pages use two columns."""

TALL_ROWS = 27
"""From this height on, the practice page spreads out."""

SCREENS_AFTER_SECONDS = 0.5
"""From the start until the modules of the other pages are loaded: by then the first one is drawn and filled."""

COPY_AFTER_SECONDS = 20.0
"""From the start until the history is copied, where that was not done today: by then everything is loaded."""

COPY_PAUSE_SECONDS = 0.002
"""Left to the screen after each attempt of the copy that is looked through."""

PATIENCE_SECONDS = 1.0
"""How long the end of the program waits for errands: enough to stop a device or to write a file."""

ALLOCATIONS = 20_000
"""Objects more than before at which Python's collector looks for cycles among the new ones; its own 700 are reached
three times while a page opens. Of the sizes tried, 700 to 50,000, it takes the least time."""


ONE_QUESTION = "The demonstration has an answer to one question only. Start coach without “demo” for the others."
"""Why a demonstration puts no other question."""


def collect_seldom() -> None:
    """Let Python's collector look seldom, and never again at what is loaded by now: it stays to the program's end.

    Looking through everything takes a tenth of a second, during which no key is answered.
    """
    gc.freeze()
    gc.set_threshold(ALLOCATIONS, *gc.get_threshold()[1:])


class CoachApp(App[None]):
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
    ) -> None:
        """Prepare the program.

        Args:
            engines: What to work with.
            start_with: A question to put at once.
            go_to: Makes the page that is shown at once.
            banner: One line for the first page; empty for none.
            welcome: Whether the very first start begins with microphone and voice.
        """
        super().__init__()
        self.engines = engines
        self.put_away = PutAway(engines.history, engines.now)
        """What this run of the program has archived and deleted."""
        self._welcome = welcome
        self._start_with = start_with
        self._go_to = go_to
        self._in_session = False
        self._drilled: set[str] = set()
        self._studies_more = False
        self._damage_told = ""
        self._banner = banner
        self._home = HomeScreen(engines, banner)
        self._warming = WarmUp(engines.to_warm_up)
        for theme in THEMES:
            self.register_theme(theme)
        self._habits = usual_habits(engines.settings)
        self._take_up(engines.settings)

    def run_to_exit_code(self) -> int:
        """Run until the user leaves; return the exit code of the command."""
        collect_seldom()
        self.run()
        code = self.return_code or 0
        self._warming.let_finish(PATIENCE_SECONDS)
        self.remove_deleted(code)
        end_without_waiting(code)
        return code

    def remove_deleted(self, code: int) -> None:
        """Remove for good what was deleted, where the user has left; not on a signal or a crash, which nobody chose.

        Args:
            code: With which the program ends.
        """
        if code == 0:
            self.put_away.settle()

    def get_default_screen(self) -> HomeScreen:
        """Begin at home."""
        return self._home

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return colours that other themes lack."""
        return {name: DARK.variables[name] for name in ("quiet", "faint", "missed")}

    def on_mount(self) -> None:
        """Load the heavy parts while the user looks around."""
        hangup.heed_signals(self._end)
        if not self.is_headless and constants.DRIVER is None:  # drawn on a terminal
            self.set_interval(hangup.TERMINAL_SECONDS, partial(hangup.leave_without_terminal, self._end))
        self.call_after_refresh(self._warming.begin)
        self.set_timer(SCREENS_AFTER_SECONDS, partial(self._warming.also, load_screens))
        self.set_timer(COPY_AFTER_SECONDS, self._tend_history)
        if self._start_with is not None:
            self.post_message(messages.QuestionChosen(self._start_with))
        elif self._go_to is not None:
            self.push_screen(self._go_to(self.engines))
        elif self._welcome and not self.engines.paths.settings.exists() and not self.engines.paths.history.exists():
            self.post_message(messages.PlaceChosen(Place.WELCOME))
        if self.engines.settings.keys:
            self._warming.also(self._check_keys)

    def _end(self, code: int) -> None:
        self.exit(return_code=code)

    def _check_keys(self) -> None:
        problems = problems_with(self.engines.settings.keys)
        if problems:
            self._home.post_message(messages.KeysWrong(problems))

    async def on_event(self, event: Event) -> None:
        """Take out of a pasted text what would steer the terminal when it is drawn."""
        if isinstance(event, Paste):
            event.text = as_typed(event.text)
        await super().on_event(event)

    def on_key(self, event: Key) -> None:
        """Say why a key that belongs to this screen does nothing now; nothing on the screen has taken it."""
        active = self.screen.active_bindings.get(event.key)
        if active is not None and not active.enabled:
            self.tell(why_not(active))

    # Settings: written here, from here to every page.

    def write_setting(self, table: str, key: str, value: Value | None) -> None:
        """Change a setting for good; blocks. The program and all pages work by it from then on.

        Args:
            table: For instance `screen`.
            key: For instance `theme`.
            value: What it is to be; None for the program's own.

        Raises:
            CoachError: The file does not take it.
        """
        settings = write_setting(self.engines.paths.settings, table, key, value)
        self.post_message(messages.SettingWritten(f"{table}.{key}", settings))

    def on_setting_written(self, message: messages.SettingWritten) -> None:
        """Work by changed settings from now on; what is loaded already stays as it is."""
        before, self.engines = self.engines, self.engines.with_settings(message.settings)
        if before.speaker is not self.engines.speaker:
            before.speaker.stop()  # no page holds it from now on, so that none could stop what it plays
        self._habits = follow(self._habits, message.settings, message.name)
        self._take_up(message.settings)
        for page in self.screen_stack:
            if isinstance(page, Page):
                page.work_with(self.engines, message.name)

    def _take_up(self, settings: Settings) -> None:
        """Follow the settings that concern the program as a whole."""
        self.theme = settings.screen.theme if settings.screen.theme in self.available_themes else DARK.name
        self.set_keymap(dict(settings.keys))

    def on_setting_wanted(self, message: messages.SettingWanted) -> None:
        """Change a setting for good, as the command palette asks."""
        self._warming.also(partial(self._write_wanted, message))

    def _write_wanted(self, wanted: messages.SettingWanted) -> None:
        try:
            self.write_setting(wanted.table, wanted.key, wanted.value)
        except CoachError as error:
            self.post_message(messages.LateErrandFailed(error))

    def on_habits_changed(self, message: messages.HabitsChanged) -> None:
        """Put the next question in the same way."""
        self._habits = message.habits

    # Work behind the pages.

    def behind(self, work: Callable[[], None]) -> None:
        """Run a page's errand; the end of the program does not wait for it."""

        def run() -> None:
            work()
            damage = self.engines.history.damage
            if damage.describe():
                self.post_message(messages.HistoryDamaged(damage))

        self._warming.also(run)

    def on_history_damaged(self, message: messages.HistoryDamaged) -> None:
        """Say once what could not be read, whichever page came upon it."""
        told = message.damage.describe()
        if told != self._damage_told:
            self._damage_told = told
            self.notify(plain(f"{told}. {MEND}"), severity="warning", timeout=15, markup=False)

    def on_late_errand_failed(self, message: messages.LateErrandFailed) -> None:
        """Say what went wrong behind a page that is gone."""
        self.tell_error(message.error)

    def _tell_failed(self, errand: str, error: CoachError) -> None:
        """Have the page that is open say what went wrong, whatever dialog is above it; without one say it here."""
        page = next((each for each in reversed(self.screen_stack) if isinstance(each, Page)), None)
        if page is None:
            self.tell_error(error)
        else:
            page.post_message(messages.ErrandFailed(errand, error))

    def tell_error(self, error: CoachError) -> None:
        """Say an error at the corner of the screen for a while."""
        text = plain(f"{error.message} {error.hint}".rstrip())
        self.notify(text, severity="error", timeout=10, markup=False)

    def tell(self, text: str) -> None:
        """Say a fact at the corner of the screen for a while."""
        self.notify(plain(text), timeout=5, markup=False)

    def on_notify(self, message: Notify) -> None:
        """Have what is said now take the place of the last fact, and of its like; errors and warnings stay beside."""
        for shown in tuple(self._notifications):
            if shown.severity == "information" or shown.message == message.notification.message:
                self._unnotify(shown, refresh=False)

    def on_attempt_kept(self) -> None:
        """Show the new score at home; the first answer of a day has the history copied."""
        self._home.look_again()
        self._copy_history()

    def _tend_history(self) -> None:
        """Remove what was deleted long ago, and copy the rest."""
        self._warming.also(self.put_away.remove_old)
        self._copy_history()

    def _copy_history(self) -> None:
        """Copy the history once a day, where nobody waits for it."""
        kept = self.engines.history.path, self.engines.paths.copies
        self._warming.also(partial(copy_history, *kept, self.engines.now(), pause=COPY_PAUSE_SECONDS))

    def on_rubric_saved(self) -> None:
        """Go by the changed question from now on."""
        self._warming.also(self._reload_bank)

    def _reload_bank(self) -> None:
        self.engines.questions.reload()
        self._home.post_message(messages.BankReloaded())

    # From page to page.

    def open_above_home(self, screen: Screen[None]) -> None:
        """Show a screen above home, in place of all others; asks first where something would be lost with them."""
        asked = (each.lost_by_leaving for each in self.screen_stack if isinstance(each, Page))
        if lost := next(filter(None, asked), ""):
            confirm = ConfirmScreen(lost, yes="Leave", no="Stay")
            self.push_screen(confirm, lambda sure: self._replace_all(screen) if sure else None)
        else:
            self._replace_all(screen)

    def _replace_all(self, screen: Screen[None]) -> None:
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.push_screen(screen)

    def on_place_chosen(self, message: messages.PlaceChosen) -> None:
        """Go somewhere, above what is open."""
        self.push_screen(open_place(message.place, self.engines, message.about))

    def on_question_chosen(self, message: messages.QuestionChosen) -> None:
        """Put a question."""
        if self._not_demonstrated(message.question_id):
            return
        self._in_session = message.today
        self._studies_more = message.more
        try:
            rubric = self.engines.bank.get(message.question_id)
        except RubricError as error:
            self._tell_failed("question", error)
        else:
            from coach.ui.occasions import Practice  # noqa: PLC0415 - not for the first page to load

            self._put(rubric, Practice(self.engines, rubric, demonstration=bool(self._banner)), self._banner)

    def _not_demonstrated(self, question_id: str) -> bool:
        """Say so, and return True, where this is a demonstration, whose sample answers another question than this."""
        if not self._banner or question_id == self._start_with:
            return False
        self.tell(ONE_QUESTION)
        return True

    def on_fluency_chosen(self, message: messages.FluencyChosen) -> None:
        """Put a question to be spoken about for a minute, a tone at each filler."""
        if self._not_demonstrated(message.question_id):
            return
        from coach.ui.occasions import FillerFree  # noqa: PLC0415 - not for the first page to load

        self._put(self.engines.bank.get(message.question_id), FillerFree(lambda: self.engines))

    def on_another_chosen(self, message: messages.AnotherChosen) -> None:
        """Go on with a drill, with a question that it has not had yet."""
        asked, audience = split_id(message.question_id)
        self._drilled.add(asked)
        another = another_question(message.question_id, self.engines.bank, self._drilled, secrets.randbits(32))
        if another == asked:
            self.tell("There is no other question of this round.")
        elif message.filler_free:
            self.post_message(messages.FluencyChosen(another))
        else:
            self.post_message(messages.QuestionChosen(following_id(another, audience)))

    def _put(self, rubric: Rubric, occasion: "Occasion", banner: str = "") -> None:
        from coach.ui.screens.practice import PracticeScreen  # noqa: PLC0415 - not for the first page to load

        self.open_above_home(PracticeScreen(self.engines, rubric, self._habits, occasion, banner))
        self._warming.also(partial(prepare, rubric, self.engines))

    def on_typing_chosen(self, message: messages.TypingChosen) -> None:
        """Put a question to be answered by keyboard."""
        from coach.ui.screens.typing import TypingScreen  # noqa: PLC0415 - not for the first page to load

        rubric = self.engines.bank.get(message.question_id)
        self.open_above_home(TypingScreen(self.engines, rubric, message.unfinished))

    def on_next_chosen(self, message: messages.NextChosen) -> None:
        """Put the next question of today's session, or the one that follows in the order of the first page."""
        session = self._home.session if self._in_session else None
        following = next_question(message.question_id, self.engines.bank, session, more=self._studies_more)
        if following.session_over:
            self.tell("Today's session is done.")
        if following.question_id:
            self.post_message(messages.QuestionChosen(following.question_id, following.today, following.more))

    def on_answer_given(self, message: messages.AnswerGiven) -> None:
        """Assess an answer and show the result as it comes."""
        from coach.ui.screens.result import ResultScreen  # noqa: PLC0415 - not for the first page to load

        filler_free = message.filler_free
        self.open_above_home(ResultScreen(self.engines, given=message.given, filler_free=filler_free))

    def on_attempt_chosen(self, message: messages.AttemptChosen) -> None:
        """Show one earlier attempt."""
        from coach.ui.screens.result import ResultScreen  # noqa: PLC0415 - not for the first page to load

        self.push_screen(ResultScreen(self.engines, attempt_id=message.attempt_id, said=message.said))

    # From question to question of a mock interview or a drill.

    def on_sitting_chosen(self, message: messages.SittingChosen) -> None:
        """Begin a mock interview or a drill, or resume one."""
        if self._not_demonstrated(""):
            return
        from coach.practice.running_sitting import RunningSitting  # noqa: PLC0415 - not for the first page to load

        running = RunningSitting(message.sitting, lambda: self.engines)
        self.behind(partial(self._find_next, running, begin=True))

    def on_next_ask_wanted(self, message: messages.NextAskWanted) -> None:
        """Find out what comes next in a sitting that is not over."""
        if message.running.sitting.ended_at is None:
            self.behind(partial(self._find_next, message.running))

    def _find_next(self, running: "RunningSitting", *, begin: bool = False) -> None:
        try:
            rubric = running.advance(begin=begin)
        except HistoryError as error:
            self.post_message(messages.SittingFailed(error))
        else:
            self.post_message(messages.NextAskFound(running, rubric))

    def on_next_ask_found(self, message: messages.NextAskFound) -> None:
        """Put the next question of a sitting; after the last comes the debrief."""
        from coach.ui.occasions import Interview  # noqa: PLC0415 - not for the first page to load
        from coach.ui.screens.debrief import DebriefScreen  # noqa: PLC0415

        running, rubric = message.running, message.rubric
        if rubric is None:
            self.open_above_home(DebriefScreen(self.engines, running.sitting.id, running))
        else:
            self._put(rubric, Interview(self.engines, running, rubric))

    def on_sitting_failed(self, message: messages.SittingFailed) -> None:
        """Let the page say why a sitting cannot continue."""
        self._tell_failed("sitting", message.error)

    def on_debrief_chosen(self, message: messages.DebriefChosen) -> None:
        """Show what a sitting was worth."""
        from coach.ui.screens.debrief import DebriefScreen  # noqa: PLC0415 - not for the first page to load

        self.push_screen(DebriefScreen(self.engines, message.sitting_id))

    # Help and the end.

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
        asked = (screen.would_be_lost for screen in self.screen_stack if isinstance(screen, Page))
        return next(filter(None, asked), "")

    def _leave_if_sure(self, sure: bool | None) -> None:
        if sure:
            self.exit()
