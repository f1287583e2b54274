from textual.app import App, ComposeResult

from coach.ui.widgets.notice import HintLine


class Page(App[None]):
    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"quiet": "#888888", "faint": "#444444", "missed": "#aa4444"}

    def compose(self) -> ComposeResult:
        yield HintLine()


async def test_it_takes_no_room_until_a_hint_is_given_and_a_hint_is_never_markup() -> None:
    app = Page()
    async with app.run_test():
        line = app.query_one(HintLine)
        assert not line.display
        line.show_hints("[b]weights[/b]")
        assert line.display
        assert "[b]weights[/b]" in str(line.visual)
