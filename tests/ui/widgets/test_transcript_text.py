from dataclasses import replace

from pilots import sample_attempt
from textual.app import App, ComposeResult
from textual.message import Message

from coach.domain.transcript import TimeSpan, Transcript
from coach.report.marking import Piece, PieceKind, mark_transcript
from coach.ui.widgets.transcript_text import TranscriptText, set_words, shown_text

ATTEMPT = sample_attempt()


def text_of(transcript: Transcript) -> str:
    return " ".join(shown_text(piece) for piece in mark_transcript(transcript, ATTEMPT.delivery))


def test_fillers_pauses_and_unclear_stretches_are_marked_in_place() -> None:
    shown = text_of(ATTEMPT.transcript)
    assert shown.startswith("So ‹um› L1 adds")
    assert "for free. [pause, 2.3 s] L2 adds the squares, ‹you know,› and" in shown
    assert shown.endswith("zero too. [unclear, 1.4 s]")


def test_a_filled_pause_heard_by_its_sound_alone_stands_in_brackets() -> None:
    words = list(ATTEMPT.transcript.words)
    words[1] = replace(words[1], spelled=False)
    assert text_of(replace(ATTEMPT.transcript, words=tuple(words))).startswith("So [um] L1 adds")


class Page(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[Message] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"quiet": "#888888", "faint": "#444444", "missed": "#aa4444"}

    def compose(self) -> ComposeResult:
        yield TranscriptText()

    def on_mount(self) -> None:
        transcript = self.query_one(TranscriptText)
        transcript.show_transcript(ATTEMPT.transcript, ATTEMPT.delivery)
        transcript.show_evidence(ATTEMPT.coverage.points)

    def on_transcript_text_word_reached(self, message: TranscriptText.WordReached) -> None:
        self.told.append(message)

    def on_transcript_text_play_from(self, message: TranscriptText.PlayFrom) -> None:
        self.told.append(message)

    def on_transcript_text_correction_wanted(self, message: TranscriptText.CorrectionWanted) -> None:
        self.told.append(message)

    def on_transcript_text_unclear_chosen(self, message: TranscriptText.UnclearChosen) -> None:
        self.told.append(message)

    def on_transcript_text_words_known(self, message: TranscriptText.WordsKnown) -> None:
        self.told.append(message)

    def on_transcript_text_left(self, message: TranscriptText.Left) -> None:
        self.told.append(message)


def style_of(transcript: TranscriptText, word: str) -> str:
    content = transcript.render()
    at = content.plain.index(word)
    return " ".join(str(span.style) for span in content.spans if span.start <= at < span.end)


async def test_the_cursor_tells_which_key_points_its_word_is_evidence_for() -> None:
    app = Page()
    async with app.run_test() as pilot:
        app.query_one(TranscriptText).focus()
        await pilot.press("right", "right", *["right"] * 10)
        last = app.told[-1]
        assert isinstance(last, TranscriptText.WordReached)
        assert (last.index, last.point_ids) == (12, ("l1-sparse",))


async def test_evidence_is_underlined_and_the_words_of_a_lit_point_stand_out() -> None:
    app = Page()
    async with app.run_test():
        transcript = app.query_one(TranscriptText)
        assert "underline" in style_of(transcript, "drives")
        assert "underline" not in style_of(transcript, "absolute")
        transcript.light("l1-sparse")
        assert "bold" in style_of(transcript, "drives")
        transcript.light(None)
        assert "bold" not in style_of(transcript, "drives")


async def test_the_word_that_sounds_is_marked() -> None:
    app = Page()
    async with app.run_test():
        transcript = app.query_one(TranscriptText)
        transcript.follow(3)
        assert "reverse" in style_of(transcript, "adds")
        transcript.follow(None)
        assert "reverse" not in style_of(transcript, "adds")


async def test_enter_plays_from_the_word_and_e_corrects_it_and_beyond_the_last_line_it_is_left() -> None:
    app = Page()
    async with app.run_test() as pilot:
        app.query_one(TranscriptText).focus()
        await pilot.press("right", "right", "right", "enter", "e", "end", "down")
        played = next(each for each in app.told if isinstance(each, TranscriptText.PlayFrom))
        corrected = next(each for each in app.told if isinstance(each, TranscriptText.CorrectionWanted))
        assert (played.index, corrected.index) == (3, 3)
        left = app.told[-1]
        assert isinstance(left, TranscriptText.Left)
        assert left.direction == 1


async def test_a_click_plays_from_the_word_clicked() -> None:
    app = Page()
    async with app.run_test() as pilot:
        await pilot.click(TranscriptText, offset=(14, 0))  # 0:00 So ‹um› L1
        played = next(each for each in app.told if isinstance(each, TranscriptText.PlayFrom))
        assert played.index == 2


async def test_on_what_was_not_understood_enter_plays_it_and_e_puts_it_in() -> None:
    app = Page()
    async with app.run_test(size=(80, 24)) as pilot:
        transcript = app.query_one(TranscriptText)
        transcript.focus()
        (gap,) = ATTEMPT.transcript.unclear
        await pilot.press("end", "enter", "e")
        await pilot.pause()
        chosen, known = app.told[-2:]
        assert isinstance(chosen, TranscriptText.UnclearChosen)
        assert isinstance(known, TranscriptText.WordsKnown)
        assert (chosen.stretch, known.stretch, transcript.unclear) == (gap, gap, gap)
        await pilot.press("home")
        assert transcript.unclear is None
        transcript.go_to_unclear(gap)
        assert transcript.unclear == gap


NEVER = TimeSpan(0.0, 0.0)


def pieces(text: str) -> list[Piece]:
    return [Piece(word, PieceKind.WORD, NEVER, at, at) for at, word in enumerate(text.split())]


def test_words_are_set_as_many_as_fit() -> None:
    lines = set_words(pieces("one two three four"), 8)
    assert [(each.text, each.line, each.column) for each in lines.placed] == [
        ("one", 0, 0),
        ("two", 0, 4),
        ("three", 1, 0),
        ("four", 2, 0),
    ]
    assert lines.height == 3


def test_a_cell_belongs_to_the_word_at_it_or_left_of_it() -> None:
    lines = set_words(pieces("one two three"), 8)
    assert lines.at(0, 0) == 0
    assert lines.at(0, 3) == 0
    assert lines.at(0, 5) == 1
    assert lines.at(0, 70) == 1
    assert lines.at(1, 2) == 2
    assert lines.at(2, 0) is None


def test_above_and_below_a_word_stands_the_one_under_its_middle() -> None:
    lines = set_words(pieces("aaaa bbbb cccc dddd"), 9)
    assert lines.beside(1, 1) == 3
    assert lines.beside(2, -1) == 0
    assert lines.beside(0, -1) is None
    assert lines.beside(3, 1) is None


def test_a_filler_is_marked_and_wide_signs_take_two_cells() -> None:
    lines = set_words([Piece("um", PieceKind.FILLER, NEVER, 0, 0), Piece("漢字", PieceKind.WORD, NEVER, 1, 1)], 40)
    assert [(each.text, each.column, each.width) for each in lines.placed] == [("‹um›", 0, 4), ("漢字", 5, 4)]


def test_no_words_make_no_lines() -> None:
    assert set_words([], 10).height == 0


def test_each_sentence_begins_with_its_time_and_no_other_word_does() -> None:
    lines = set_words(mark_transcript(ATTEMPT.transcript, ATTEMPT.delivery), 200)
    assert [(each.mark, each.text) for each in lines.placed if each.mark] == [
        ("0:00 ", "So"),
        ("0:23 ", "L2"),
        ("0:30 ", "Near"),
    ]


def test_the_time_of_a_sentence_belongs_to_its_first_word_where_lines_are_broken_and_pointed_at() -> None:
    lines = set_words(mark_transcript(ATTEMPT.transcript, ATTEMPT.delivery), 40)
    for place, each in enumerate(lines.placed):
        assert each.column + each.width <= 40
        assert lines.at(each.line, each.column) == place
        assert lines.at(each.line, each.column + each.width - 1) == place
