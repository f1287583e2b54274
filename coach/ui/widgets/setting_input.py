"""The line in which a setting is typed."""

from textual.message import Message

from coach.ui.widgets.line_input import LineInput


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
        """Give what was typed."""
        self.post_message(self.Typed(self._setting, self.value))
