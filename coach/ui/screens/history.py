"""Earlier attempts, newest first: filtered, put away, brought back and exported."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.widgets.option_list import Option

from coach.domain.attempt import AnswerKind, AttemptSummary
from coach.domain.coverage import Verdict
from coach.domain.damage import MEND
from coach.domain.filtering import AttemptFilter, Shelf
from coach.domain.rubric import round_name
from coach.errors import CoachError, FilterError
from coach.history.filtering import quoted, read_filter, with_token
from coach.practice.engines import Engines
from coach.practice.mock import known_rounds
from coach.practice.put_away import KEPT_DAYS
from coach.report.export_history import export_history, propose_file
from coach.report.scores import EXPLAINED, SIGNS, is_old, write_scores
from coach.ui import messages
from coach.ui.lines import Column, Fitted, plain, row
from coach.ui.page import Page, TopLine, common_keys
from coach.ui.phrases import VERDICT_STYLES
from coach.ui.screens.history_dialogs import READY, ExportScreen, PickScreen
from coach.ui.widgets.line_input import SearchInput
from coach.ui.widgets.notice import Notice, Severity
from coach.ui.widgets.row_list import RowList
from coach.wording import clock, count, day_and_time, plural

_POINTS_WIDTH, _LENGTH_WIDTH, _PACE_WIDTH, _SCORE_WIDTH = 11, 6, 4, 7

_ALL_FROM = 90
"""Cells from which the year, the length and the pace are shown too."""

NEAR_END = 20
"""Rows before the end of the list at which the next batch is asked for."""

BATCH = 60
"""Attempts that are read at once."""


class AttemptList(RowList):
    """The attempts read so far; asks for more near its end."""

    DEFAULT_CSS = "AttemptList { width: 100%; }"  # a fraction would leave room beside it for the margins of the filter

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Open")]

    class EndNeared(Message):
        """The highlight comes near the end."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        super().__init__()
        self._summaries: dict[str, AttemptSummary] = {}

    @property
    def chosen(self) -> AttemptSummary | None:
        """The attempt of the highlighted row; None where there is none."""
        return self._summaries.get(self.chosen_id or "")

    def add(self, attempts: Sequence[AttemptSummary], versions: Mapping[str, str], *, anew: bool = False) -> None:
        """Add a batch below what is there.

        Args:
            attempts: Older than what is there; those that are there already are left out.
            versions: Today's version of each question in the bank.
            anew: Whether they take the place of what is there; the highlight stays on its attempt, or in its place.
        """
        chosen, place = self.chosen_id, self.highlighted or 0
        if anew:
            self._summaries = {}
            self.clear_options()
        new = [summary for summary in attempts if summary.id not in self._summaries]
        self._summaries |= {summary.id: summary for summary in new}
        self.add_options(_option(summary, versions) for summary in new)
        if self.highlighted is None and self.option_count:
            kept = next((at for at, option in enumerate(self.options) if option.id == chosen), place)
            self.highlighted = min(kept, self.option_count - 1)

    def on_option_list_option_highlighted(self, event: RowList.OptionHighlighted) -> None:
        """Ask for more in good time."""
        if event.option_index >= self.option_count - NEAR_END:
            self.post_message(self.EndNeared())


WHY_NOT: Mapping[str, str] = {
    "undo": "There is nothing to undo: nothing was archived, deleted or brought back since coach started.",
    "bring_back": "This answer is neither archived nor deleted. F shows those that are.",
    "archive": "This answer is put away already. B brings it back.",
    "delete": "This answer is deleted already. B brings it back.",
}
"""Why a key does nothing, by its action."""

_UNDONE = {"Deleted": "The deleted answer is back.", "Archived": "The answer is out of the archive again."}


class HistoryScreen(Page[None]):
    """A list that grows as one walks down, filtered by a line above it.

    What a filter says is read by `read_filter`, which answers count by `PutAway`; here is only when, and what is said.
    """

    FAILURES_IN_PLACE = Severity.ERROR

    BINDINGS: ClassVar[list[BindingType]] = [
        # Of priority, so that the letters typed right after it go into the line, however fast they come.
        Binding("slash", "filter", "Filter", key_display="/", priority=True, id="history.filter"),
        Binding("f", "pick", "Pick filter", id="history.pick"),
        Binding("d", "delete", "Delete", id="history.delete"),
        Binding("a", "archive", "Archive", id="history.archive"),
        Binding("b", "bring_back", "Bring back", id="history.bring_back"),
        Binding("u", "undo", "Undo", id="history.undo"),
        Binding("e", "export", "Export", id="history.export"),
        Binding("escape", "clear", "Clear filter", id="history.back"),
        *common_keys("history", quit_shown=True),
    ]

    def __init__(self, engines: Engines) -> None:
        """Show the history.

        Args:
            engines: What to work with.
        """
        super().__init__(engines)
        self._loading = False
        self._complete = False
        self._turn = self._shown_turn = 0
        self._wanted = AttemptFilter()
        self._found = 0

    def body(self) -> ComposeResult:
        """Headings above the list."""
        yield TopLine("History")
        line = SearchInput()
        line.placeholder = "Question words, round:coding, score<50, verdict:missed, label:any"
        yield line
        yield Notice(id="told")
        yield Notice(id="list")
        yield Static(Fitted(headings), markup=False, classes="list-headings")
        yield AttemptList()

    def on_mount(self) -> None:
        """Walk in the list."""
        self.query_one(AttemptList).focus()

    def on_screen_resume(self) -> None:
        """Read the list, at first and back from elsewhere: a label may have changed a score."""
        self._read_anew()

    # The list is read, from its beginning or on.

    def _read_anew(self) -> None:
        """Read the list from its beginning, as far as it was read."""
        self._turn += 1
        self._loading, self._complete = True, False
        self._read_on(0, max(BATCH, self.query_one(AttemptList).option_count))

    def _load_more(self) -> None:
        if not self._loading and not self._complete:
            self._loading = True
            self._read_on(self.query_one(AttemptList).option_count, BATCH)

    def _read_on(self, offset: int, limit: int) -> None:
        self.errand("history", partial(self._read, self._turn, self._wanted, offset, limit))

    def _read(self, turn: int, wanted: AttemptFilter, offset: int, limit: int) -> None:
        history = self._engines.history
        attempts = history.attempts(limit=limit, offset=offset, wanted=wanted)
        everything = AttemptFilter(shelf=wanted.shelf)
        # Of a damaged history the last page says more truly how many can be read.
        found = history.count(wanted) if len(attempts) == limit else offset + len(attempts)
        total = found if wanted == everything else history.count(everything)
        left = history.deleted(self._engines.now()).keys() - self.app.put_away.deleted.keys()
        self.post_message(messages.AttemptsLoaded(turn, attempts, found, total, len(left)))

    def on_attempts_loaded(self, message: messages.AttemptsLoaded) -> None:
        """Add the batch, or begin with it; one that an older filter asked for comes too late."""
        if message.turn != self._turn:
            return
        anew, self._shown_turn = self._shown_turn != self._turn, self._turn
        attempts = self.query_one(AttemptList)
        versions = self._engines.bank.versions
        attempts.add(message.attempts, versions, anew=anew)
        self._loading = False
        self._found = message.found
        self._complete = not message.attempts or attempts.option_count >= message.found
        self._tell_list(message, any(is_old(summary, versions) for summary in message.attempts))
        self.query_one(TopLine).fact = describe_count(self._wanted, message.found, message.total)
        self.refresh_bindings()

    def _tell_list(self, message: messages.AttemptsLoaded, old: bool) -> None:
        notice, damage = self.query_one("#list", Notice), self._engines.history.damage.describe()
        if damage:
            notice.say(f"{damage}.", MEND, Severity.WARNING)
        elif message.left and self._wanted.shelf is not Shelf.DELETED:
            what = count(message.left, "deleted answer")
            went = f"{what} {plural(message.left, 'was', 'were')} not removed, because coach was stopped."
            they_go, them = plural(message.left, "It goes", "They go"), plural(message.left, "it", "them")
            until = f"{they_go} {KEPT_DAYS} days after you deleted {them}."
            notice.say(went, f"F lists deleted ones, B brings one back. {until}")
        elif message.found == 0 and not self._wanted.empty:
            notice.say("No answer matches.", "Escape clears the filter.")
        elif message.found == 0:
            notice.say("No answers yet.", "Escape goes back; Enter on a question starts the first one.")
        else:
            notice.say(EXPLAINED if old else "")

    def show_failure(self, errand: str, error: CoachError) -> None:
        """Say in place why there is nothing to see, and ask for no more; at the corner why something was not done."""
        if errand != "history":
            self.tell_error(error)
            return
        self._loading, self._complete = False, True
        self.query_one("#list", Notice).say_error(error, Severity.ERROR)

    @on(AttemptList.EndNeared)
    def _go_on(self) -> None:
        self._load_more()

    @on(AttemptList.OptionHighlighted)
    def _highlighted(self) -> None:
        self.refresh_bindings()

    @on(AttemptList.OptionSelected)
    def _open(self, event: AttemptList.OptionSelected) -> None:
        if event.option_id is not None:
            self.post_message(messages.AttemptChosen(event.option_id))

    # Which keys there are.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer what can be done with the highlighted answer, where it is kept."""
        if action == "filter":
            return not self.query_one(SearchInput).has_focus
        if action in {"clear", "leave"}:  # which share a key
            return bool(self._line.value) is (action == "clear")
        chosen, shelf = self.query_one(AttemptList).chosen is not None, self._wanted.shelf
        offered = {
            "delete": chosen and shelf is not Shelf.DELETED,
            "archive": chosen and shelf is Shelf.KEPT,
            "bring_back": chosen and shelf is not Shelf.KEPT,
            "undo": self.app.put_away.can_undo,
            "export": self._found > 0,
        }
        return offered.get(action, True) or None

    def why_not(self, binding: Binding) -> str:
        """Say what the answer, or the list, lacks."""
        if binding.action != "undo" and self.query_one(AttemptList).chosen is None:
            return "There is no answer in the list."
        if binding.action == "undo" and self.app.put_away.undone:
            return "Everything is undone."
        return WHY_NOT.get(binding.action, "")

    # What is listed.

    @property
    def _line(self) -> SearchInput:
        return self.query_one(SearchInput)

    def action_filter(self) -> None:
        """Type a filter."""
        self._line.open()
        self.refresh_bindings()

    @on(SearchInput.Changed)
    def _filter(self, event: SearchInput.Changed) -> None:
        self.refresh_bindings()
        try:
            wanted = read_filter(event.value, self._engines.bank.rounds)
        except FilterError as error:
            self.query_one("#told", Notice).say_error(error, Severity.WARNING)
            return
        self.query_one("#told", Notice).say("")
        if wanted != self._wanted:
            self._wanted = wanted
            self.query_one(AttemptList).highlighted = None
            self._read_anew()

    @on(SearchInput.Submitted)
    def _to_list(self) -> None:
        self._line.display = bool(self._line.value)
        self.query_one(AttemptList).focus()

    @on(SearchInput.Left)
    def _back_to_list(self) -> None:
        self.query_one(AttemptList).focus()

    @on(SearchInput.Moved)
    def _move(self, event: SearchInput.Moved) -> None:
        attempts = self.query_one(AttemptList)
        if event.down:
            attempts.action_cursor_down()
        else:
            attempts.action_cursor_up()

    def action_pick(self) -> None:
        """Pick a filter from a list; what is picked stands in the line, and can be changed there."""
        chosen = self.query_one(AttemptList).chosen
        rounds = known_rounds(self._engines.bank)
        filters = [
            (f"Round: {round_name(name)}", f"round:{name if ' ' not in name else quoted(name)}") for name in rounds
        ]
        filters = [(called, ready.value) for ready, called in READY.items()] + filters
        if chosen is not None:
            filters.insert(0, ("At the question of this one", quoted(chosen.question)))
        self.app.push_screen(PickScreen(filters, self._line.value), self._picked)

    def _picked(self, token: str | None) -> None:
        if token:
            self._line.value = with_token(self._line.value, token)
            self._line.display = bool(self._line.value)

    def action_clear(self) -> None:
        """Clear the filter; without one the same key goes back."""
        self._line.action_leave()

    # What is put away, and brought back.

    def action_delete(self) -> None:
        """Delete the highlighted answer, until the program ends for good."""
        told = "Deleted, with its recording. U undoes it until you quit."
        self._put(self.app.put_away.delete, told)

    def action_archive(self) -> None:
        """Put the highlighted answer into the archive."""
        self._put(self.app.put_away.archive, "Archived: it counts for nothing now. U undoes it.")

    def action_bring_back(self) -> None:
        """Have the highlighted answer count again."""
        self._put(self.app.put_away.bring_back, "The answer is back, and counts again.")

    def _put(self, put: Callable[[str], None], told: str) -> None:
        chosen = self.query_one(AttemptList).chosen
        if chosen is not None:
            self.errand("put away", partial(self._put_away, put, chosen.id, told))

    def _put_away(self, put: Callable[[str], None], attempt_id: str, told: str) -> None:
        put(attempt_id)
        self.post_message(messages.AttemptsPutAway(told))

    def action_undo(self) -> None:
        """Take the last step back."""
        self.errand("undo", self._undo)

    def _undo(self) -> None:
        step = self.app.put_away.undo()
        if step is not None:
            self.post_message(messages.AttemptsPutAway(_UNDONE.get(step.done, "The answer is where it was before.")))

    def on_attempts_put_away(self, message: messages.AttemptsPutAway) -> None:
        """Show the list as it is now."""
        self.tell(message.told)
        self._read_anew()

    # What is written into a file.

    def action_export(self) -> None:
        """Ask for a file, and write everything that is listed into it."""
        today = self._engines.now().astimezone().date()
        title = f"Export {count(self._found, 'answer')}"
        self.app.push_screen(ExportScreen(title, lambda form: propose_file(form, today, Path.home())), self._export_to)

    def _export_to(self, path: Path | None) -> None:
        if path is not None:
            self.query_one("#told", Notice).say("Writing …")
            self.errand("export", partial(self._export, self._wanted, path))

    def _export(self, wanted: AttemptFilter, path: Path) -> None:
        exported = None
        try:
            exported = export_history(wanted, path, self._engines.history, self._engines.bank)
        finally:
            self.post_message(messages.HistoryExported(exported))

    def on_history_exported(self, message: messages.HistoryExported) -> None:
        """Say where it is."""
        done = message.exported
        if done is None:
            self.query_one("#told", Notice).say("")
            return
        lost = f"{count(done.damaged, 'damaged answer')} {plural(done.damaged, 'is', 'are')} not in it."
        told = f"Wrote {count(done.answers, 'answer')} to {done.path}"
        self.query_one("#told", Notice).say(told, lost if done.damaged else "")


def describe_count(wanted: AttemptFilter, found: int, total: int) -> str:
    """Return how many answers are listed, of how many: `48 answers`, `12 of 48 answers`, `2 archived answers`."""
    what = "answer" if wanted.shelf is Shelf.KEPT else f"{wanted.shelf.value} answer"
    everything = count(total, what)
    narrowed = wanted != AttemptFilter(shelf=wanted.shelf)
    return f"{found:,} of {everything}" if narrowed else everything


def headings(width: int) -> Content:
    """Name the columns."""
    return _columns(width, Content("question"), Content("points"), ("when", "length", "wpm", "score"), "$quiet")


def describe_attempt(summary: AttemptSummary, versions: Mapping[str, str], width: int) -> Content:
    """Describe one attempt in one row.

    Args:
        summary: The attempt.
        versions: Today's version of each question in the bank; a score that comes from another one is marked.
        width: Cells of the row.
    """
    marks = [
        Content.styled(f"{SIGNS[verdict]}{summary.verdicts[verdict]}", VERDICT_STYLES[verdict])
        for verdict in Verdict
        if summary.verdicts.get(verdict)
    ]
    pace = f"{summary.words_per_minute:.0f}" if summary.words_per_minute is not None else "–"
    length = "typed" if summary.kind is AnswerKind.TYPED else clock(summary.length)
    result = write_scores(summary, versions, arrow="→", none="–")
    when, question = day_and_time(summary.answered_at, year=width >= _ALL_FROM), plain(summary.question)
    return _columns(width, question, Content(" ").join(marks), (when, length, pace, result), "bold")


def _columns(width: int, question: Content, marks: Content, texts: tuple[str, str, str, str], strong: str) -> Content:
    when, length, pace, result = texts
    everything = width >= _ALL_FROM
    left = (
        Column(Content.styled(when, "$quiet"), 17 if everything else 12),
        Column(question),
        Column(marks, _POINTS_WIDTH),
    )
    more = (
        Column(Content.styled(length, "$quiet"), _LENGTH_WIDTH, right=True),
        Column(Content.styled(pace, "$quiet"), _PACE_WIDTH, right=True),
    )
    last = Column(Content.styled(result, strong), _SCORE_WIDTH, right=True)
    return row(width, (*left, *(more if everything else ()), last))


def _option(summary: AttemptSummary, versions: Mapping[str, str]) -> Option:
    return Option(Fitted(lambda width: describe_attempt(summary, versions, width)), id=summary.id)
