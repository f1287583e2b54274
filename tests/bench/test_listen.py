import json
from dataclasses import replace
from pathlib import Path

import pytest

from coach.bench.clip import Clip
from coach.bench.heard import Hypothesis, SystemRun
from coach.bench.listen import ALL, OURS, PLAIN_BEAM_5, Column, compare, copy_of
from coach.bench.listen_json import comparison_as_json
from coach.bench.listen_text import comparison_as_text, how_measured
from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Word

CLIPS = (
    Clip("a.wav", Path("a.wav"), "um so it overfits", "spont", pauses=(TimeSpan(2.0, 3.0),)),
    Clip("b.wav", Path("b.wav"), "ten words are read here one by one you see", "read"),
    Clip("c.wav", Path("c.wav"), ""),
)


def hypothesis(text: str, work: float, **known: object) -> Hypothesis:
    words = tuple(Word(each, float(at), at + 0.9) for at, each in enumerate(text.split()))
    return Hypothesis(words, known.get("pauses", ()), 10.0, work, (TimeSpan(0.0, 4.0),), 2 * work)  # type: ignore[arg-type]


@pytest.fixture
def columns() -> tuple[Column, ...]:
    ours = (
        hypothesis("um so it overfits", 1.0, pauses=(TimeSpan(2.1, 3.0),)),
        hypothesis("ten words are read here one by one you sea", 1.0),
        hypothesis("", 0.0),
    )
    plain = (
        hypothesis("so it over fits", 3.0),
        hypothesis("ten words are read here one by one you see", 2.0),
        hypothesis("thank you", 4.0),
    )
    return compare(CLIPS, [SystemRun(OURS, ours, 400.0), SystemRun(PLAIN_BEAM_5, plain, None)])


def test_figures_are_given_for_each_kind_and_for_all(columns: tuple[Column, ...]) -> None:
    ours, plain = columns
    assert list(ours.by_heading) == ["spont", "read", "no kind", ALL]
    assert ours.by_heading["spont"].verbatim.errors == 0
    assert plain.by_heading["spont"].verbatim.errors == 3  # um missing, over and fits for overfits
    assert ours.by_heading["read"].content.rate == pytest.approx(0.1)
    assert plain.all.words_from_nothing == 2
    assert ours.all.real_time_factor == pytest.approx(2 / 30)


def test_speech_that_our_detector_heard_is_what_others_must_cover_too(columns: tuple[Column, ...]) -> None:
    assert columns[1].by_clip[0].uncovered_seconds == 0.0
    lost = compare(CLIPS[:1], [SystemRun(OURS, (hypothesis("a b c d", 1.0),), None), silent_run()])
    assert lost[1].all.uncovered_seconds == 4.0


def silent_run() -> SystemRun:
    return SystemRun(PLAIN_BEAM_5, (Hypothesis((), (), 10.0, 1.0),), None)


def test_the_table_has_every_count_beside_its_rate(columns: tuple[Column, ...]) -> None:
    text = comparison_as_text(columns, ("A remark.",))
    spont = text.split("\n\n")[0].splitlines()
    assert spont[0].split() == "spont: 1 clips, 10 s, 4 words coach plain, beam 5".split()
    rows = {line[:40].strip(): line[40:].split("  ") for line in spont[1:]}
    cells = {name: [cell.strip() for cell in row if cell.strip()] for name, row in rows.items()}
    assert cells["verbatim word error rate"] == ["0.0 % (0 of 4)", "75.0 % (3 of 4)"]
    assert cells["filler recall"] == ["1.00 (1 of 1)", "0.00 (0 of 1)"]
    assert cells["filler precision"] == ["1.00 (1 of 1)", "-"]
    assert cells["pauses over 0.3 s found"] == ["1.00 (1 of 1)", "0.00 (0 of 1)"]
    assert cells["pause times off, median (worst)"] == ["0.05 s (0.10 s)", "-"]
    assert cells["real-time factor"] == ["0.10", "0.30"]
    assert cells["processor time"] == ["2.0 s", "6.0 s"]
    assert cells["runs of 3 or more words lost"] == ["0", "0"]
    assert cells["the same by whisper-normalizer"] == ["0.0 % (0 of 3)", "66.7 % (2 of 3)"]
    assert "400 MB" in text
    assert "verbatim 0.33, content 0.50" in text  # 1 of 14 over 3 of 14; 1 of 13 over 2 of 13
    assert "processor time over it: 0.22" in text  # 4 s over 18 s
    assert text.endswith("A remark.")


def test_the_table_says_which_aims_are_reached(columns: tuple[Column, ...]) -> None:
    lines = comparison_as_text(columns, ()).splitlines()
    (words,) = [line for line in lines if line.startswith("content word error rate over that of plain, beam 5  ")]
    assert words.split()[-6:] == "0.50 wanted: at most 1.00 reached".split()
    (fillers,) = [line for line in lines if line.startswith("filler F1, spont")]
    assert fillers.split()[-6:] == "1.00 wanted: at least 0.90 reached".split()


def test_clips_can_be_added_up_by_the_copy_that_they_are() -> None:
    clips = (replace(CLIPS[0], copy="as it is"), replace(CLIPS[0], copy="telephone"))
    run = SystemRun(OURS, (hypothesis("um so it overfits", 1.0), hypothesis("um so", 1.0)), None)
    (ours,) = compare(clips, [run], copy_of)
    assert list(ours.by_heading) == ["as it is", "telephone", ALL]
    assert ours.by_heading["telephone"].content.deletions == 2


def test_what_cannot_be_measured_has_no_row(columns: tuple[Column, ...]) -> None:
    read = comparison_as_text(columns, ()).split("\n\n")[1]
    assert "filler recall" not in read
    assert "pause" not in read


def test_the_remarks_say_how_fillers_were_compared(columns: tuple[Column, ...]) -> None:
    assert any("0 of 3 clips" in remark and "alignment" in remark for remark in how_measured(columns))


def test_a_kind_cannot_steer_the_terminal() -> None:
    clips = (Clip("a.wav", Path("a.wav"), "yes", "re\x1b[31md"),)
    text = comparison_as_text(compare(clips, [SystemRun(OURS, (hypothesis("yes", 1.0),), None)]), ())
    assert "\x1b" not in text


def test_the_json_has_every_clip_with_what_was_heard(columns: tuple[Column, ...]) -> None:
    shown = json.loads(json.dumps(comparison_as_json(CLIPS, columns, (), "base"), allow_nan=False))
    assert shown["weights"] == "base"
    assert shown["systems"]["plain, beam 5"]["kinds"]["all"]["words_from_nothing"] == 2
    assert shown["ratios"]["plain, beam 5"]["verbatim_wer"] == pytest.approx(1 / 3)
    assert shown["ratios"]["plain, beam 5"]["read_content_wer"] is None  # nothing to divide by
    assert shown["ratios"]["plain, beam 5"]["processor"] == pytest.approx(4 / 18)
    assert {"name": "filler F1, spont", "value": 1.0, "at_least": 0.9, "met": True} in shown["aims"]
    assert shown["systems"]["coach"]["kinds"]["spont"]["whisper_normalizer"]["reference_words"] == 3
    assert shown["systems"]["coach"]["kinds"]["read"]["fillers"]["made_up_per_500_words"] == 0.0
    first = shown["clips"][0]
    assert first["systems"]["plain, beam 5"]["hypothesis"] == "so it over fits"
    assert first["systems"]["coach"]["found_pauses"] == [[2.1, 3.0]]
    assert first["systems"]["coach"]["fillers"]["hits"] == 1
    assert shown["clips"][1]["pauses"] is None
