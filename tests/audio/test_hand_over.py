import threading

import numpy as np
import pytest
from fakes import silence, tone

from coach.audio.hand_over import HandOver
from coach.audio.resample import to_sixteen_kilohertz
from coach.domain.recording import LevelWarning


def test_blocks_come_out_in_order_and_end_with_the_end_mark():
    hand_over = HandOver()
    hand_over.put(np.array([0.1, 0.2], dtype=np.float32))
    hand_over.put(np.array([0.3], dtype=np.float32))
    hand_over.close()
    assert [block.tolist() for block in hand_over.blocks()] == [pytest.approx([0.1, 0.2]), pytest.approx([0.3])]


def test_the_sound_cards_memory_may_be_used_again_at_once():
    memory = np.full(4, 0.5, dtype=np.float32)
    hand_over = HandOver()
    hand_over.put(memory)
    memory[:] = 0.0
    hand_over.close()
    assert next(hand_over.blocks()).tolist() == [0.5] * 4


def test_channels_are_averaged():
    hand_over = HandOver()
    hand_over.put(np.array([[0.2, 0.4], [0.0, 1.0]], dtype=np.float32))
    hand_over.close()
    assert next(hand_over.blocks()).tolist() == pytest.approx([0.3, 0.5])


def test_a_worker_that_waits_is_released_by_closing():
    hand_over = HandOver()
    worker = threading.Thread(target=lambda: list(hand_over.blocks()), daemon=True)
    worker.start()
    hand_over.close()
    worker.join(5)
    assert not worker.is_alive()


def test_the_first_reason_for_closing_stays():
    hand_over = HandOver()
    hand_over.close("The cable was pulled.")
    hand_over.close()
    assert hand_over.problem == "The cable was pulled."


def test_nothing_is_taken_after_closing():
    hand_over = HandOver()
    hand_over.close()
    hand_over.put(tone(0.1))
    assert list(hand_over.blocks()) == []
    assert hand_over.seconds == 0.0


def test_lost_blocks_are_counted():
    hand_over = HandOver()
    hand_over.count_overflow()
    hand_over.count_overflow()
    assert hand_over.dropped_blocks == 2


def test_the_level_of_a_square_wave_at_a_tenth_is_minus_twenty_decibels():
    hand_over = HandOver()
    hand_over.put(np.tile(np.array([0.1, -0.1], dtype=np.float32), 800))
    level = hand_over.level()
    assert level.rms_dbfs == pytest.approx(-20.0, abs=0.01)
    assert level.peak == pytest.approx(0.1)
    assert level.warning is None


def test_the_level_forgets_what_is_older_than_a_tenth_of_a_second():
    hand_over = HandOver()
    hand_over.put(tone(0.5, level=0.5))
    for _ in range(4):
        hand_over.put(silence(0.032))
    assert hand_over.level().rms_dbfs == -120.0


def test_before_the_first_block_the_level_is_digital_silence_without_a_warning():
    level = HandOver().level()
    assert (level.rms_dbfs, level.peak, level.warning) == (-120.0, 0.0, None)


def test_silence_is_warned_of_after_two_seconds_and_not_before():
    hand_over = HandOver()
    hand_over.put(silence(1.9))
    assert hand_over.level().warning is None
    hand_over.put(silence(0.1))
    assert hand_over.level().warning is LevelWarning.SILENT


def test_noise_below_minus_sixty_decibels_counts_as_silence_and_a_whisper_does_not():
    noise, whisper = HandOver(), HandOver()
    noise.put(tone(2.5, level=0.0009))
    whisper.put(tone(2.5, level=0.002))
    assert noise.level().warning is LevelWarning.SILENT
    assert whisper.level().warning is None


def test_a_clipped_sample_is_warned_of_for_one_second():
    hand_over = HandOver()
    hand_over.put(np.array([0.2, 0.995, 0.2], dtype=np.float32))
    hand_over.put(tone(0.9))
    assert hand_over.level().warning is LevelWarning.CLIPPING
    hand_over.put(tone(0.2))
    assert hand_over.level().warning is None


def test_another_rate_is_converted_by_the_worker_to_the_last_sample():
    hand_over = HandOver()
    kept = []

    def halve(block, last):
        kept.append(block)
        return np.concatenate(kept)[::2] if last else np.zeros(0, dtype=np.float32)

    hand_over.expect_rate(32_000, halve)
    hand_over.put(tone(1.0))
    hand_over.put(tone(1.0))
    assert hand_over.seconds == 1.0
    assert kept == []
    hand_over.close()
    assert sum(len(block) for block in hand_over.blocks()) == 16_000


def test_a_stereo_microphone_in_opposite_phase_is_heard_from_one_channel_from_then_on():
    hand_over = HandOver()
    sound = tone(0.2)
    hand_over.put(np.stack((sound, 0.9 * sound), axis=1))
    hand_over.put(np.stack((sound, -0.9 * sound), axis=1))
    hand_over.put(np.stack((sound, 0.5 * sound), axis=1))
    hand_over.close()
    first, second, third = hand_over.blocks()
    assert first == pytest.approx(0.95 * sound, abs=1e-6)
    assert np.array_equal(second, sound)
    assert np.array_equal(third, sound)


def test_the_last_word_on_the_rate_of_the_device_holds():
    hand_over = HandOver()
    hand_over.expect_rate(48_000, lambda block, _last: block[::3])
    hand_over.expect_rate(16_000, None)
    hand_over.put(np.ones(16_000, dtype=np.float32))
    hand_over.close()
    assert sum(len(block) for block in hand_over.blocks()) == 16_000
    assert hand_over.seconds == 1.0


def test_sound_of_a_card_that_refuses_sixteen_kilohertz_keeps_its_length_and_pitch() -> None:
    hand_over = HandOver()
    hand_over.expect_rate(48_000, to_sixteen_kilohertz(48_000))
    at = np.arange(48_000, dtype=np.float32) / 48_000
    for block in np.array_split(np.sin(2 * np.pi * 1000 * at).astype(np.float32), 90):
        hand_over.put(block)
    hand_over.close()
    sound = np.concatenate(list(hand_over.blocks()))
    assert len(sound) == 16_000
    assert np.argmax(np.abs(np.fft.rfft(sound))) == 1000
