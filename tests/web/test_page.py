import re

import pytest

from coach.web.server import PAGE

FILES = sorted(PAGE.iterdir())


def test_the_page_has_its_three_files() -> None:
    assert [each.name for each in FILES] == ["index.html", "page.css", "page.js"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_page_names_no_address_but_its_own(file) -> None:
    text = file.read_text(encoding="utf-8").replace("ws://${location.host}/ws", "")
    text = re.sub(r"^\s*// .*$", "", text, flags=re.MULTILINE)
    assert re.findall(r"//|https?:|wss?:|@import", text) == []
