"""The boxes of the history: filters to pick, and the file that answers are exported to."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from coach.errors import CoachError
from coach.history.filtering import Ready
from coach.report.export_history import ExportForm, form_of
from coach.ui.lines import plain
from coach.ui.screens.dialogs import Choice, Choices
from coach.ui.widgets.row_list import ChoiceList

READY: dict[Ready, str] = {
    Ready.CONTRADICTED: "With a contradicted point",
    Ready.UNSURE: "With an unsure point",
    Ready.MISSED: "With a missed point",
    Ready.LABELLED: "With a verdict you overruled",
    Ready.LOW: "Score below 50",
    Ready.HIGH: "Score of 80 or more",
    Ready.UNJUDGED: "Not judged",
    Ready.ARCHIVED: "Archived",
    Ready.DELETED: "Deleted",
}
"""What each filter that can be picked is called."""


class PickList(ChoiceList):
    """The filters that can be picked."""

    DEFAULT_CSS = "PickList { height: auto; max-height: 14; padding: 0; margin-top: 1; background: $surface; }"


class PickScreen(ModalScreen[str]):
    """A list of filters; gives the one that was picked, as it is typed. Escape gives none."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss('')", "Cancel")]

    def __init__(self, filters: Sequence[tuple[str, str]], active: str) -> None:
        """Offer filters.

        Args:
            filters: What each is called, and how it is typed.
            active: The filter so far; what is in it is marked, and picking it takes it out.
        """
        super().__init__()
        self._filters = filters
        self._active = active

    def compose(self) -> ComposeResult:
        """A box with the list."""
        with Vertical(classes="dialog"):
            yield Static(Content.styled("Show only answers …", "bold"), markup=False)
            yield PickList()

    def on_mount(self) -> None:
        """Fill the list."""
        picks = self.query_one(PickList)
        tokens = f" {self._active} "
        for called, typed in self._filters:
            sign = "✓ " if f" {typed} " in tokens else "  "
            picks.add_option(Option(Content.styled(sign, "$primary bold") + plain(called)))
        picks.highlighted = 0
        picks.focus()

    def on_option_list_option_selected(self, event: ChoiceList.OptionSelected) -> None:
        """Give the pick back."""
        event.stop()
        self.dismiss(self._filters[event.option_index][1])


class ExportScreen(ModalScreen[Path | None]):
    """Asks first how answers are to be written, then for the file; Escape gives none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel"),
        Binding("m", "form('.md')", "Markdown"),
        Binding("c", "form('.csv')", "CSV"),
        Binding("j", "form('.json')", "JSON"),
    ]

    def __init__(self, title: str, propose: Callable[[ExportForm], Path]) -> None:
        """Ask for a file.

        Args:
            title: What is written.
            propose: Gives a name that is free, for each form.
        """
        super().__init__()
        self._title = title
        self._propose = propose

    def compose(self) -> ComposeResult:
        """A box with the forms; then a line for the name."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._title, "bold"), markup=False)
            yield Choices(
                (
                    Choice("m", "Markdown, to read", ExportForm.MARKDOWN.value),
                    Choice("c", "CSV, for a spreadsheet", ExportForm.CSV.value),
                    Choice("j", "JSON, with everything, for programs", ExportForm.JSON.value),
                )
            )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Leave the letters to the line once it is there."""
        return action != "form" or not self.query(Input)

    async def on_choices_made(self, event: Choices.Made) -> None:
        """Ask for the name."""
        await self.action_form(event.value)

    async def action_form(self, form: str) -> None:
        """Ask for the name of a file of some form.

        Args:
            form: What its name ends in.
        """
        line = Input(str(self._propose(ExportForm(form))), compact=True, select_on_focus=False)
        hint = "Enter writes the file, readable by you only; Escape cancels."
        await self.query_one(Choices).remove()
        await self.query_one(Vertical).mount(line, Static(Content.styled(hint, "$quiet"), markup=False))
        line.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the file, where there can be one."""
        problem = ""
        try:
            path = Path(event.value.strip()).expanduser()
            form_of(path)
            if not path.is_absolute() or not path.parent.is_dir():
                problem = "Give the full path of a file in a folder that is there."
            elif path.exists() or path.is_symlink():
                problem = "A file of that name exists already. Choose another name."
        except CoachError as error:
            problem = str(error)
        except (OSError, RuntimeError, ValueError):
            problem = "That is not the name of a file."
        if problem:
            self.query(Static).last().update(plain(problem, "$warning"))
        else:
            self.dismiss(path)
