from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fakes import FakeTranscriber, fake_engines, loaded, silence, tone

from coach.audio.wav import write_wav
from coach.bank.bank import Bank
from coach.bench.clips import Clip
from coach.bench.listeners import Hypothesis, gaps, hear_all, live_listening, our_listening, plain_listening
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.transcript import TimeSpan, Word
from coach.errors import AudioError
from coach.speech.terms import Terms
from coach.speech.transcriber import Segment, Transcription


class FakeRecogniser:
    """Hears two words a second apart, whatever it is given, and remembers how much that was."""

    def __init__(self) -> None:
        self.given: list[int] = []

    def transcribe(self, samples: Samples) -> tuple[Word, ...]:
        self.given.append(len(samples))
        return (Word("so", 0.0, 0.5), Word("yes", 1.5, 2.0))


def test_our_listening_hears_words_speech_and_the_pause_between(tmp_path: Path) -> None:
    sound = np.concatenate((tone(2.0), silence(1.0), tone(2.0)))
    heard = our_listening(fake_engines(tmp_path, Bank(()), said="one two three four five six seven"))(sound)
    assert heard.text == "one two three four five six seven"
    assert heard.seconds == 5.0
    assert heard.work_seconds > 0
    assert heard.processor_seconds > 0
    assert heard.needle == ()
    assert len(heard.speech) == 2
    (pause,) = heard.pauses
    assert pause.start == pytest.approx(2.0, abs=0.1)
    assert pause.end == pytest.approx(3.0, abs=0.1)


class Unsure(FakeTranscriber):
    """Hears the words and is sure of none."""

    def transcribe(self, segment: Segment, terms: Terms | None = None) -> Transcription:
        return Transcription(tuple(replace(word, probability=0.5) for word in super().transcribe(segment).words))


def test_our_listening_says_whether_it_would_give_verdicts(tmp_path: Path) -> None:
    good = np.concatenate((tone(2.0), silence(1.0), tone(2.0)))
    said = "one two three four five six seven eight nine ten"
    assert our_listening(fake_engines(tmp_path, Bank(()), said=said))(good).trusted is True
    engines = fake_engines(tmp_path, Bank(()), said=said)
    unsure = replace(engines, transcriber=loaded("Whisper", Unsure(said)))
    assert our_listening(unsure)(good).trusted is False


def test_our_live_listening_reads_the_needle_while_it_hears(tmp_path: Path) -> None:
    said = " ".join(["word"] * 200)  # the stand-in hears on where it only looked ahead
    sound = np.concatenate([np.concatenate((tone(4.0), silence(1.0))) for _ in range(4)])
    live = live_listening(fake_engines(tmp_path, Bank(()), said=said))(sound)
    whole = our_listening(fake_engines(tmp_path, Bank(()), said=said))(sound)
    assert live.speech == whole.speech
    assert len(live.words) == len(whole.words)
    assert live.needle
    assert all(reading.heard_until <= reading.at for reading in live.needle)
    assert min(reading.heard_until for reading in live.needle) >= 10.0


def test_a_plain_recogniser_knows_pauses_from_its_words_only() -> None:
    heard = plain_listening(FakeRecogniser())(tone(2.0))
    assert heard.text == "so yes"
    assert heard.pauses == (TimeSpan(0.5, 1.5),)
    assert heard.speech == ()
    assert heard.seconds == 2.0
    assert heard.trusted is None


def test_every_clip_is_heard_whole_after_a_warm_up_on_the_first(tmp_path: Path) -> None:
    clips = []
    for name, seconds in (("a.wav", 8.0), ("b.wav", 1.0)):
        write_wav(tmp_path / name, tone(seconds))
        clips.append(Clip(name, tmp_path / name, ""))
    recogniser = FakeRecogniser()
    heard = list(hear_all(plain_listening(recogniser), clips))
    assert recogniser.given == [5 * SAMPLE_RATE, 8 * SAMPLE_RATE, SAMPLE_RATE]
    assert [(clip.name, each.seconds) for clip, each in heard] == [("a.wav", 8.0), ("b.wav", 1.0)]


def test_a_clip_that_is_no_sound_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_text("words")
    with pytest.raises(AudioError, match=r"a\.wav"):
        list(hear_all(plain_listening(FakeRecogniser()), [Clip("a.wav", tmp_path / "a.wav", "")]))


WORDS = (Word("So,", 0.0, 0.4), Word("Uhm...", 0.6, 1.0), Word("hm", 2.0, 2.2, spelled=False), Word("8", 2.1, 2.5))


def test_filled_pauses_count_however_they_were_found() -> None:
    heard = Hypothesis(WORDS, (), 3.0, 0.1)
    assert heard.verbatim == ["so", "um", "um", "eight"]
    assert heard.filler_times == (TimeSpan(0.6, 1.0), TimeSpan(2.0, 2.2))
    assert heard.text == "So, Uhm... hm 8"


def test_gaps_lie_between_words_that_do_not_overlap() -> None:
    assert gaps(WORDS, 0.25) == (TimeSpan(1.0, 2.0),)
