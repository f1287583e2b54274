"""One line about what is still being loaded."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from coach.practice.loading import Loading, LoadState
from coach.ui.plain import plain

POLL_SECONDS = 0.25
"""How often the states are looked at while something is still to come."""

_SETTLED = (LoadState.READY, LoadState.FAILED)


def describe(loadings: Sequence[Loading[object]]) -> Content:
    """Say how far each load has come.

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
