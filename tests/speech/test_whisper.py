import itertools
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import jiwer
import numpy as np
import pytest
import soxr

from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.spelling import letters
from coach.domain.transcript import Word
from coach.domain.word_lists import is_filled_pause
from coach.errors import WeightsError
from coach.speech.detector import SpeechDetector
from coach.speech.segmenting import Segmenter
from coach.speech.transcriber import Segment
from coach.speech.voice import HibariVoice
from coach.speech.whisper import Piece, PlainWhisper, WhisperTranscriber, joined

pytestmark = pytest.mark.weights

Cut = Callable[[Samples], list[Segment]]
READ = "he began a confused complaint against the wizard who had vanished behind the curtain on the left"
SENTENCE = "Regularization adds a penalty to the loss, so the model prefers smaller weights."
LONG = (
    "Precision is the share of predicted positives that are really positive. Recall is the share of real positives "
    "that the model finds. If a false alarm is expensive, I care about precision, and if a miss is expensive, I care "
    "about recall. The threshold trades one for the other, and the curve shows the whole range of choices."
)


def hear(transcriber: WhisperTranscriber, segments: Iterable[Segment]) -> list[Word]:
    return [word for segment in segments for word in transcriber.transcribe(segment).words]


def plainly(words: Iterable[Word]) -> str:
    return " ".join(letters(word.text) for word in words)


def test_every_word_of_a_read_sentence_comes_back(
    base: WhisperTranscriber, segments_of: Cut, clip: Callable[[str], Samples]
) -> None:
    assert plainly(hear(base, segments_of(clip("read-sentence.flac")))) == READ


def test_drawn_out_words_do_not_end_what_is_heard(
    base: WhisperTranscriber, segments_of: Cut, clip: Callable[[str], Samples]
) -> None:
    words = hear(base, segments_of(clip("drawn-out.flac")))
    assert plainly(words).startswith("montreal forced forced")
    assert letters(words[-1].text).endswith("liner")
    assert max(word.end - word.start for word in words) < 1.6


def test_a_wording_that_was_said_is_likelier_than_another(
    base: WhisperTranscriber, clip: Callable[[str], Samples]
) -> None:
    said, other = base.weigh(clip("read-sentence.flac"), [READ, READ.replace("wizard", "lizard")], "lizard; wizard")
    assert said > other + 2


def test_a_glance_hears_the_words_at_the_recordings_time(
    base: WhisperTranscriber, segments_of: Cut, clip: Callable[[str], Samples]
) -> None:
    (segment,) = segments_of(clip("read-sentence.flac"))
    words = base.glance(segment)
    assert plainly(words) == READ
    assert segment.start <= words[0].start < words[-1].end <= segment.end


def test_english_only_weights_work_too(
    tiny: WhisperTranscriber, segments_of: Cut, clip: Callable[[str], Samples]
) -> None:
    assert tiny.name == "tiny.en"
    assert plainly(hear(tiny, segments_of(clip("read-sentence.flac")))) == READ


def test_a_voices_sentence_comes_back_with_its_punctuation(
    base: WhisperTranscriber, segments_of: Cut, spoken: Callable[[str], Samples]
) -> None:
    words = hear(base, segments_of(spoken(SENTENCE)))
    assert plainly(words) == " ".join(letters(token) for token in SENTENCE.split())
    assert words[-1].text == "weights."


def test_spoken_ums_are_written_down(
    base: WhisperTranscriber, segments_of: Cut, clip: Callable[[str], Samples]
) -> None:
    words = hear(base, segments_of(clip("two-ums.flac")))
    assert [letters(word.text) for word in words if is_filled_pause(word.text)] == ["um", "um"]
    assert [letters(word.text) for word in words[:4]] == ["but", "um", "montreal", "but"]


def test_times_rise_and_lie_within_the_segment(
    base: WhisperTranscriber, segments_of: Cut, clip: Callable[[str], Samples]
) -> None:
    late = np.pad(clip("read-sentence.flac"), (3 * SAMPLE_RATE, SAMPLE_RATE))
    (segment,) = segments_of(late)
    words = base.transcribe(segment).words
    end = segment.start + len(segment.samples) / SAMPLE_RATE
    assert all(segment.start <= word.start < word.end <= end + 1e-9 for word in words)
    assert all(before.end <= behind.start + 1e-9 for before, behind in itertools.pairwise(words))
    assert all(0.0 < word.probability <= 1.0 and word.text == word.text.strip() for word in words)
    assert words[0].start == pytest.approx(segment.speech[0].start, abs=0.3)


def test_random_blocks_give_what_the_whole_file_gives_and_its_words_come_back(
    base: WhisperTranscriber,
    detectors: Callable[[], SpeechDetector],
    segments_of: Cut,
    spoken: Callable[[str], Samples],
) -> None:
    answer = spoken(LONG)
    sizes = np.random.default_rng(3).integers(1, 4000, size=len(answer))
    segmenter = Segmenter(detectors())
    segments: list[Segment] = []
    for block in np.split(answer, np.cumsum(sizes)[np.cumsum(sizes) < len(answer)]):
        segments += segmenter.feed(block)
    segments += segmenter.finish()
    whole = segments_of(answer)
    assert len(whole) > 1
    for ours, theirs in zip(segments, whole, strict=True):
        assert ours.same_as(theirs)
        np.testing.assert_array_equal(ours.samples, theirs.samples)
    words = hear(base, segments)
    assert jiwer.wer(" ".join(letters(token) for token in LONG.split()), plainly(words)) <= 0.05


@pytest.mark.parametrize("level", [0.0, 0.01, 0.1])
def test_silence_and_noise_give_no_words(base: WhisperTranscriber, segments_of: Cut, level: float) -> None:
    noise = np.random.default_rng(0).standard_normal(10 * SAMPLE_RATE) * level
    assert hear(base, segments_of(noise.astype(np.float32))) == []


def test_hum_and_chords_give_no_words(base: WhisperTranscriber, segments_of: Cut) -> None:
    at = np.arange(10 * SAMPLE_RATE) / SAMPLE_RATE
    hum = 0.1 * np.sin(2 * np.pi * 50 * at) + 0.03 * np.sin(2 * np.pi * 150 * at)
    chord = sum(
        0.05 * np.sin(2 * np.pi * hertz * harmonic * at) / harmonic
        for hertz in (262, 330, 392)
        for harmonic in (1, 2, 3)
    )
    for sound in (hum, chord):
        assert hear(base, segments_of(np.asarray(sound, dtype=np.float32))) == []


def at_double_speed(text: str, folder: Path) -> Samples:
    utterance = HibariVoice(folder, speed=2.0).say(text)
    samples: Samples = soxr.resample(utterance.samples, utterance.sample_rate, SAMPLE_RATE).astype(np.float32)
    return samples


def test_a_loop_ends_at_seven_tokens_a_second_and_twelve(base: WhisperTranscriber, tmp_path: Path) -> None:
    ticking = at_double_speed("tick " * 40, tmp_path)[: 6 * SAMPLE_RATE]
    assert 0 < len(base.plainly(ticking)) <= 7 * 6 + 12


def test_five_words_a_second_are_not_cut_off_by_the_limit(base: WhisperTranscriber, tmp_path: Path) -> None:
    hurried = at_double_speed(LONG, tmp_path)
    seconds = len(hurried) / SAMPLE_RATE
    assert len(LONG.split()) / seconds > 4.5
    assert base.plainly(hurried)[-1].end > seconds - 1.0


def test_a_missing_folder_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="nowhere"):
        WhisperTranscriber(tmp_path / "nowhere", "base")


def test_a_damaged_model_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"damaged")
    with pytest.raises(WeightsError, match="cannot be loaded"):
        WhisperTranscriber(tmp_path, "base")


def test_nothing_heavy_is_loaded_before_an_adapter_is_made() -> None:
    program = (
        "import sys, coach.speech.whisper, coach.speech.detector, coach.speech.voice, coach.speech.segmenting;"
        "print({'faster_whisper', 'ctranslate2', 'onnxruntime', 'hibari', 'av', 'tokenizers'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "set()"


def test_a_leading_space_begins_a_word() -> None:
    pieces = [Piece(" over", 0.0, 0.2, 0.9), Piece("fits", 0.2, 0.5, 0.7), Piece(" it", 0.5, 0.6, 0.8)]
    assert joined(pieces) == (Word("overfits", 0.0, 0.5, 0.7), Word("it", 0.5, 0.6, 0.8))


def test_a_compound_stays_one_word() -> None:
    pieces = [Piece(" ill", 1.0, 1.2, 0.9), Piece("-disposed", 1.2, 1.8, 0.6)]
    assert joined(pieces) == (Word("ill-disposed", 1.0, 1.8, 0.6),)


def test_punctuation_stays_at_its_word_and_adds_no_time_and_no_doubt() -> None:
    pieces = [
        Piece(" um", 1.0, 1.4, 0.5),
        Piece("...", 1.4, 2.9, 0.1),
        Piece(" so", 2.9, 3.0, 0.8),
        Piece(",", 3.0, 3.3, 0.2),
    ]
    assert joined(pieces) == (Word("um...", 1.0, 1.4, 0.5), Word("so,", 2.9, 3.0, 0.8))


def test_a_percent_sign_belongs_to_its_number() -> None:
    assert [word.text for word in joined([Piece(" 100", 0.0, 0.5, 0.9), Piece("%", 0.5, 0.8, 0.9)])] == ["100%"]


def test_a_first_word_without_a_space_is_a_word() -> None:
    assert [word.text for word in joined([Piece("So", 0.0, 0.5, 0.9), Piece(" it", 0.5, 0.8, 0.9)])] == ["So", "it"]


def test_blank_pieces_are_nothing() -> None:
    assert joined([Piece(" ", 0.0, 0.1, 0.9), Piece("", 0.1, 0.2, 0.9)]) == ()


@pytest.mark.weights
def test_a_sentence_comes_back_with_times(base_folder: Path, spoken: Callable[[str], Samples]) -> None:
    sound = spoken("The model overfits when the data are few.")
    words = PlainWhisper(base_folder, "base", beam_size=1).transcribe(sound)
    assert [word.text.strip(".,").lower() for word in words][:3] == ["the", "model", "overfits"]
    assert all(0 <= word.start <= word.end <= len(sound) / 16_000 for word in words)


def test_a_folder_without_weights_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=str(tmp_path)):
        PlainWhisper(tmp_path, "nothing", beam_size=1)
