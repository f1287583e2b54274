import json
from dataclasses import replace
from pathlib import Path

import pytest

from coach.bench.clips import Clip
from coach.bench.degraded_clips import AS_IT_IS
from coach.bench.disfluency_hits import FillerHits
from coach.bench.listen_figures import (
    ALL,
    LONGER,
    OURS,
    PLAIN_BEAM_1,
    PLAIN_BEAM_5,
    Aim,
    Column,
    CopyRow,
    TrustedCopy,
    add_up,
    aims,
    compare,
    copy_of,
    copy_rows,
    measure_clip,
    trust_table,
    trusted_copies,
)
from coach.bench.listen_json import comparison_as_json, degraded_as_json, trust_as_json
from coach.bench.listen_text import comparison_as_text, degraded_as_text, how_measured, trust_as_text
from coach.bench.listeners import Hypothesis, SystemRun
from coach.bench.word_errors import WordErrors
from coach.domain.transcript import TimeSpan, Word


def clip(said: str, **known: object) -> Clip:
    return Clip("a.wav", Path("a.wav"), said, **known)  # type: ignore[arg-type]


def heard(text: str, **known: object) -> Hypothesis:
    words = tuple(Word(each, float(at), at + 0.5) for at, each in enumerate(text.split()))
    return Hypothesis(words, known.get("pauses", ()), 10.0, 2.0, processor_seconds=3.0)  # type: ignore[arg-type]


def test_a_missed_filler_is_an_error_in_the_verbatim_words_only() -> None:
    figures = measure_clip(clip("so um the model"), heard("so the model"), ())
    assert figures.verbatim == WordErrors(4, 0, 1, 0)
    assert figures.content == WordErrors(3, 0, 0, 0)
    assert figures.fillers == FillerHits(1, 0, 0)
    assert figures.timed_clips == 0


def test_where_the_manifest_has_times_fillers_are_compared_by_time() -> None:
    elsewhere = clip("so um the model", filler_times=(TimeSpan(5.0, 5.4),))
    figures = measure_clip(elsewhere, heard("so um the model"), ())
    assert figures.fillers == FillerHits(1, 1, 0)
    assert figures.timed_clips == 1
    assert figures.false_fillers_per_100_words == pytest.approx(100 / 3)


def test_fillers_are_made_up_where_the_reference_has_none() -> None:
    with_one = measure_clip(clip("so um the model"), heard("um so um the model"), ())
    assert (with_one.fluent_words, with_one.made_up_fillers) == (0, 0)
    assert with_one.made_up_fillers_per_500_words is None
    without = measure_clip(clip("so the model is big"), heard("so um the uh model is big"), ())
    assert (without.fluent_words, without.made_up_fillers) == (5, 2)
    assert (with_one + without).made_up_fillers_per_500_words == pytest.approx(200.0)
    assert measure_clip(clip(""), heard("um"), ()).made_up_fillers == 0  # that is a word from nothing


def test_words_are_compared_a_second_time_as_whisper_normalizer_writes_them() -> None:
    figures = measure_clip(clip("um it's twenty five er"), heard("it is 25"), ())
    assert figures.whispers == WordErrors(4, 0, 1, 0)  # er
    assert figures.content.errors == 2  # it's: it, is; er is a filler
    assert measure_clip(clip("um"), heard("so"), ()).whispers == WordErrors()  # nothing is left of the reference


def test_words_where_nobody_speaks_are_counted_apart() -> None:
    figures = measure_clip(clip(""), heard("thank you"), (TimeSpan(0.0, 9.0),))
    assert figures.words_from_nothing == 2
    assert figures.empty_clips == 1
    assert figures.verbatim == WordErrors()
    assert figures.uncovered_seconds == 0.0


def test_pauses_are_compared_only_where_they_are_known() -> None:
    found = heard("so the", pauses=(TimeSpan(1.0, 2.0),))
    assert measure_clip(clip("so the"), found, ()).paused_clips == 0
    assert measure_clip(clip("so the"), found, ()).pauses.false == 0
    assert measure_clip(clip("so the", pauses=()), found, ()).pauses.false == 1


def test_figures_of_clips_add_up_and_the_longest_loss_is_kept() -> None:
    lost = measure_clip(clip("so the"), heard("so"), (TimeSpan(0.0, 4.0),))  # covered until 0.85 s
    short = measure_clip(clip("so the"), heard("so the"), (TimeSpan(0.0, 2.0),))
    both = add_up([lost, short])
    assert both.clips == 2
    assert both.longest_uncovered == pytest.approx(3.15)
    assert both.uncovered_seconds == pytest.approx(3.15)
    assert both.real_time_factor == pytest.approx(0.2)
    assert both.processor_seconds == pytest.approx(6.0)
    assert both.content.reference == 4


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
    assert spont[0].split() == "spont: 1 clip, 10 s, 4 words coach plain, beam 5".split()
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
    assert words.split()[-6:] == "0.50 wanted: at most 1.00 met".split()
    (fillers,) = [line for line in lines if line.startswith("filler F1, spont")]
    assert fillers.split()[-6:] == "1.00 wanted: at least 0.90 met".split()


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


AIMS_CLIPS = (
    Clip("a.wav", Path("a.wav"), "um so it overfits the data", "spont"),
    Clip("b.wav", Path("b.wav"), "one two three four five six seven eight nine ten", "read"),
    Clip("c.wav", Path("c.wav"), "", "nobody"),
)


def run(system: str, processor: float, *texts: str) -> SystemRun:
    heard = [
        Hypothesis(
            tuple(Word(each, float(at), at + 0.9) for at, each in enumerate(text.split())),
            (),
            10.0,
            1.0,
            processor_seconds=processor,
        )
        for text in texts
    ]
    return SystemRun(system, tuple(heard), None)


def found(*ours: str) -> dict[str, Aim]:
    runs = [
        run(OURS, 1.0, *ours),
        run(PLAIN_BEAM_5, 4.0, "so it over fits the data", AIMS_CLIPS[1].transcript, "you"),
        run(PLAIN_BEAM_1, 0.5, "so it", AIMS_CLIPS[1].transcript, "you"),
    ]
    return {aim.name: aim for aim in aims(compare(AIMS_CLIPS[: len(ours)], [cut(each, len(ours)) for each in runs]))}


def cut(whole: SystemRun, clips: int) -> SystemRun:
    return SystemRun(whole.system, whole.hypotheses[:clips], None)


def test_a_perfect_listener_reaches_everything_that_the_clips_tell() -> None:
    shown = found(*(clip.transcript for clip in AIMS_CLIPS))
    assert all(aim.met for aim in shown.values())
    assert shown["processor time over that of plain, beam 5"].value == pytest.approx(0.25)
    assert shown["filler F1, spont"].value == 1.0
    assert "filler F1, acted" not in shown  # there is no such clip


def test_every_aim_can_be_missed() -> None:
    shown = found("so it is", "one um two three four five six seven", "thank you")
    # errors of the content: "overfits the data" against "is" is 3, and eight nine ten 3; plain has 2
    assert shown["content word error rate over that of plain, beam 5"].value == pytest.approx(3.0)
    assert shown["filler F1, spont"].value == 0.0
    assert shown["made-up fillers per 500 words"].value == pytest.approx(50.0)  # one in the ten words of b.wav
    assert shown["runs of three or more words lost"].value == 1.0
    assert shown["words where nobody speaks"].value == 2.0
    missed = {name for name, aim in shown.items() if aim.met is False}
    assert missed == set(shown) - {"processor time over that of plain, beam 5"}


def test_what_the_clips_do_not_tell_is_neither_reached_nor_missed() -> None:
    assert found(AIMS_CLIPS[0].transcript)["made-up fillers per 500 words"].met is None
    assert found(AIMS_CLIPS[0].transcript)["words where nobody speaks"].met is None


def test_a_limit_is_kept_where_it_is_just_reached() -> None:
    assert Aim("a", 0.9, 0.9, at_least=True).met
    assert Aim("a", 1.0, 1.0).met
    assert Aim("a", 1.01, 1.0).met is False


SAID = "um a b c d e f g h i j"
CLIP = Clip("a.wav", Path("a.wav"), SAID, copy=AS_IT_IS)
NOBODY = Clip("b.wav", Path("b.wav"), "", copy=AS_IT_IS)
DEGRADED_CLIPS = (CLIP, NOBODY, replace(CLIP, copy="telephone"))


def run_on_copies(system: str, processor: float, *texts: str) -> SystemRun:
    words = [tuple(Word(each, float(at), at + 0.9) for at, each in enumerate(text.split())) for text in texts]
    return SystemRun(
        system, tuple(Hypothesis(each, (), 20.0, 1.0, processor_seconds=processor) for each in words), None
    )


@pytest.fixture
def copies_heard() -> tuple[Column, ...]:
    ours = run_on_copies(OURS, 1.0, "um a b c d e f g h i x", "", "a b c d e f g")
    plain = run_on_copies(PLAIN_BEAM_5, 2.0, "a b c d e f g h i j k l", "you", "a b c d e f g h i")
    return compare(DEGRADED_CLIPS, [ours, plain], copy_of)


@pytest.fixture
def rows(copies_heard: tuple[Column, ...]) -> tuple[CopyRow, ...]:
    return copy_rows(copies_heard)


def test_each_copy_has_a_row_and_the_last_is_for_all(rows: tuple[CopyRow, ...]) -> None:
    assert [row.copy for row in rows] == [AS_IT_IS, "telephone", ALL]
    good, bad, together = rows
    assert good.content_ratio == pytest.approx(0.5)  # 1 of 10 over 2 of 10
    assert bad.content_ratio == pytest.approx(3.0)  # 3 of 10 over 1 of 10
    assert bad.whispers_ratio == pytest.approx(3.0)
    assert together.content_ratio == pytest.approx(4 / 3)
    assert (good.worse, bad.worse) == (False, True)
    assert good.processor == pytest.approx(0.5)


def test_the_table_has_rates_lost_runs_and_words_from_nothing(rows: tuple[CopyRow, ...]) -> None:
    good, bad = degraded_as_text(rows).splitlines()[3:5]
    assert good.split() == ("as it is (2 clips) 10.0 % 20.0 % 0.50 10.0 % 20.0 % 0.50 1.00 0 0 0 1 0.50".split())
    assert bad.split() == "telephone (1 clip) 30.0 % 10.0 % 3.00 30.0 % 10.0 % 3.00 0.00 1 0 - - 0.50".split()
    assert "in 1 of 2 copies" in degraded_as_text(rows)


def test_the_json_has_every_copy_and_every_clip(rows: tuple[CopyRow, ...], copies_heard: tuple[Column, ...]) -> None:
    shown = json.loads(json.dumps(degraded_as_json(rows, DEGRADED_CLIPS, copies_heard), allow_nan=False))
    assert shown["copies"][1]["content_ratio"] == pytest.approx(3.0)
    assert shown["copies"][1]["systems"][OURS]["lost_runs"] == 1
    assert shown["copies"][0]["systems"][PLAIN_BEAM_5]["words_from_nothing"] == 1
    assert shown["clips"][2]["copy"] == "telephone"
    assert shown["clips"][2]["systems"][OURS]["hypothesis"] == "a b c d e f g"


def copies(kind: str, wrong: float, given: int, withheld: int, words: int = 20) -> list[TrustedCopy]:
    return [TrustedCopy("a.wav", "x", kind, words, wrong, trusted) for trusted in [True] * given + [False] * withheld]


COPIES = [
    *copies("babble", 0.26, 1, 3),
    *copies("babble", 0.25, 1, 2),
    *copies("music", 0.125, 2, 1),
    *copies("music", 0.12, 4, 1),
    *copies("music", 0.0, 1, 0, words=9),
]


def test_copies_are_counted_by_how_many_words_are_wrong() -> None:
    everything = trust_table(COPIES)[ALL]
    assert (everything.many, everything.withheld) == (4, 0.75)
    assert (everything.few, everything.given) == (6, pytest.approx(5 / 6))
    assert (everything.between_given, everything.between_withheld) == (3, 3)  # the limits themselves lie between


def test_kinds_and_longer_clips_have_counts_of_their_own() -> None:
    table = trust_table(COPIES)
    assert list(table) == ["babble", "music", LONGER, ALL]
    assert table["babble"].few == 0
    assert table["babble"].given is None
    assert table["music"].few_given == 5
    assert table[LONGER].few_given == 4


def test_a_copy_knows_its_kind_and_one_where_nobody_speaks_is_left_out() -> None:
    clips = [
        Clip("a.wav", Path("a.wav"), "um one two", copy=AS_IT_IS),
        Clip("a.wav", Path("a.wav"), "um one two", copy="babble -5 dB"),
        Clip("b.wav", Path("b.wav"), "", copy=AS_IT_IS),
    ]
    heard = [Hypothesis((Word("one", 0.0, 0.5),), (), 1.0, 0.1, trusted=trusted) for trusted in (True, False, True)]
    figures = [measure_clip(clip, each, ()) for clip, each in zip(clips, heard, strict=True)]
    assert list(trusted_copies(clips, heard, figures)) == [
        TrustedCopy("a.wav", AS_IT_IS, AS_IT_IS, 2, 0.5, trusted=True),
        TrustedCopy("a.wav", "babble -5 dB", "babble", 2, 0.5, trusted=False),
    ]


def test_the_table_says_what_is_wanted_and_what_was_found() -> None:
    text = trust_as_text(trust_table(COPIES))
    assert "more than 25 % wrong: withheld in 3 of 4, wanted at least 90%: 75.0%" in text
    assert "fewer than 12.5 % wrong: given in 5 of 6, wanted at least 95%: 83.3%" in text
    assert "between: withheld in 3, given in 3" in text
    (music,) = [line for line in text.splitlines() if line.startswith("  music")]
    assert music.split() == ["music", "-", "5", "of", "6", "1", "of", "3"]


def test_the_json_has_every_copy() -> None:
    shown = json.loads(json.dumps(trust_as_json(trust_table(COPIES), COPIES), allow_nan=False))
    assert shown["kinds"][ALL]["withheld_share"] == 0.75
    assert len(shown["copies"]) == len(COPIES)
    assert shown["copies"][0]["kind"] == "babble"
