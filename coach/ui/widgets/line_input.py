"""Lines to type in that are there only while they are wanted: for a correction, for a setting, for a search."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import Input

from coach.domain.transcript import TimeSpan

ROOM_BELOW = 1
"""Lines at the bottom of a page on which nothing is corrected: the keys."""


class LineInput(Input):
    """A line under something else; Enter gives what was typed, Escape leaves everything as it is."""

    DEFAULT_CSS = """
    LineInput {
        height: 1;
        padding: 0 1;
        border: none;
        background: $panel;
        display: none;
        &:focus { border: none; background-tint: $background 0%; }
        &.-open { display: block; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "Accept", priority=True, id="line.accept"),
        Binding("escape", "leave", "Leave it", priority=True, id="line.leave"),
    ]

    class Left(Message):
        """Everything stays as it is."""

    def __init__(self, placeholder: str = "") -> None:
        """Ask for nothing yet.

        Args:
            placeholder: What an empty line means.
        """
        super().__init__(compact=True, placeholder=placeholder)

    def show_line(self, text: str) -> None:
        """Let a text be changed.

        Args:
            text: As it is so far.
        """
        self.value = text
        self.add_class("-open")
        self.focus()

    def close(self) -> None:
        """Ask no more."""
        self.remove_class("-open")

    def action_accept(self) -> None:
        """Hand over what was typed, once every key before Enter has arrived; Enter itself overtakes them."""
        self.call_later(self.action_submit)

    def action_leave(self) -> None:
        """Leave everything as it is."""
        self.close()
        self.post_message(self.Left())


class CorrectionInput(LineInput):
    """A word to correct, or a stretch to put words into."""

    DEFAULT_CSS = """
    CorrectionInput {
        overlay: screen;
        constrain: inside inside;
        width: 46;
        background: $primary;
        color: $background;
        &:focus { background: $primary; }
        & > .input--cursor { background: $background; color: $primary; }
        & > .input--selection { background: $background 40%; }
    }
    """

    class Made(Message):
        """A word is to be replaced."""

        def __init__(self, index: int, text: str) -> None:
            super().__init__()
            self.index = index
            self.text = text

    class Told(Message):
        """What was said in a stretch is known; nothing was where the text is empty."""

        def __init__(self, stretch: TimeSpan, text: str) -> None:
            super().__init__()
            self.stretch = stretch
            self.text = text

    def __init__(self) -> None:
        """Correct nothing yet."""
        super().__init__()
        self._place: int | TimeSpan = 0
        self._before = ""

    def open(self, index: int, text: str, at: Offset) -> None:
        """Offer a word.

        Args:
            index: Its place in the transcript.
            text: As it was heard.
            at: The cell on the screen where it begins; the line opens below it, or above where there is no room.
        """
        self.placeholder = "leave empty to delete the word"
        self._place, self._before = index, text
        self._ask(text, at)

    def open_stretch(self, stretch: TimeSpan, guesses: str, at: Offset) -> None:
        """Ask what was said in a stretch.

        Args:
            stretch: It was not understood.
            guesses: The words that came back for it, if any.
            at: The cell on the screen where it begins.
        """
        self.placeholder = "type what you said; empty for no words"
        self._place = stretch
        self._ask(guesses, at)

    def _ask(self, text: str, at: Offset) -> None:
        below = at.y + 1 < self.screen.size.height - ROOM_BELOW
        self.absolute_offset = Offset(at.x, at.y + 1 if below else at.y - 1)
        self.refresh(layout=True)
        self.show_line(text)

    async def action_submit(self) -> None:
        """Replace the word, where something was changed, or fill the stretch."""
        text = " ".join(self.value.split())
        self.close()
        if isinstance(self._place, TimeSpan):
            self.post_message(self.Told(self._place, text))
        else:
            self.post_message(self.Left() if text == self._before else self.Made(self._place, text))


class SettingInput(LineInput):
    """A value to type; stays until it is taken, so that a mistake can be mended."""

    DEFAULT_CSS = "SettingInput { margin: 0 2; }"

    class Typed(Message):
        """A value was typed."""

        def __init__(self, name: str, text: str) -> None:
            super().__init__()
            self.name = name
            self.text = text

    def __init__(self) -> None:
        """Ask for nothing yet."""
        super().__init__()
        self._setting = ""

    def open(self, name: str, text: str, *, replace: bool = True) -> None:
        """Ask for a value.

        Args:
            name: The setting.
            text: Its value so far.
            replace: Whether what is typed takes the place of that; otherwise it goes on at its end.
        """
        self._setting = name
        self.select_on_focus = replace
        self.show_line(text)

    async def action_submit(self) -> None:
        """Hand over what was typed."""
        self.post_message(self.Typed(self._setting, self.value))


class SearchInput(Input):
    """A search; hidden until it is wanted."""

    DEFAULT_CSS = """
    SearchInput {
        height: 1;
        margin: 0 2 1 2;
        padding: 0;
        border: none;
        background: $background;
        &:focus { border: none; background-tint: $background 0%; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Clear search"),
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
    ]

    class Left(Message):
        """The search was given up."""

    class Moved(Message):
        """The highlight is to move."""

        def __init__(self, down: bool) -> None:
            super().__init__()
            self.down = down

    def __init__(self) -> None:
        """Make an empty search."""
        super().__init__(placeholder="Search questions and topics", compact=True, select_on_focus=False)
        self.display = False

    def open(self) -> None:
        """Show the line and type into it; whatever key comes next goes there."""
        self.display = True
        self.screen.set_focus(self)

    def action_leave(self) -> None:
        """Clear the search and take it away."""
        self.value = ""
        self.display = False
        self.post_message(self.Left())

    def action_move(self, step: int) -> None:
        """Move the highlight of the list.

        Args:
            step: 1 for down, -1 for up.
        """
        self.post_message(self.Moved(step > 0))
