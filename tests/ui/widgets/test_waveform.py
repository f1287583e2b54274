import numpy as np

from coach.ui.widgets.waveform import draw_waveform, fit_peaks


def peaks(*values: float) -> np.ndarray:
    return np.asarray(values, dtype=np.float32)


def test_each_cell_is_the_largest_value_that_falls_into_it() -> None:
    np.testing.assert_allclose(fit_peaks(peaks(0.1, 0.5, 0.3, 0.2), 2), [0.5, 0.3], rtol=1e-6)


def test_fewer_values_than_cells_are_stretched() -> None:
    np.testing.assert_allclose(fit_peaks(peaks(0.1, 0.5), 4), [0.1, 0.1, 0.5, 0.5], rtol=1e-6)


def test_a_growing_recording_fills_its_share_of_the_width() -> None:
    assert len(fit_peaks(np.full(30, 0.5, dtype=np.float32), 40, seconds=12.0)) == 10  # 3 s of 12 s


def test_no_sound_draws_an_empty_line() -> None:
    assert draw_waveform(peaks(), 5).plain == "     "


def test_loud_is_high_and_quiet_is_low_but_seen() -> None:
    drawn = draw_waveform(peaks(1.0, 0.0), 2, rows=2).plain
    assert drawn.split("\n") == ["█ ", "█▁"]
