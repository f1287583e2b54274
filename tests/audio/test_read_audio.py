import wave

import av
import numpy as np
import pytest
from fakes import silence, tone

from coach.audio.read_audio import read_audio
from coach.audio.wav import write_wav
from coach.errors import AudioError


def write_stereo(path, left, right, rate):
    pcm = (np.stack((left, right), axis=1) * 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(pcm.tobytes())


def encode(path, codec, sound, rate=48_000):
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate, layout="mono")
        frame = av.AudioFrame.from_ndarray(sound[np.newaxis, :], format="fltp", layout="mono")
        frame.sample_rate = rate
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)


def pitch(sound):
    return np.argmax(np.abs(np.fft.rfft(sound))) * 16_000 / len(sound)


def test_a_sixteen_kilohertz_wav_is_read_to_the_sample(tmp_path):
    sound = np.round(tone(0.7) * 32768).astype(np.float32) / 32768
    write_wav(tmp_path / "a.wav", sound)
    assert np.array_equal(read_audio(tmp_path / "a.wav"), sound)


def test_stereo_at_another_rate_is_averaged_and_keeps_its_length_and_pitch(tmp_path):
    at = np.arange(44_100) / 44_100
    write_stereo(tmp_path / "a.wav", 0.4 * np.sin(2 * np.pi * 500 * at), np.zeros(44_100), 44_100)
    sound = read_audio(tmp_path / "a.wav")
    assert len(sound) == 16_000
    assert pitch(sound) == pytest.approx(500, abs=1)
    assert np.max(np.abs(sound[1000:-1000])) == pytest.approx(0.2, abs=0.01)


def test_a_compressed_file_keeps_its_pitch_and_its_length_to_a_twentieth_of_a_second(tmp_path):
    at = np.arange(96_000) / 48_000
    encode(tmp_path / "a.flac.mka", "libopus", (0.3 * np.sin(2 * np.pi * 500 * at)).astype(np.float32))
    sound = read_audio(tmp_path / "a.flac.mka")
    assert len(sound) / 16_000 == pytest.approx(2.0, abs=0.05)
    assert pitch(sound) == pytest.approx(500, abs=1)


def test_a_cut_off_file_gives_what_is_there(tmp_path):
    write_wav(tmp_path / "a.wav", tone(1.0))
    (tmp_path / "b.wav").write_bytes((tmp_path / "a.wav").read_bytes()[:-16_000])
    assert len(read_audio(tmp_path / "b.wav")) == pytest.approx(8_000, abs=1)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "does not exist"),
        (b"", "is empty"),
        (b"These are words, not sound. " * 50, "is not a sound file"),
        (bytes(range(256)) * 40, "is not a sound file"),
    ],
)
def test_what_is_no_sound_file_is_named_with_a_way_out(tmp_path, content, says):
    path = tmp_path / "answer.wav"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AudioError, match=says) as caught:
        read_audio(path)
    assert str(path) in caught.value.message
    assert caught.value.hint


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(AudioError, match="is a folder"):
        read_audio(tmp_path)


def test_a_wav_without_samples_holds_no_sound(tmp_path):
    write_wav(tmp_path / "a.wav", np.zeros(0, dtype=np.float32))
    with pytest.raises(AudioError, match=r"a\.wav"):
        read_audio(tmp_path / "a.wav")


def test_ten_minutes_are_taken_and_more_are_not(tmp_path):
    write_wav(tmp_path / "ten.wav", silence(600))
    write_wav(tmp_path / "more.wav", silence(601))
    assert len(read_audio(tmp_path / "ten.wav")) == 600 * 16_000
    with pytest.raises(AudioError, match="longer than 10 minutes"):
        read_audio(tmp_path / "more.wav")
