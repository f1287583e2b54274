import os
import struct
import subprocess
import sys
import wave

import av
import numpy as np
import pytest
from fakes import silence, tone

from coach.audio.read_audio import read_audio, read_sound
from coach.audio.wav import wav_header, write_wav
from coach.errors import AudioError


def write_stereo(path, left, right, rate):
    pcm = (np.stack((left, right), axis=1) * 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(pcm.tobytes())


def encode(path, codec, *tracks, rate=48_000, layout="mono"):
    with av.open(str(path), "w") as container:
        streams = [
            container.add_stream(codec, rate=rate, layout=layout, options={"strict": "experimental"}) for _ in tracks
        ]
        for stream, sound in zip(streams, tracks, strict=True):
            frame = av.AudioFrame.from_ndarray(np.atleast_2d(sound), format="fltp", layout=layout)
            frame.sample_rate = rate
            for packet in (*stream.encode(frame), *stream.encode(None)):
                container.mux(packet)


def write_channels(path, channels, rate=16_000):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(len(channels))
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.stack(channels, axis=1) * 32767).astype("<i2").tobytes())


def loudness(sound):
    return float(np.sqrt(np.mean(np.square(sound))))


def answer(seconds, rate=48_000):
    """A tone over noise, so that no packet is like another."""
    at = np.arange(round(seconds * rate)) / rate
    noise = np.random.default_rng(1).normal(0.0, 0.01, len(at))
    return (0.3 * np.sin(2 * np.pi * 500 * at) + noise).astype(np.float32)


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


@pytest.mark.parametrize(
    ("ending", "codec"), [("mp3", "libmp3lame"), ("flac", "flac"), ("m4a", "aac"), ("webm", "libopus")]
)
def test_a_damaged_packet_is_left_out_and_reading_goes_on_behind_it(tmp_path, ending, codec):
    path = tmp_path / f"a.{ending}"
    encode(path, codec, answer(12.0))
    data = bytearray(path.read_bytes())
    at = len(data) * 3 // 10
    data[at : at + 600] = np.random.default_rng(2).bytes(600)
    path.write_bytes(data)
    found = read_sound(path)
    # A container such as WebM is picked up again at its next cluster, which may be 5 s away.
    assert found.seconds >= (6.5 if ending == "webm" else 11.0)
    assert found.seconds + found.unread_seconds == pytest.approx(12.0, abs=0.15)
    assert pitch(found.samples[-16_000:]) == pytest.approx(500, abs=1)


def test_a_whole_file_misses_nothing(tmp_path):
    for ending, codec in (
        ("mp3", "libmp3lame"),
        ("flac", "flac"),
        ("m4a", "aac"),
        ("webm", "libopus"),
        ("opus", "libopus"),
    ):
        path = tmp_path / f"a.{ending}"
        encode(path, codec, answer(3.0))
        assert (ending, read_sound(path).unread_seconds) == (ending, 0.0)


@pytest.mark.parametrize(("ending", "codec"), [("mp3", "libmp3lame"), ("flac", "flac"), ("wav", "pcm_f32le")])
def test_a_file_that_was_cut_off_says_how_much_is_missing(tmp_path, ending, codec):
    path = tmp_path / f"a.{ending}"
    if ending == "wav":
        write_wav(path, tone(4.0))
    else:
        encode(path, codec, answer(4.0))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    found = read_sound(path)
    assert found.seconds == pytest.approx(2.0, abs=0.2)
    assert found.unread_seconds == pytest.approx(2.0, abs=0.2)
    assert found.unread_share == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("ending", ["mp3", "aac"])
def test_rate_and_channels_may_change_in_the_middle(tmp_path, ending):
    codec = {"mp3": "libmp3lame", "aac": "aac"}[ending]
    encode(tmp_path / f"a.{ending}", codec, answer(2.0, 16_000), rate=16_000)
    encode(tmp_path / f"b.{ending}", codec, np.stack([answer(2.0, 44_100)] * 2), rate=44_100, layout="stereo")
    both = tmp_path / f"c.{ending}"
    both.write_bytes((tmp_path / f"a.{ending}").read_bytes() + (tmp_path / f"b.{ending}").read_bytes())
    found = read_sound(both)
    assert found.seconds == pytest.approx(4.0, abs=0.25)
    assert found.unread_seconds < 0.1
    assert pitch(found.samples[8_000:24_000]) == pytest.approx(500, abs=1)
    assert pitch(found.samples[-24_000:-8_000]) == pytest.approx(500, abs=1)


def test_an_ogg_file_chained_of_several_is_read_to_its_end(tmp_path):
    encode(tmp_path / "a.ogg", "libopus", answer(1.0))
    encode(tmp_path / "b.ogg", "vorbis", np.stack([answer(2.0, 16_000)] * 2), rate=16_000, layout="stereo")
    (tmp_path / "c.ogg").write_bytes((tmp_path / "a.ogg").read_bytes() + (tmp_path / "b.ogg").read_bytes())
    found = read_sound(tmp_path / "c.ogg")
    assert found.seconds == pytest.approx(3.0, abs=0.05)
    assert found.unread_seconds == 0.0


@pytest.mark.parametrize("stated", [0, 16_000, 0x7FFF_F000, 0x8000_0000, 0xFFFF_FFFF])
def test_a_header_that_was_never_brought_up_to_date_hides_nothing(tmp_path, stated):
    write_wav(tmp_path / "a.wav", tone(4.0))
    data = bytearray((tmp_path / "a.wav").read_bytes())
    data[40:44] = struct.pack("<I", stated)
    (tmp_path / "a.wav").write_bytes(data)
    found = read_sound(tmp_path / "a.wav")
    assert (found.seconds, found.unread_seconds) == (4.0, 0.0)


def test_what_stands_behind_the_sound_is_not_heard(tmp_path):
    write_wav(tmp_path / "a.wav", tone(1.0))
    with (tmp_path / "a.wav").open("ab") as file:
        file.write(b"LIST" + struct.pack("<I", 5000) + b"INFO" + bytes(range(250)) * 20)
    assert read_sound(tmp_path / "a.wav").seconds == 1.0


def test_channels_in_opposite_phase_are_heard_from_the_louder(tmp_path):
    write_channels(tmp_path / "a.wav", (-0.5 * tone(1.0), tone(1.0) * 0.55))
    sound = read_audio(tmp_path / "a.wav")
    assert loudness(sound) == pytest.approx(loudness(0.55 * tone(1.0)), rel=0.01)


def test_one_channel_of_two_is_averaged_with_its_silent_neighbour(tmp_path):
    write_channels(tmp_path / "a.wav", (tone(1.0), silence(1.0)))
    assert loudness(read_audio(tmp_path / "a.wav")) == pytest.approx(loudness(0.5 * tone(1.0)), rel=0.01)


@pytest.mark.parametrize("channels", [7, 8, 9, 16])
def test_any_number_of_channels_is_read(tmp_path, channels):
    write_channels(tmp_path / "a.wav", [tone(0.5)] * channels)
    assert loudness(read_audio(tmp_path / "a.wav")) == pytest.approx(loudness(tone(0.5)), rel=0.01)


@pytest.mark.parametrize(("channels", "layout"), [(8, "7.1"), (12, "12 channels")])
def test_many_channels_in_planes_of_their_own_are_read(tmp_path, channels, layout):
    with av.open(str(tmp_path / "a.mka"), "w") as container:
        stream = container.add_stream("libopus", rate=48_000, layout=layout, options={"mapping_family": "255"})
        stream.codec_context.format = "flt"
        packed = np.repeat(answer(1.0), channels)[np.newaxis]
        frame = av.AudioFrame.from_ndarray(packed, format="flt", layout=layout)
        frame.sample_rate = 48_000
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)
    sound = read_audio(tmp_path / "a.mka")
    assert len(sound) == pytest.approx(16_000, abs=400)
    assert pitch(sound) == pytest.approx(500, abs=1)


def test_of_several_tracks_the_first_with_sound_is_heard(tmp_path):
    quiet = 0.0005 * answer(2.0)
    for name, tracks in (("first", (quiet, answer(2.0))), ("second", (answer(2.0), quiet))):
        encode(tmp_path / f"{name}.mka", "aac", *tracks)
        assert loudness(read_audio(tmp_path / f"{name}.mka")) == pytest.approx(loudness(answer(2.0)), rel=0.05)


def test_a_title_in_another_coding_costs_nothing(tmp_path):
    title = b"LIST" + struct.pack("<I", 18) + b"INFOINAM" + struct.pack("<I", 6) + "Größe\0".encode("latin-1")
    write_wav(tmp_path / "a.wav", tone(1.0))
    data = (tmp_path / "a.wav").read_bytes()
    (tmp_path / "a.wav").write_bytes(data[:12] + title + data[12:])
    assert read_sound(tmp_path / "a.wav").seconds == 1.0


@pytest.mark.parametrize(
    "name",
    ["10:30.wav", "-answer.wav", "%03d.wav", "concat:a.wav|b.wav", "http:", "file:a.wav", "pipe:0", b"caf\xe9.wav"],
)
def test_a_name_is_only_a_name(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    path = type(tmp_path)(os.fsdecode(name))
    write_wav(path, tone(1.0))
    assert read_sound(path).seconds == 1.0


@pytest.mark.parametrize(
    "content",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{0}\n",
        "\ufeff#EXTM3U\n{0}\n",
        "ffconcat version 1.0\nfile {0}\n",
        "[playlist]\nFile1={0}\n",
        "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nm=audio 5004 RTP/AVP 96\r\n",
    ],
)
def test_a_playlist_is_refused_and_what_it_names_is_not_opened(tmp_path, content):
    write_wav(tmp_path / "named.wav", tone(1.0))
    (tmp_path / "list.wav").write_text(content.format(tmp_path / "named.wav"), encoding="utf-8")
    with pytest.raises(AudioError, match=r"list\.wav is a playlist"):
        read_audio(tmp_path / "list.wav")


def test_what_no_file_can_be_called_and_what_is_no_file_are_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe.wav")
    with pytest.raises(AudioError, match="a pipe or a device"):
        read_audio(tmp_path / "pipe.wav")
    with pytest.raises(AudioError, match="cannot be read"):
        read_audio(tmp_path / "a\0.wav")


def test_half_an_hour_is_refused_before_it_is_read(tmp_path):
    with (tmp_path / "long.wav").open("wb") as file:
        file.write(wav_header(1800 * 16_000))
        file.truncate(44 + 1800 * 32_000)
    with pytest.raises(AudioError, match="longer than 10 minutes: it takes 30 min 0 s"):
        read_audio(tmp_path / "long.wav")


def test_a_header_that_promises_hours_does_not_keep_a_short_file_out(tmp_path):
    write_wav(tmp_path / "a.wav", tone(2.0))
    data = (tmp_path / "a.wav").read_bytes()
    (tmp_path / "a.wav").write_bytes(wav_header(3600 * 16_000) + data[44:])
    found = read_sound(tmp_path / "a.wav")
    assert found.seconds == 2.0
    assert found.unread_seconds == pytest.approx(3598, abs=1)


def test_an_ogg_file_that_breaks_off_is_said_to_and_a_whole_one_is_not(tmp_path):
    encode(tmp_path / "a.ogg", "libopus", answer(6.0))
    whole = (tmp_path / "a.ogg").read_bytes()
    assert not read_sound(tmp_path / "a.ogg").cut_off
    (tmp_path / "b.ogg").write_bytes(whole[: whole.rfind(b"OggS")])  # at the end of a page
    (tmp_path / "c.ogg").write_bytes(whole[:-20])  # in the middle of the last one
    assert read_sound(tmp_path / "b.ogg").cut_off
    assert read_sound(tmp_path / "c.ogg").cut_off


def test_a_file_is_read_while_another_thread_imports_the_decoder(tmp_path):
    write_wav(tmp_path / "a.wav", tone(0.5))
    program = """
import sys, threading, time
from pathlib import Path
from coach.audio.read_audio import read_audio

begun, failed = threading.Event(), []

class Pause:
    def find_spec(self, name, path=None, target=None):
        if name == "av._core" and threading.current_thread() is not threading.main_thread():
            begun.set()
            time.sleep(0.5)

def whisper():
    try:
        import av
    except ImportError as error:
        failed.append(error)

sys.meta_path.insert(0, Pause())
other = threading.Thread(target=whisper)
other.start()
assert begun.wait(30)
print(len(read_audio(Path(sys.argv[1]))))
other.join()
print(failed)
"""
    command = [sys.executable, "-c", program, str(tmp_path / "a.wav")]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == ["8000", "[]"]
