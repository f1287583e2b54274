from coach.ui.pasting import without_control_signs


def test_signs_that_steer_a_terminal_are_taken_out() -> None:
    assert without_control_signs("a\x1b[31mb\x07\x00\x7f\x9bc") == "a[31mbc"


def test_lines_tabs_and_every_script_stay() -> None:
    assert without_control_signs("é\tß – 模型\n🙂") == "é\tß – 模型\n🙂"


def test_every_kind_of_line_end_becomes_one() -> None:
    assert without_control_signs("a\r\nb\rc\n") == "a\nb\nc\n"


def test_half_a_character_is_taken_out() -> None:
    assert without_control_signs("a\ud83db") == "ab"
