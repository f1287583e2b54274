from coach.ui.widgets.advice_list import describe_advice


def test_advice_is_numbered_and_the_first_is_bold() -> None:
    shown = describe_advice(("First.", "Second."), 20)
    assert [line.rstrip() for line in shown.plain.splitlines()] == ["1  First.", "2  Second."]
    bold = {shown.plain[span.start : span.end] for span in shown.spans if span.style == "bold"}
    assert bold == {"First."}
