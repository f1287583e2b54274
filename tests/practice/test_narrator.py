from fakes import FakeSpeaker, FakeVoice, tone

from coach.practice.loading import loaded
from coach.practice.narrator import Narrator
from coach.speech.voice import Utterance


def test_the_last_wish_is_played() -> None:
    speaker = FakeSpeaker()
    narrator = Narrator(loaded("voice", FakeVoice()), lambda: speaker)
    assert narrator.read("two words", narrator.want())
    assert speaker.played == [(4800, 24_000)]


def test_a_wish_that_was_hushed_meanwhile_is_not_played() -> None:
    speaker = FakeSpeaker()

    class Interrupted(FakeVoice):
        def say(self, text: str) -> Utterance:
            narrator.hush()
            return super().say(text)

    narrator = Narrator(loaded("voice", Interrupted()), lambda: speaker)
    assert not narrator.read("two words", narrator.want())
    assert speaker.played == []


def test_a_question_is_over_once_it_was_spoken_and_nothing_plays() -> None:
    speaker = FakeSpeaker()
    narrator = Narrator(loaded("voice", FakeVoice()), lambda: speaker)
    narrator.read("two words", narrator.want())
    assert not narrator.over
    narrator.speaking = True
    assert not narrator.over
    speaker.finish()
    assert narrator.over


def test_what_is_forgotten_is_not_played_and_what_sounds_goes_on() -> None:
    speaker = FakeSpeaker()
    narrator = Narrator(loaded("voice", FakeVoice()), lambda: speaker)
    narrator.read("two words", narrator.want())
    wish = narrator.want()
    assert narrator.awaited
    speaker.play(tone(1.0), 16_000)
    narrator.forget()
    assert not narrator.awaited
    assert not narrator.read("two words", wish)
    assert speaker.playing
