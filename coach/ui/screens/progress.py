"""How scores, pace and fillers have changed, and how much was practised."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.bank.bank import Bank
from coach.domain.listening import ListeningQuality
from coach.domain.progress import Progress
from coach.history.progress import WEEKS
from coach.practice.engines import Engines
from coach.scoring.bands import HARMLESS_FILLERS, QUIET_PACE
from coach.scoring.trust import trust
from coach.ui import messages
from coach.ui.columns import Fitted
from coach.ui.plain import plain
from coach.ui.screens.coach_screen import HELP, CoachScreen
from coach.ui.widgets.chart import Chart, Picture
from coach.ui.widgets.notice import Notice, Weight
from coach.ui.widgets.practice_days import describe_practice, draw_days
from coach.ui.widgets.progress_charts import picture_fillers, picture_pace, picture_scores
from coach.ui.widgets.top_line import TopLine


@dataclass(frozen=True, slots=True)
class Scope:
    """Which attempts are added up."""

    name: str
    """What it is called."""
    questions: tuple[str, ...] | None
    """Ids of its questions; None for everything."""


def scopes(bank: Bank) -> tuple[Scope, ...]:
    """List everything that can be looked at: all, each topic with its questions behind it."""
    found = [Scope("everything", None)]
    for group in bank.by_topic():
        found.append(Scope(group.topic, tuple(rubric.id for rubric in group.rubrics)))
        found += [Scope(rubric.question, (rubric.id,)) for rubric in group.rubrics]
    return tuple(found)


def counted(quality: ListeningQuality | None, speech_seconds: float) -> bool:
    """Whether the fillers of an answer are to be relied on.

    Args:
        quality: How well it was heard; None where that is not known.
        speech_seconds: How much speech it has.
    """
    return trust(quality, speech_seconds).fillers


class ProgressScreen(CoachScreen[None]):
    """Charts for everything, a topic, or one question."""

    DEFAULT_CSS = """
    ProgressScreen {
        #progress { height: 1fr; padding: 0 1 0 2; scrollbar-size-vertical: 1; }
        #scope { height: auto; margin-bottom: 1; }
        .caption { color: $quiet; height: auto; }
        .chart { height: auto; margin-bottom: 1; width: 1fr; }
        .charts { height: auto; }
        #days { height: auto; }
        Notice { padding: 0; margin-bottom: 1; }
    }
    ProgressScreen.-wide .charts { layout: horizontal; }
    ProgressScreen.-wide .charts > .chart { margin-right: 3; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "scope(-1)", "Previous", key_display="←", priority=True, id="progress.previous"),
        Binding("right", "scope(1)", "Next topic or question", key_display="→", priority=True, id="progress.next"),
        Binding("escape", "leave", "Back", id="progress.back"),
        Binding("q", "app.leave", "Quit", show=False, id="progress.quit"),
        HELP,
    ]

    def __init__(self, engines: Engines) -> None:
        """Show the progress.

        Args:
            engines: What to work with.
        """
        super().__init__()
        self._engines = engines
        self._scopes = scopes(engines.bank)
        self._place = 0

    def body(self) -> ComposeResult:
        """Days first, then the charts."""
        yield TopLine("Progress")
        with VerticalScroll(id="progress"):
            yield Static("", id="scope", markup=False)
            yield Notice()
            yield from _chart("scores", "Day by day, 0 to 100: score (line) and share of the key points covered (dots)")
            with Vertical(classes="charts"):
                zone = f"{QUIET_PACE[0]:.0f} to {QUIET_PACE[1]:.0f} needs no remark"
                yield from _chart("pace", f"Words a minute over the last {WEEKS} weeks; {zone}")
                yield from _chart("fillers", f"Fillers a minute, the same weeks; up to {HARMLESS_FILLERS:g} do no harm")
            yield Static("", id="practice", classes="caption", markup=False)
            yield Static("", id="days", markup=False)

    def on_mount(self) -> None:
        """Add everything up."""
        self._load()

    def _load(self) -> None:
        scope = self._scopes[self._place]
        self.query_one("#scope", Static).update(
            Content.assemble(("‹ ", "$primary"), plain(scope.name, "bold"), (" ›", "$primary"))
        )
        self.errand("progress", partial(self._read, self._place, scope.questions))

    def _read(self, place: int, questions: Sequence[str] | None) -> None:
        progress = self._engines.history.progress(questions, counted=counted)
        self.post_message(messages.ProgressLoaded(place, progress))

    def on_progress_loaded(self, message: messages.ProgressLoaded) -> None:
        """Draw it, unless something else is looked at by now."""
        if message.place != self._place:
            return
        progress = message.progress
        for name, picture in (
            ("scores", picture_scores(progress)),
            ("pace", picture_pace(progress)),
            ("fillers", picture_fillers(progress)),
        ):
            self._show_chart(name, picture)
        self._show_days(progress)
        nothing = "No answers yet." if not progress.days else ""
        self.query_one(Notice).say(nothing, "Charts begin with the first answer." if nothing else "")

    def _show_chart(self, name: str, picture: Picture | None) -> None:
        self.query_one(f"#{name}-box").display = picture is not None
        if picture is not None:
            self.query_one(f"#{name}", Chart).show(picture)

    def _show_days(self, progress: Progress) -> None:
        today = self._engines.now().astimezone().date()
        self.query_one("#practice", Static).update(describe_practice(progress, today))
        days = self.query_one("#days", Static)
        days.update(Fitted(lambda width: draw_days(progress.days, today, max(1, min(53, (width - 4) // 2)))))

    def on_errand_failed(self, message: messages.ErrandFailed) -> None:
        """Say in place why there is nothing to see."""
        message.prevent_default()
        self.query_one(Notice).say_error(message.error, Weight.ERROR)

    def action_scope(self, step: int) -> None:
        """Look at the next or the previous topic or question."""
        self._place = (self._place + step) % len(self._scopes)
        self._load()

    def action_leave(self) -> None:
        """Go back to where this was opened."""
        self.dismiss()


def _chart(name: str, caption: str) -> ComposeResult:
    with Vertical(classes="chart", id=f"{name}-box"):
        yield Static(caption, classes="caption", markup=False)
        yield Chart(id=name)
