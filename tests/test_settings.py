from pathlib import Path

import pytest

from coach.domain.delivery import Measure
from coach.domain.word_lists import DEFAULT_LISTS, WordLists
from coach.errors import SettingsError
from coach.settings import Settings, load_settings, parse_settings


def written(folder: Path, text: str) -> Path:
    path = folder / "coach.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "coach.toml") == Settings()
    assert not (tmp_path / "coach.toml").exists()


def test_what_the_file_says_wins_and_the_rest_stays(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, "[recording]\nlimit_seconds = 120\n[voice]\nmuted = true\n"))
    assert settings.recording.limit_seconds == 120.0
    assert settings.voice.muted
    assert settings.recording.thinking_seconds == 0


@pytest.mark.parametrize(
    ("text", "key", "fix"),
    [
        ("[recording]\nlimit = 9", "recording.limit", "limit_seconds"),
        ("[recordings]\n", "recordings", "recording"),
        ("recording = 3", "must be a table", "[recording]"),
        ("[recording]\nlimit_seconds = 'long'", "recording.limit_seconds", "a number"),
        ("[recording]\nlimit_seconds = 5", "recording.limit_seconds", "between 10 and 540"),
        ("[recording]\nlimit_seconds = nan", "recording.limit_seconds", "between 10 and 540"),
        ("[recording]\nthinking_seconds = 7", "recording.thinking_seconds", "0, 5, 10, 20"),
        ("[recording]\nthinking_seconds = true", "recording.thinking_seconds", "a whole number"),
        ("[voice]\nmuted = 1", "voice.muted", "true or false"),
        ("[weights]\nwhisper = 3", "weights.whisper", "a text"),
        ("[voice\n", "not valid TOML", "Fix"),
        ("[delivery]\nhedge_phrases = 'maybe'", "delivery.hedge_phrases", "a list of strings"),
        ("[delivery]\nhedge_phrases = ['maybe', '']", "delivery.hedge_phrases[2]", "1 to 6 words"),
        ("[delivery]\nset_off_fillers = ['...']", "delivery.set_off_fillers", "1 to 6 words"),
        (
            "[delivery]\nfiller_phrases = ['one two three four five six seven']",
            "delivery.filler_phrases[1]",
            "1 to 6 words",
        ),
        ("[delivery]\nfiller_phrases = [3]", "delivery.filler_phrases", "1 to 6 words"),
        ("[delivery]\nfilled_pauses = ['este pues']", "delivery.filled_pauses", "one word"),
        ("[delivery]\nhedges = ['maybe']", "delivery.hedges", "true or false"),
    ],
)
def test_a_mistake_is_named_with_file_key_and_fix(tmp_path: Path, text: str, key: str, fix: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    assert str(path) in caught.value.message
    assert key in caught.value.message
    assert fix in caught.value.hint


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "coach.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="is not UTF-8 text"):
        load_settings(path)


def test_word_lists_are_the_default_ones_until_the_file_replaces_them(tmp_path: Path) -> None:
    assert Settings().delivery.lists == DEFAULT_LISTS
    text = "[delivery]\nfilled_pauses = ['este']\nfiller_phrases = []\nhedge_phrases = ['I reckon', 'maybe']\n"
    lists = load_settings(written(tmp_path, text)).delivery.lists
    assert lists == WordLists(("este",), (), DEFAULT_LISTS.set_off_fillers, ("I reckon", "maybe"))


def test_a_measure_that_is_switched_off_is_not_shown(tmp_path: Path) -> None:
    assert Settings().delivery.shown == frozenset(Measure)
    shown = load_settings(written(tmp_path, "[delivery]\npauses = false\nhedges = false\n")).delivery.shown
    assert shown == {Measure.PACE, Measure.FILLERS, Measure.REPETITIONS}


def test_keys_are_read_with_quotes_around_their_names_and_without(tmp_path: Path) -> None:
    path = tmp_path / "coach.toml"
    path.write_text('[keys]\n"result.play" = "space, p"\npractice.hint = "i"\n', encoding="utf-8")
    assert load_settings(path).keys == {"result.play": "space,p", "practice.hint": "i"}


def test_a_key_must_be_a_text(tmp_path: Path) -> None:
    path = tmp_path / "coach.toml"
    path.write_text("[keys]\nresult.play = 3\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"`keys\.result\.play` is 3"):
        load_settings(path)


def test_a_key_that_an_earlier_version_knew_stops_nobody(tmp_path: Path) -> None:
    path = tmp_path / "coach.toml"
    path.write_text("[listening]\naccurate = true\nhear_fillers = false\n")
    assert load_settings(path).listening.hear_fillers is False


def test_a_byte_order_mark_makes_no_difference(tmp_path: Path) -> None:
    path = tmp_path / "coach.toml"
    path.write_bytes(b"\xef\xbb\xbf[voice]\r\nmuted = true\r\n")
    assert load_settings(path).voice.muted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"[recording]\nlimit_seconds = 1{'0' * 400}", "recording.limit_seconds"),
        (f"[recording]\nlimit_seconds = 1{'0' * 5000}", "in line 2"),
        ("[recording]\nthinking_seconds = 99999999999999999999", "recording.thinking_seconds"),
        ("[voice]\nspeed = inf", "voice.speed"),
        (f"[keys]\n{'.'.join('a' * 3000)} = 'x'", "too deeply"),
        (f"[voice]\nspeed = {'[' * 3000}{']' * 3000}", "too deeply"),
        ("[voice]\nmuted = true\nmuted = false", "in line 3: this key or table is there a second time"),
        (
            "[weights]\nwhisper = 'a\\u0000b'".replace("'", '"'),
            "weights.whisper` contains the control character U+0000",
        ),
        ('[screen]\ntheme = "a\\u202eb"', "screen.theme` contains the control character U+202E"),
        ('[recording]\nmicrophone = "' + "x" * 2000 + '"', "recording.microphone` is 2000 characters long"),
        ('[keys]\n"result.play" = "a\\u001b"', "keys.result.play` contains the control character U+001B"),
    ],
)
def test_what_nobody_can_mean_is_refused_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    assert str(path) in caught.value.message and caught.value.hint
    assert said in caught.value.message


def test_a_key_of_endless_parts_is_refused_at_once(tmp_path: Path) -> None:
    text = ".".join(["a"] * 100_000) + " = 1\n"
    for each in (text, f"[{'.'.join(['b'] * 100_000)}]\n", f"[voice]\n{' . '.join(['c'] * 50_000)} = 1\n"):
        with pytest.raises(SettingsError, match="too deeply"):
            parse_settings(each, tmp_path / "coach.toml")
