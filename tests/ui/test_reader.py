from fakes import FakeSpeaker, FakeVoice

from coach.practice.loading import loaded
from coach.speech.voice import Utterance
from coach.ui.reader import Reader


def test_the_last_wish_is_played() -> None:
    speaker = FakeSpeaker()
    reader = Reader(loaded("voice", FakeVoice()), speaker, "two words")
    assert reader.read(reader.want())
    assert speaker.played == [(4800, 24_000)]


def test_a_wish_that_was_hushed_meanwhile_is_not_played() -> None:
    speaker = FakeSpeaker()

    class Interrupted(FakeVoice):
        def say(self, text: str) -> Utterance:
            reader.hush()
            return super().say(text)

    reader = Reader(loaded("voice", Interrupted()), speaker, "two words")
    assert not reader.read(reader.want())
    assert speaker.played == []


def test_a_question_is_over_once_it_was_spoken_and_nothing_plays() -> None:
    speaker = FakeSpeaker()
    reader = Reader(loaded("voice", FakeVoice()), speaker, "two words")
    reader.read(reader.want())
    assert not reader.over
    reader.speaking = True
    assert not reader.over
    speaker.finish()
    assert reader.over
