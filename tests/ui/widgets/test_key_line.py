from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

from coach.ui.widgets.key_line import HELP_ACTION, KeyLine, ShownKey, fitting

START, TYPE, QUIT = (ShownKey(key, key, does, does) for key, does in (("x", "start"), ("t", "type"), ("q", "quit")))
HELP = ShownKey("question_mark", "?", "Help", HELP_ACTION)


def test_keys_are_left_out_from_the_end_but_never_help() -> None:
    keys = (START, TYPE, HELP, QUIT)
    assert fitting(keys, 30) == (START, TYPE, HELP)  # 7 + 6 + 6 + 6 cells and three gaps of 2 make 31
    assert fitting(keys, 31) == (START, TYPE, QUIT, HELP)


class Keys(App[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x,y", "start", "Start"),
        Binding("t", "type", "Type"),
        Binding("z", "secret", "Secret", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []

    def compose(self) -> ComposeResult:
        yield KeyLine()

    def action_start(self) -> None:
        self.done.append("start")

    def action_type(self) -> None:
        self.done.append("type")


async def test_each_action_is_shown_once_and_hidden_ones_are_not() -> None:
    app = Keys()
    async with app.run_test() as pilot:
        await pilot.pause()
        shown = [(key.key, key.does) for key in app.query_one(KeyLine).keys]
        assert shown[:2] == [("x", "Start"), ("t", "Type")]
        assert "Secret" not in dict(shown).values()


async def test_a_click_on_a_key_presses_it() -> None:
    app = Keys()
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.click(KeyLine, offset=(2 + 8 + 2, 0))
        await pilot.pause()
        assert app.done == ["type"]
