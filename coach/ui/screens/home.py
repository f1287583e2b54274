"""The first screen: how the day stands, and which question to practise."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from coach.domain.attempt import AttemptSummary, Unfinished, UnfinishedText
from coach.domain.schedule import Agenda, Session
from coach.errors import CoachError, NoMicrophoneError
from coach.practice.engines import Engines
from coach.practice.loading import Loading, LoadState
from coach.practice.recovering import Remedy, find_all_unfinished, recover
from coach.practice.schedule import describe_returns, find_agenda, find_standing
from coach.practice.unfinished import discard
from coach.report.bank_words import bank_words
from coach.ui import messages
from coach.ui.lines import plain
from coach.ui.page import HELP, Page, TopLine
from coach.ui.places import Place
from coach.ui.screens.dialogs import RecoveryScreen
from coach.ui.widgets.day_view import DayView
from coach.ui.widgets.line_input import SearchInput
from coach.ui.widgets.notice import Notice, Severity
from coach.ui.widgets.question_list import TODAY, QuestionDetail, QuestionList, question_of
from coach.wording import count

POLL_SECONDS = 0.25
"""How often the states are looked at while something is still to come."""

_SETTLED = (LoadState.READY, LoadState.FAILED)


class LoadingLine(Widget):
    """The states of all loads, looked at until all are settled."""

    DEFAULT_CSS = """
    LoadingLine { height: auto; padding: 0 2; }
    LoadingLine Static { height: auto; }
    """

    def __init__(self, loadings: Sequence[Loading[object]]) -> None:
        """Watch loads.

        Args:
            loadings: What is loaded in the background.
        """
        super().__init__()
        self._loadings = loadings
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Show one line of text."""
        yield Static(describe(self._loadings), markup=False)

    def on_mount(self) -> None:
        """Begin to look."""
        self._timer = self.set_interval(POLL_SECONDS, self._look)

    def _look(self) -> None:
        self.query_one(Static).update(describe(self._loadings))
        if self._timer and all(loading.state in _SETTLED for loading in self._loadings):
            self._timer.stop()


class HomeScreen(Page[None]):
    """All questions, and the state of the program."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "look_for_microphone", "Microphone", id="home.microphone"),
        Binding("n", "study_more", "Study more", id="home.more"),
        # Of priority, so that the letters typed right after it go into the line, however fast they come.
        Binding("slash", "search", "Filter", key_display="/", priority=True, id="home.search"),
        Binding("l", "go('plan')", "Plan", id="home.plan"),
        Binding("i", "go('mock')", "Interview", id="home.mock"),
        Binding("d", "drill", "Drills", id="home.drills"),
        Binding("h", "go('history')", "History", id="home.history"),
        Binding("m", "go('missed')", "Missed", id="home.missed"),
        Binding("p", "go('progress')", "Progress", id="home.progress"),
        Binding("f", "go('search')", "Find", id="home.find"),
        Binding("s", "go('settings')", "Settings", id="home.settings"),
        Binding("t", "type", "Type", id="home.type"),
        Binding("u", "tune", "Rubric", id="home.tune"),
        Binding("q", "app.leave", "Quit", id="home.quit"),
        HELP,
    ]

    def __init__(self, engines: Engines, banner: str = "") -> None:
        """Show the bank.

        Args:
            engines: What to work with.
            banner: One line to show above all; empty for none.
        """
        super().__init__(engines)
        self._banner = banner
        self._latest: Mapping[str, AttemptSummary] = {}
        self._unfinished: list[Unfinished] = []
        self._offer_on_return = False
        self._returns: Mapping[str, str] = {}
        self._no_microphone = False
        self._agenda: Agenda | None = None

    @property
    def session(self) -> Session | None:
        """What is left to do today; None until that is known."""
        return self._agenda.session if self._agenda else None

    def body(self) -> ComposeResult:
        """Top line, the day, search, list with detail, notices, state of loading."""
        yield TopLine("Pick a question")
        yield Notice(self._banner, id="banner")
        yield DayView()
        yield SearchInput()
        with Horizontal(id="home-middle"):
            yield QuestionList(self._engines.bank.by_topic())
            yield QuestionDetail()
        with Vertical(id="home-notices"):
            yield Notice(id="microphone")
            yield Notice(id="problems")
            yield Notice(id="keys")
            yield LoadingLine(self._engines.heavy)

    def on_mount(self) -> None:
        """Look at what is there: microphone, bank, unfinished answers."""
        self.query_one(QuestionList).focus()
        self._tell_problems()
        self.errand("microphone", self._find_microphone)
        self.errand("unfinished", self._find_unfinished)

    def _tell_problems(self) -> None:
        problems = self._engines.bank.problems
        notice = self.query_one("#problems", Notice)
        if not problems:
            notice.say("")
            return
        others = f" {count(len(problems) - 1, 'more question')} could not be read either." if len(problems) > 1 else ""
        notice.say(
            f"{problems[0].message}{others}", f"{problems[0].hint} `coach bank check` lists all.", Severity.WARNING
        )

    def on_bank_reloaded(self) -> None:
        """Show the questions as they are now."""
        self.query_one(QuestionList).show_questions(self._engines.bank.by_topic())
        self._tell_problems()
        self.look_again()

    def on_screen_resume(self) -> None:
        """Read the history, at first and back from elsewhere; then more recordings may wait, too."""
        self.look_again()
        if self._no_microphone:
            self.action_look_for_microphone()
        if self._offer_on_return:
            self._offer_on_return = False
            self._offer_next()

    def work_with(self, engines: Engines, changed: str) -> None:
        """Go by changed settings from now on; those of the plan change what is to be done today."""
        super().work_with(engines, changed)
        self.look_again()

    def look_again(self) -> None:
        """Read the last attempts from the history."""
        self.errand("latest", self._load_latest)

    def _load_latest(self) -> None:
        self.post_message(messages.LatestLoaded(self._engines.history.latest()))
        agenda = find_agenda(self._engines)
        self.post_message(messages.AgendaFound(agenda, find_standing(self._engines, agenda)))

    def on_agenda_found(self, message: messages.AgendaFound) -> None:
        """Show what is to be done today, and why, and how the day stands."""
        self._agenda = agenda = message.agenda
        self.query_one(DayView).show_day(agenda, message.standing, bank_words(self._engines.bank.rubrics))
        self.refresh_bindings()
        self._returns = describe_returns(agenda)
        if agenda.proposes:
            self.query_one(QuestionList).show_session(agenda.session)
            self._describe(self.query_one(QuestionList).chosen_question)

    def _find_microphone(self) -> None:
        try:
            microphone = self._engines.open_microphone()
        except NoMicrophoneError as error:
            self.post_message(messages.MicrophoneMissing(error))
        else:
            self.post_message(messages.MicrophoneFound(microphone.name))

    def action_look_for_microphone(self) -> None:
        """Look again at what is plugged in."""
        self.errand("microphone", self._find_microphone)

    def _find_unfinished(self) -> None:
        if found := find_all_unfinished(self._engines.paths):
            self.post_message(messages.UnfinishedFound(found))

    def on_keys_wrong(self, message: messages.KeysWrong) -> None:
        """Say which of the user's keys cannot be used."""
        more = len(message.problems) - 1
        others = f"There {'is' if more == 1 else 'are'} {more} more like it." if more else ""
        hint = f"{others} The settings (S) show every key by name.".strip()
        self.query_one("#keys", Notice).say(message.problems[0], hint, Severity.WARNING)

    def on_latest_loaded(self, message: messages.LatestLoaded) -> None:
        """Show scores and times."""
        self._latest = message.latest
        self.query_one(QuestionList).show_latest(message.latest, self._engines.now())
        total = len(self._engines.bank.rubrics)
        answered = sum(1 for rubric in self._engines.bank.rubrics if rubric.id in message.latest)
        self.query_one(TopLine).fact = f"{count(total, 'question')}, {answered} answered"

    def on_microphone_missing(self, message: messages.MicrophoneMissing) -> None:
        """Say what can be done without a microphone."""
        self._no_microphone = True
        self.query_one("#microphone", Notice).say_error(message.error, Severity.WARNING)
        self.refresh_bindings()

    def on_microphone_found(self, message: messages.MicrophoneFound) -> None:
        """Say no more that there is none."""
        if self._no_microphone:
            self._no_microphone = False
            self.query_one("#microphone", Notice).say("")
            self.tell(f"“{message.name}” was found.")
            self.refresh_bindings()

    @on(QuestionList.OptionHighlighted)
    def _highlighted(self, event: QuestionList.OptionHighlighted) -> None:
        self._describe(question_of(event.option_id))

    def _describe(self, question_id: str | None) -> None:
        if question_id is not None:
            rubric = self._engines.bank.get(question_id)
            last, returns = self._latest.get(rubric.id), self._returns.get(rubric.id, "")
            self.query_one(QuestionDetail).show_question(rubric, last, self._engines.now(), returns)

    @on(QuestionList.OptionSelected)
    def _start(self, event: QuestionList.OptionSelected) -> None:
        question_id = question_of(event.option_id)
        today = (event.option_id or "").startswith(TODAY)
        if question_id is not None:
            self.post_message(messages.QuestionChosen(question_id, today=today))
        elif today:
            self.action_go(Place.MOCK)

    @on(SearchInput.Changed)
    def _filter(self, event: SearchInput.Changed) -> None:
        self.query_one(QuestionList).search(event.value)

    @on(SearchInput.Submitted)
    def _start_found(self) -> None:
        questions = self.query_one(QuestionList)
        if questions.chosen_question is not None:
            self.post_message(messages.QuestionChosen(questions.chosen_question))
            self.query_one(SearchInput).action_leave()  # the next search begins anew

    @on(SearchInput.Left)
    def _back_to_list(self) -> None:
        self.query_one(QuestionList).focus()

    @on(SearchInput.Moved)
    def _move(self, event: SearchInput.Moved) -> None:
        questions = self.query_one(QuestionList)
        if event.down:
            questions.action_cursor_down()
        else:
            questions.action_cursor_up()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """While a search is typed, its key is a character like any other; some keys are of use only at times."""
        if action == "look_for_microphone":
            return self._no_microphone or None
        if action == "study_more":
            return not self._why_no_more() or None
        return action != "search" or not isinstance(self.focused, SearchInput)

    def why_not(self, binding: Binding) -> str:
        """Say why no microphone is looked for, or why there is nothing to go on with."""
        if binding.action == "study_more":
            return self._why_no_more()
        return "A microphone is connected." if binding.action == "look_for_microphone" else ""

    def _why_no_more(self) -> str:
        if self._agenda is None:
            return "Today's session is not known yet."
        if not self._agenda.proposes:
            return "You have not practised anything yet. Enter starts the highlighted question."
        if self._agenda.session.items:
            return "Today's session is not done yet. Enter on its first row goes on with it."
        return "" if self._agenda.session.more else "There are no questions."

    def action_study_more(self) -> None:
        """Go on with what is due next, once today's session is done."""
        if self.session is not None:
            self.post_message(messages.QuestionChosen(self.session.more[0], today=True, more=True))

    def action_search(self) -> None:
        """Open the search."""
        self.query_one(SearchInput).open()

    def action_type(self) -> None:
        """Answer the highlighted question by typing."""
        chosen = self.query_one(QuestionList).chosen_question
        if chosen is not None:
            self.post_message(messages.TypingChosen(chosen))

    def action_tune(self) -> None:
        """Edit the rubric of the highlighted question."""
        chosen = self.query_one(QuestionList).chosen_question
        if chosen is not None:
            self.post_message(messages.PlaceChosen(Place.RUBRIC, chosen))

    def action_drill(self) -> None:
        """Choose a drill, about the highlighted question where it is about one."""
        self.post_message(messages.PlaceChosen(Place.DRILLS, self.query_one(QuestionList).chosen_question or ""))

    def action_go(self, place: str) -> None:
        """Go somewhere."""
        self.post_message(messages.PlaceChosen(Place(place)))

    def on_unfinished_found(self, message: messages.UnfinishedFound) -> None:
        """Offer what was left behind, one answer after another."""
        self._unfinished = list(message.answers)
        self._offer_next()

    def _offer_next(self) -> None:
        if self._unfinished:
            unfinished = self._unfinished.pop(0)
            question = next((r.question for r in self._engines.bank.rubrics if r.id == unfinished.question_id), "")
            self.app.push_screen(RecoveryScreen(unfinished, question), partial(self._settle, unfinished))

    def _settle(self, unfinished: Unfinished, remedy: Remedy | None) -> None:
        if remedy is Remedy.ASSESS:
            self.errand("recover", partial(self._recover, unfinished))
            return
        if remedy is Remedy.TYPE and isinstance(unfinished, UnfinishedText):
            self._offer_on_return = True
            self.post_message(messages.TypingChosen(unfinished.question_id, unfinished))
            return
        if remedy is Remedy.DELETE:
            self.errand("discard", partial(discard, unfinished))
        self._offer_next()

    def _recover(self, unfinished: Unfinished) -> None:
        self.post_message(messages.AnswerRecovered(recover(unfinished, self._engines)))

    def on_answer_recovered(self, message: messages.AnswerRecovered) -> None:
        """Have it assessed; what else was found is offered afterwards."""
        self._offer_on_return = True
        self.post_message(messages.AnswerGiven(message.given))

    def show_failure(self, errand: str, error: CoachError) -> None:
        """Say what went wrong; go on with the next recording where one could not be recovered."""
        super().show_failure(errand, error)
        if errand == "recover":
            self._offer_next()


def describe(loadings: Sequence[Loading[object]]) -> Content:
    """Return how far each load has come.

    Args:
        loadings: What is loaded in the background.
    """
    if all(loading.state is LoadState.READY for loading in loadings):
        names = ", ".join(loading.label for loading in loadings)
        return Content.assemble(("✓ ", "$success"), plain(f"Ready: {names}", "$quiet"))
    return Content("  ").join(_describe_one(loading) for loading in loadings)


def _describe_one(loading: Loading[object]) -> Content:
    match loading.state:
        case LoadState.READY:
            return Content.assemble(("✓ ", "$success"), plain(f"{loading.label} ready", "$quiet"))
        case LoadState.FAILED:
            return Content.assemble(("✗ ", "$error bold"), plain(f"{loading.label} failed: {loading.error}"))
        case LoadState.LOADING:
            return Content.assemble(("… ", "$primary"), plain(loading.progress or f"{loading.label} loading"))
        case LoadState.WAITING:
            return Content.assemble(("· ", "$quiet"), plain(f"{loading.label} waiting", "$quiet"))
