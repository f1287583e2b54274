"""Asks for a folder."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from coach.ui.plain import harmless


class FolderScreen(ModalScreen[Path | None]):
    """A line for the name of a folder; Escape gives none."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel")]

    def compose(self) -> ComposeResult:
        """A box with the question and a line."""
        with Vertical(classes="dialog"):
            yield Static(Content.styled("Which folder should the recording go to?", "bold"), markup=False)
            yield Input(placeholder="a folder on another disk; Enter writes, Escape leaves it", compact=True)
            yield Static("", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the folder, where there can be one."""
        try:
            folder = Path(event.value.strip()).expanduser()
            good = bool(event.value.strip()) and folder.is_absolute() and (folder.is_dir() or folder.parent.is_dir())
        except (OSError, RuntimeError, ValueError):
            good = False
        if good:
            self.dismiss(folder)
        else:
            self.query(Static).last().update(
                harmless("That is not a folder. Give its whole name, for instance /media/stick or ~/elsewhere.")
            )
