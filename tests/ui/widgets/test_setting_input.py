from textual.app import App, ComposeResult

from coach.ui.widgets.setting_input import SettingInput


class Page(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []

    def compose(self) -> ComposeResult:
        yield SettingInput()

    def on_setting_input_typed(self, message: SettingInput.Typed) -> None:
        self.told.append((message.name, message.text))

    def on_line_input_left(self) -> None:
        self.told.append("left")


async def test_what_is_typed_is_given_with_the_settings_name_and_the_line_stays_until_it_is_taken() -> None:
    app = Page()
    async with app.run_test() as pilot:
        line = app.query_one(SettingInput)
        line.open("voice.volume", "1")
        await pilot.press("backspace", "0", "enter")
        assert app.told == [("voice.volume", "0")]
        assert line.display
        await pilot.press("escape")
        assert app.told[-1] == "left"
        assert not line.display
