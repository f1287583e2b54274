from textual.app import App, ComposeResult
from textual.geometry import Offset

from coach.domain.transcript import TimeSpan
from coach.ui.widgets.line_input import CorrectionInput, SettingInput

HERE = Offset(4, 2)


class Page(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.made: list[tuple[int, str]] = []
        self.told: list[tuple[TimeSpan, str]] = []
        self.left = 0

    def compose(self) -> ComposeResult:
        yield CorrectionInput()

    def on_correction_input_made(self, message: CorrectionInput.Made) -> None:
        self.made.append((message.index, message.text))

    def on_correction_input_told(self, message: CorrectionInput.Told) -> None:
        self.told.append((message.stretch, message.text))

    def on_line_input_left(self) -> None:
        self.left += 1


async def test_a_changed_word_is_given_back_and_an_unchanged_one_is_left_alone() -> None:
    app = Page()
    async with app.run_test() as pilot:
        line = app.query_one(CorrectionInput)
        assert not line.display
        line.open(7, "hero", HERE)
        await pilot.press("enter")
        assert (app.made, app.left, line.display) == ([], 1, False)
        line.open(7, "hero", HERE)
        await pilot.press(*["backspace"] * 4, *"zero", "enter")
        assert (app.made, app.left) == ([(7, "zero")], 1)


async def test_the_line_opens_below_the_word_or_above_it_at_the_foot_of_the_screen() -> None:
    app = Page()
    async with app.run_test(size=(80, 24)) as pilot:
        line = app.query_one(CorrectionInput)
        for at, above in ((Offset(4, 2), 3), (Offset(70, 22), 21)):
            line.open(7, "hero", at)
            await pilot.pause()
            assert line.region.y == above
            assert app.screen.region.contains_region(line.region)


async def test_escape_leaves_the_word_and_an_empty_line_takes_it_out() -> None:
    app = Page()
    async with app.run_test() as pilot:
        line = app.query_one(CorrectionInput)
        line.open(2, "um", HERE)
        await pilot.press("x", "escape")
        assert (app.made, app.left) == ([], 1)
        line.open(2, "um", HERE)
        await pilot.press("backspace", "backspace", "enter")
        assert app.made == [(2, "")]


async def test_a_stretch_starts_with_its_guesses_and_an_empty_line_says_that_there_were_no_words() -> None:
    app = Page()
    gap = TimeSpan(3.0, 6.0)
    async with app.run_test() as pilot:
        line = app.query_one(CorrectionInput)
        line.open_stretch(gap, "gues", HERE)
        await pilot.press("s", "enter")
        line.open_stretch(gap, "", HERE)
        await pilot.press("enter")
        line.open_stretch(gap, "", HERE)
        await pilot.press("x", "escape")
        assert (app.told, app.made, app.left) == ([(gap, "guess"), (gap, "")], [], 1)


class LineToSet(App[None]):
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
    app = LineToSet()
    async with app.run_test() as pilot:
        line = app.query_one(SettingInput)
        line.open("voice.volume", "1")
        await pilot.press("backspace", "0", "enter")
        assert app.told == [("voice.volume", "0")]
        assert line.display
        await pilot.press("escape")
        assert app.told[-1] == "left"
        assert not line.display
