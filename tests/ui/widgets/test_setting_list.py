from textual.app import App, ComposeResult

from coach.settings import Settings
from coach.ui.keymap import NamedKey
from coach.ui.widgets.setting_list import SettingList, describe_row


class Page(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"quiet": "#888888", "faint": "#444444", "missed": "#aa4444"}

    def compose(self) -> ComposeResult:
        yield SettingList()

    def on_mount(self) -> None:
        settings = self.query_one(SettingList)
        settings.show_settings(Settings(keys={"a.b": "f7"}), (NamedKey("a.b", "Something", "x"),))
        settings.focus()

    def on_setting_list_stepped(self, message: SettingList.Stepped) -> None:
        self.told.append((message.name, message.step))

    def on_setting_list_reset(self, message: SettingList.Reset) -> None:
        self.told.append(message.name)


def test_a_row_is_name_value_and_meaning() -> None:
    assert describe_row("Captions", "on", "show words", 80).plain.split() == ["Captions", "on", "show", "words"]


async def test_arrows_ask_for_other_values_and_backspace_for_the_programs_own() -> None:
    app = Page()
    async with app.run_test() as pilot:
        await pilot.press("down", "right", "left", "backspace", "end", "backspace")
        assert app.told == [
            ("recording.limit_seconds", 1),
            ("recording.limit_seconds", -1),
            "recording.limit_seconds",
            "keys:a.b",
        ]
