"""The boxes above a page: each asks one thing, and gives back what was answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.keys import format_key
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from coach.domain.attempt import Unfinished, UnfinishedText
from coach.practice.recovering import Remedy, remedies_for
from coach.ui.lines import plain
from coach.ui.widgets.row_list import ChoiceList
from coach.wording import clock, count


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen."""

    key: str
    """The letter that chooses it."""
    text: str
    """What it does."""
    value: str
    """What it means to the dialog."""


class Choices(ChoiceList):
    """A short list; the first choice is the safe one."""

    DEFAULT_CSS = """
    Choices {
        height: auto;
        max-height: 8;
        padding: 0;
        margin-top: 1;
        background: $surface;
        scrollbar-gutter: auto;
    }
    """

    class Made(Message):
        """A choice was made."""

        def __init__(self, value: str) -> None:
            super().__init__()
            self.value = value

    def __init__(self, choices: Sequence[Choice]) -> None:
        """Offer choices.

        Args:
            choices: At least one.
        """
        super().__init__()
        self._choices = choices

    def on_mount(self) -> None:
        """Fill the list and take the keys."""
        self.add_options(
            Option(Content.assemble((each.key.upper(), "$primary bold"), f"  {each.text}"), id=each.value)
            for each in self._choices
        )
        self.highlighted = 0
        self.focus()

    def on_option_list_option_selected(self, event: ChoiceList.OptionSelected) -> None:
        """Say which choice was made."""
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Made(event.option_id))


class ValueList(ChoiceList):
    """Values to pick from; the one that holds now has a mark and the highlight."""

    DEFAULT_CSS = """
    ValueList {
        height: auto;
        max-height: 14;
        padding: 0;
        margin-top: 1;
        background: $surface;
    }
    """

    def __init__(self, values: Sequence[tuple[str, str]], chosen: str | None) -> None:
        """Offer values.

        Args:
            values: Each value, and how it is called.
            chosen: The one that holds now; None for none of them.
        """
        super().__init__()
        self._values = values
        self._chosen = chosen

    def on_mount(self) -> None:
        """Fill the list and take the keys."""
        for value, text in self._values:
            mark = "● " if value == self._chosen else "  "
            self.add_option(Option(Content.assemble((mark, "$primary"), plain(text))))
        held = (place for place, (value, _) in enumerate(self._values) if value == self._chosen)
        self.highlighted = next(held, 0)
        self.focus()


class ConfirmScreen(ModalScreen[bool]):
    """A question with yes or no; no is the safe answer and comes first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,escape", "answer(False)", "No"),
        Binding("y", "answer(True)", "Yes"),
    ]

    def __init__(self, question: str, *, yes: str, no: str) -> None:
        """Ask.

        Args:
            question: What is at stake.
            yes: What yes does.
            no: What no does.
        """
        super().__init__()
        self._question = question
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        """A box with the question and the two answers."""
        with Vertical(classes="dialog"):
            yield Static(Content.styled(self._question, "bold"), markup=False)
            yield Choices([Choice("n", self._no, "no"), Choice("y", self._yes, "yes")])

    def on_choices_made(self, event: Choices.Made) -> None:
        """Give the answer back."""
        self.dismiss(event.value == "yes")

    def action_answer(self, yes: bool) -> None:
        """Give an answer made by its letter back."""
        self.dismiss(yes)


_NO_NEED = {
    "Scroll Left",
    "Scroll Right",
    "Page Left",
    "Page Right",
    "Copy selected text",
    "Focus Next",
    "Focus Previous",
}
"""What Textual brings along and nobody needs here."""


def describe_keys(bindings: Iterable[ActiveBinding]) -> tuple[tuple[str, str], ...]:
    """List keys and what they do: every key for the same thing together, those at the foot of the screen first.

    Args:
        bindings: What can be pressed.
    """
    keys: dict[str, list[str]] = {}
    for active in sorted(bindings, key=lambda active: not active.binding.show):
        binding = active.binding
        if active.enabled and binding.description and not binding.system and binding.description not in _NO_NEED:
            keys.setdefault(binding.description, []).append(format_key(binding.key).replace("ctrl+", "^"))
    return tuple((", ".join(dict.fromkeys(names)), description) for description, names in keys.items())


class KeysScreen(ModalScreen[None]):
    """A box with the keys of the screen below."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,f1,enter,q", "close", "Close")]

    def __init__(self, keys: tuple[tuple[str, str], ...]) -> None:
        """Show keys.

        Args:
            keys: Each with what it does.
        """
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """One line for each key."""
        width = max((len(key) for key, _ in self._keys), default=0) + 3
        lines = [Content.assemble((key.ljust(width), "$primary bold"), (does, "")) for key, does in self._keys]
        with VerticalScroll(classes="dialog"):
            yield Static(Content.styled("Keys of this screen", "$primary bold"), markup=False, classes="dialog-text")
            yield Static(Content("\n").join(lines), markup=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()


class FolderScreen(ModalScreen[Path | None]):
    """A line for the name of a folder; Escape gives none."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel")]

    def compose(self) -> ComposeResult:
        """A box with the question and a line."""
        with Vertical(classes="dialog"):
            yield Static(Content.styled("Which folder should the recording go to?", "bold"), markup=False)
            yield Input(placeholder="a folder on another disk; Enter saves there, Escape cancels", compact=True)
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
                "That is not a folder. Give its full path, for instance /media/stick or ~/elsewhere."
            )


class PickScreen(ModalScreen[str | None]):
    """A list of values of which one is picked; Escape picks none."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel")]

    def __init__(self, title: str, values: Sequence[tuple[str, str]], chosen: str | None) -> None:
        """Offer values.

        Args:
            title: What is picked.
            values: Each value, and how it is called.
            chosen: The one that holds now; None for none of them.
        """
        super().__init__()
        self._title = title
        self._values = values
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """A box with the list."""
        with Vertical(classes="dialog"):
            yield Static(Content.styled(self._title, "bold"), markup=False)
            yield ValueList(self._values, self._chosen)

    def on_option_list_option_selected(self, event: ChoiceList.OptionSelected) -> None:
        """Give the value back."""
        self.dismiss(self._values[event.option_index][0])


class KeyCaptureScreen(ModalScreen[str]):
    """The next key pressed is the answer; Escape leaves everything as it is."""

    def __init__(self, does: str) -> None:
        """Ask for a key.

        Args:
            does: What it is to do.
        """
        super().__init__()
        self._does = does

    def compose(self) -> ComposeResult:
        """A box with the question."""
        with Vertical(classes="dialog"):
            yield Static(plain(f"Press the key for: {self._does}", "bold"), markup=False)
            yield Static(Content.styled("Escape cancels.", "$quiet"), markup=False)

    def on_key(self, event: Key) -> None:
        """Give the key back."""
        event.stop()
        event.prevent_default()
        self.dismiss("" if event.key == "escape" else event.key)


class LongTextScreen(ModalScreen[str | None]):
    """Ctrl+S gives what was typed; Escape leaves everything as it is."""

    DEFAULT_CSS = """
    LongTextScreen .dialog { width: 92%; height: 80%; }
    LongTextScreen TextArea { height: 1fr; margin-top: 1; border: none; padding: 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "take", "Accept", priority=True, id="long_text.take"),
        Binding("escape", "leave", "Cancel", priority=True, id="long_text.leave"),
    ]

    def __init__(self, title: str, text: str) -> None:
        """Let a text be changed.

        Args:
            title: What it is.
            text: As it is so far.
        """
        super().__init__()
        from textual.widgets import TextArea  # noqa: PLC0415 - not for the first page to load

        self._title = title
        self._area = TextArea(text, soft_wrap=True, show_line_numbers=False, tab_behavior="focus", compact=True)

    def compose(self) -> ComposeResult:
        """A box with the text, and the two keys."""
        with Vertical(classes="dialog"):
            yield Static(plain(f"{self._title}: Ctrl+S accepts, Escape cancels.", "bold"), markup=False)
            yield self._area

    def on_mount(self) -> None:
        """Type at once."""
        self._area.focus()

    def action_take(self) -> None:
        """Give the text back, once every key before this one has arrived; it overtakes them."""
        self._area.call_later(self._take)

    def _take(self) -> None:
        self.dismiss(self._area.text)

    def action_leave(self) -> None:
        """Give nothing back."""
        self.dismiss(None)


SHOWN_WORDS = 12
"""Words of a typed answer by which one knows it again."""

_REMEDIES: Mapping[Remedy, Choice] = {
    Remedy.ASSESS: Choice("a", "Assess it now", Remedy.ASSESS),
    Remedy.TYPE: Choice("t", "Continue typing", Remedy.TYPE),
    Remedy.LATER: Choice("l", "Later; it stays where it is", Remedy.LATER),
    Remedy.DELETE: Choice("d", "Delete it for good", Remedy.DELETE),
}


class RecoveryScreen(ModalScreen[Remedy]):
    """One unfinished answer and the things to do with it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "choose('assess')", "Assess now"),
        Binding("t", "choose('type')", "Continue typing"),
        Binding("l,escape", "choose('later')", "Later"),
        Binding("d", "choose('delete')", "Delete"),
    ]

    def __init__(self, unfinished: Unfinished, question: str) -> None:
        """Offer an answer.

        Args:
            unfinished: What was found.
            question: The question it answers; empty where that is not known.
        """
        super().__init__()
        self._unfinished = unfinished
        self._question = question
        self._remedies = remedies_for(unfinished, question_known=bool(question))

    def compose(self) -> ComposeResult:
        """A box with the facts and the choices."""
        about = (
            plain(self._question) if self._question else plain(f"Question: {self._unfinished.question_id or 'unknown'}")
        )
        with Vertical(classes="dialog"):
            yield Static(Content.styled("An unfinished answer was found", "$primary bold"), markup=False)
            yield Static(about, markup=False, classes="dialog-text")
            yield Static(plain(self._facts, "$quiet"), markup=False)
            if not self._question:
                flag = "--text " if isinstance(self._unfinished, UnfinishedText) else ""
                hint = f"It can be assessed with: coach assess {flag}{self._unfinished.path} --question ID"
                yield Static(plain(hint, "$quiet"), markup=False)
            yield Choices([_REMEDIES[each] for each in self._remedies])

    @property
    def _facts(self) -> str:
        """What there is of it."""
        if not isinstance(self._unfinished, UnfinishedText):
            return f"{clock(self._unfinished.seconds)} of sound is kept, but not in your history yet."
        words = self._unfinished.text.split()
        begun = " ".join(words[:SHOWN_WORDS])
        more = " …" if len(words) > SHOWN_WORDS else ""
        return f"{count(len(words), 'word')} typed, not in your history yet: “{begun}{more}”"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done with this one."""
        return action != "choose" or parameters[0] in self._remedies

    def on_choices_made(self, event: Choices.Made) -> None:
        """Give the choice back."""
        self.dismiss(Remedy(event.value))

    def action_choose(self, choice: str) -> None:
        """Give a choice made by its letter back."""
        self.dismiss(Remedy(choice))
