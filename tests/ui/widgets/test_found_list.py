from datetime import UTC, datetime

from coach.domain.progress import Found
from coach.ui.widgets.found_list import describe_found

SNIPPET = (("so ", False), ("drop", True), ("s it", False))
FOUND = Found("a", "What is [b]dropout[/b]?", datetime(2026, 3, 1, 9, tzinfo=UTC), 72, SNIPPET)


def test_the_match_stands_out_and_nothing_is_markup() -> None:
    content = describe_found(FOUND, 80)
    first, second = content.plain.split("\n")
    assert first.startswith("1 Mar 2026   What is [b]dropout[/b]?")
    assert first.endswith("72")
    assert second.strip() == "so drops it"
    at = content.plain.index("drops it")
    styles = [str(span.style) for span in content.spans if span.start <= at < span.end]
    assert any("underline" in style for style in styles)
