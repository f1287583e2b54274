"""What every page of the program has: its first line, its line of keys, and its errands in the background.

A page is a screen of its own, directly below `Page`; boxes above a page are in `dialogs.py`.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeVar, runtime_checkable

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.content import Content
from textual.events import Click
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from coach.errors import CoachError
from coach.practice.engines import Engines
from coach.settings_file import Value
from coach.ui.lines import GAP, plain
from coach.ui.messages import ErrandFailed, LateErrandFailed
from coach.ui.widgets.notice import Notice, Severity

if TYPE_CHECKING:  # the program imports the pages
    from coach.ui.app import CoachApp

T = TypeVar("T")

log = logging.getLogger(__name__)

LEAST_COLUMNS, LEAST_ROWS = 60, 16
"""Smaller terminals show a message instead of a broken page."""

HELP_ACTION = "app.explain_keys"
"""The action whose key is never left out."""

HELP = Binding("question_mark,f1", HELP_ACTION, "Help", id="help")
"""The keys that every page has: F1 where a question mark would be typed."""


def common_keys(page: str, *, quit_shown: bool = False) -> tuple[Binding, Binding, Binding]:
    """Return the keys that end the list of most pages: back, quit, help.

    Args:
        page: What `coach.toml` calls it: the keys are `PAGE.back` and `PAGE.quit` there.
        quit_shown: Whether the line of keys shows how to quit.
    """
    return (
        Binding("escape", "leave", "Back", id=f"{page}.back"),
        Binding("q", "app.leave", "Quit", show=quit_shown, id=f"{page}.quit"),
        HELP,
    )


def why_not(active: ActiveBinding) -> str:
    """Return why a key does nothing now, in one sentence.

    Args:
        active: The key; `check_action` of its page or widget has said None, which keeps it known and yet out of reach.
    """
    said = active.node.why_not(active.binding) if isinstance(active.node, SaysWhyNot) else ""
    return said or f"“{active.binding.description}” does nothing here now."


@runtime_checkable
class SaysWhyNot(Protocol):
    """A page, or a widget with keys of its own, that has words for keys that are out of reach."""

    def why_not(self, binding: Binding) -> str:
        """Return why a key does nothing now, in one sentence; empty leaves it to the program."""
        ...


class Page(Screen[T]):
    """A screen of the program; its pieces come from `body`."""

    FAILURES_IN_PLACE: ClassVar[Severity | None] = None
    """How the notice of the page says that an errand failed; None says it at the corner of the screen for a while."""

    if TYPE_CHECKING:
        app: CoachApp

    def __init__(self, engines: Engines) -> None:
        """Prepare the page.

        Args:
            engines: What to work with.
        """
        super().__init__()
        self._engines = engines

    def body(self) -> ComposeResult:
        """Yield the pieces between the top and the line of keys."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Put the body above the line of keys."""
        yield from self.body()
        yield KeyLine()
        yield TooSmall()

    @property
    def would_be_lost(self) -> str:
        """What to ask before the program ends here; empty where nothing would be lost."""
        return ""

    @property
    def lost_by_leaving(self) -> str:
        """What to ask before another screen takes this one's place; empty where nothing would be lost."""
        return ""

    def action_leave(self) -> None:
        """Go back to where this was opened."""
        self.dismiss()

    def work_with(self, engines: Engines, changed: str) -> None:
        """Go by changed settings from now on.

        Args:
            engines: What to work with.
            changed: The setting that was changed, by table and key: `screen.theme`.
        """
        del changed
        self._engines = engines

    def change_setting(self, table: str, key: str, value: Value | None) -> None:
        """Change a setting for good, in the background; every page on the screen hears of it by `work_with`.

        Args:
            table: For instance `screen`.
            key: For instance `theme`.
            value: What it is to be; None for the program's own.
        """
        self.errand("settings", partial(self.app.write_setting, table, key, value))

    def errand(self, name: str, work: Callable[[], None]) -> None:
        """Run work in a thread; it tells of its results by messages, and its errors arrive in `show_failure`.

        The work belongs to the program, not to the page: it goes on where the user has moved on. An error then goes
        to the program, never to another page, which would take it for its own.

        Args:
            name: Names the work in `show_failure` and in the log.
            work: May block; touches no widget.
        """
        app = self.app

        def guarded() -> None:
            try:
                work()
            except CoachError as error:
                told = error
            except Exception as error:
                log.exception("the errand %s failed", name)
                told = CoachError(
                    f"Something unexpected went wrong: {error!r}.", "Details are in the log; `coach paths` says where."
                )
            else:
                return
            if self.is_attached:
                self.post_message(ErrandFailed(name, told))
            else:
                app.post_message(LateErrandFailed(told))

        app.behind(partial(copy_context().run, guarded))

    def on_errand_failed(self, message: ErrandFailed) -> None:
        """Say what went wrong."""
        message.stop()
        self.show_failure(message.errand, message.error)

    def show_failure(self, errand: str, error: CoachError) -> None:
        """Say what went wrong, in place where the page has a place for it.

        Args:
            errand: The name of the work.
            error: What happened and what to do.
        """
        del errand
        if self.FAILURES_IN_PLACE is None:
            self.tell_error(error)
        else:
            self.query_one(Notice).say_error(error, self.FAILURES_IN_PLACE)

    def tell_error(self, error: CoachError) -> None:
        """Say an error at the corner of the screen for a while."""
        self.app.tell_error(error)

    def tell(self, text: str) -> None:
        """Say a fact at the corner of the screen for a while."""
        self.app.tell(text)


class TopLine(Widget):
    """The first line of a page: where you are, and one fact about it."""

    DEFAULT_CSS = """
    TopLine {
        height: 1;
        padding: 0 2;
        margin-bottom: 1;
        background: $surface;
    }
    """

    title: reactive[str] = reactive("")
    """Where you are, at the left."""
    fact: reactive[str] = reactive("")
    """One fact, at the right."""

    def __init__(self, title: str, fact: str = "") -> None:
        """Show where you are, and a fact.

        Args:
            title: Where you are.
            fact: One fact about it.
        """
        super().__init__()
        self.set_reactive(TopLine.title, title)
        self.set_reactive(TopLine.fact, fact)

    def render(self) -> Content:
        """Draw the line; the fact gives way where both do not fit."""
        width = self.content_size.width
        left = Content.assemble(("coach", "$primary bold"), ("  ", ""), plain(self.title))
        right = plain(self.fact, "$quiet")
        room = width - left.cell_length - GAP
        if room < right.cell_length:
            return left.truncate(width, ellipsis=True)
        return left + " " * (room - right.cell_length + GAP) + right


@dataclass(frozen=True, slots=True)
class ShownKey:
    """One key of the line."""

    press: str
    """The key, as Textual names it."""
    key: str
    """The key, as it is shown."""
    does: str
    """What it does."""
    action: str
    """The action's name."""

    @property
    def width(self) -> int:
        """Cells that it takes."""
        return Content(f"{self.key} {self.does}").cell_length


def _shown_keys(bindings: Iterable[tuple[ActiveBinding, str]]) -> tuple[ShownKey, ...]:
    """Choose what the line may show: one key for each action, in the order of the bindings.

    Args:
        bindings: What can be pressed, each with the way its key is written.
    """
    keys: dict[str, ShownKey] = {}
    for active, display in bindings:
        binding: Binding = active.binding
        if binding.show and active.enabled and binding.description:
            keys.setdefault(binding.action, ShownKey(binding.key, display, binding.description, binding.action))
    return tuple(keys.values())


def fitting(keys: Sequence[ShownKey], width: int) -> tuple[ShownKey, ...]:
    """Leave out keys from the end until the line fits; help stays, at the very end.

    Args:
        keys: Those that matter most first.
        width: Cells of the line.
    """
    last = [key for key in keys if key.action == HELP_ACTION]
    first = [key for key in keys if key.action != HELP_ACTION]
    while first and sum(key.width + GAP for key in (*first, *last)) - GAP > width:
        first.pop()
    return (*first, *last)


class KeyLine(Widget):
    """The last line of a page: the keys that can be pressed, as many as fit; a click on one presses it."""

    DEFAULT_CSS = "KeyLine { dock: bottom; height: 1; padding: 0 2; background: $surface; }"

    def on_mount(self) -> None:
        """Follow what can be pressed."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def on_unmount(self) -> None:
        """Follow no longer."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _changed(self, _screen: Screen[object]) -> None:
        self.refresh()

    @property
    def keys(self) -> tuple[ShownKey, ...]:
        """What is shown, from left to right."""
        bindings = self.screen.active_bindings.values()
        displayed = ((active, self.app.get_key_display(active.binding)) for active in bindings)
        return fitting(_shown_keys(displayed), self.content_size.width)

    def render(self) -> Content:
        """Draw the keys."""
        return Content(" " * GAP).join(
            Content.assemble((key.key, "$primary bold"), " ", (key.does, "$quiet")) for key in self.keys
        )

    def on_click(self, event: Click) -> None:
        """Press the key that was clicked."""
        at = event.get_content_offset_capture(self).x
        for key in self.keys:
            if 0 <= at < key.width:
                self.app.simulate_key(key.press)
                return
            at -= key.width + GAP


class TooSmall(Static):
    """A plain message; the stylesheet shows it, and nothing else, where the terminal is too small."""

    DEFAULT_CSS = """
    TooSmall { display: none; width: 1fr; height: 1fr; padding: 1 2; }
    """

    def __init__(self) -> None:
        """Say how much room is needed."""
        message = f"This terminal is too small. Coach needs {LEAST_COLUMNS} columns and {LEAST_ROWS} rows."
        super().__init__(Content(f"{message} Nothing is lost: enlarge it, or press Q to quit."), markup=False)
