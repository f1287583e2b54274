import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from small_encoder import WIDTH, delta, random_heads

from coach.content.bert_weights import RECORD, BertWeights, Recipe, keep_bert
from coach.content.delta import Delta
from coach.errors import WeightsError


class Sources:
    """The stock weights and a delta, each time they are asked for."""

    def __init__(self, stock: Path, added: Delta | None = None) -> None:
        self.asked = 0
        self._stock, self._added = stock, added

    def stock(self, _work: Path) -> Path:
        self.asked += 1
        return self._stock

    def recipe(self) -> Recipe:
        added = self._added
        sources = {"model.safetensors": "1" * 64}
        return Recipe("small", "the small one", sources, self.stock, delta=None if added is None else lambda: added)


def contents(kept: BertWeights) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(kept.folder.iterdir())}


@pytest.fixture
def sources(small_encoder: Path) -> Sources:
    return Sources(small_encoder, delta())


def test_it_is_made_once_with_a_word_and_then_kept(sources: Sources, tmp_path: Path) -> None:
    said: list[str] = []
    made = keep_bert(sources.recipe(), tmp_path, said.append)
    kept = keep_bert(sources.recipe(), tmp_path, said.append)
    assert (sources.asked, said) == (1, ["Preparing the small one"])
    assert (kept.key, kept.folder, contents(kept)) == (made.key, made.folder, contents(made))


def test_what_is_kept_is_its_owners_alone(sources: Sources, tmp_path: Path) -> None:
    keep_bert(sources.recipe(), tmp_path, print)
    places = [tmp_path / "small", *(tmp_path / "small").iterdir()]
    assert len(places) == 7
    assert all(place.stat().st_mode & 0o077 == 0 for place in places)


def test_whatever_is_damaged_has_it_made_anew(sources: Sources, tmp_path: Path) -> None:
    made = contents(keep_bert(sources.recipe(), tmp_path, print))
    for name in made:
        place = tmp_path / "small" / name
        place.write_bytes(place.read_bytes()[:-1] + b"?")
        assert contents(keep_bert(sources.recipe(), tmp_path, print)) == made, name
        place.unlink()
        assert contents(keep_bert(sources.recipe(), tmp_path, print)) == made, name
    assert sources.asked == 1 + 2 * len(made)


def test_what_a_killed_run_left_behind_goes_the_next_time(sources: Sources, tmp_path: Path) -> None:
    place = tmp_path / "small"
    place.mkdir()
    for name in (".old.coach-part", ".now.coach-part"):
        (place / name).mkdir()
    (place / ".model-old").write_bytes(b"half")
    for name in (".old.coach-part", ".model-old"):
        os.utime(place / name, (0.0, 0.0))
    keep_bert(sources.recipe(), tmp_path, print)
    assert [path.name for path in place.glob(".*")] == [".now.coach-part"]


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(sources: Sources, tmp_path: Path) -> None:
    made = contents(keep_bert(sources.recipe(), tmp_path, print))
    (tmp_path / "small" / "config.json").unlink()
    os.mkfifo(tmp_path / "small" / "config.json")
    assert contents(keep_bert(sources.recipe(), tmp_path, print)) == made


@pytest.mark.parametrize("record", ["[" * 100_000, "[]", "{}", '{"key": 1}', '{"key": "k", "files": []}', "null", ""])
def test_a_record_of_another_kind_has_it_made_anew(sources: Sources, tmp_path: Path, record: str) -> None:
    keep_bert(sources.recipe(), tmp_path, print)
    (tmp_path / "small" / RECORD).write_text(record.replace('"k"', json.dumps(sources.recipe().key)), encoding="utf-8")
    keep_bert(sources.recipe(), tmp_path, print)
    assert sources.asked == 2


def test_weights_that_are_put_together_for_this_alone_are_gone_when_it_is_made(
    small_encoder: Path, tmp_path: Path
) -> None:
    places: list[Path] = []

    def stock(work: Path) -> Path:
        places.append(Path(shutil.copytree(small_encoder, work / "stock")))
        return places[0]

    kept = keep_bert(Recipe("small", "the small one", {}, stock), tmp_path, print)
    assert not places[0].exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["small"]
    assert not any(path.is_dir() for path in kept.folder.iterdir())


def test_in_another_type_it_is_made_anew(small_encoder: Path, tmp_path: Path) -> None:
    recipe = Sources(small_encoder).recipe()
    sizes = [
        (keep_bert(replace(recipe, kept_as=kind), tmp_path, print).folder / "model.bin").stat().st_size
        for kind in ("float16", "int8")
    ]
    assert sizes[0] != sizes[1]


def test_other_sources_have_it_made_anew(sources: Sources, tmp_path: Path) -> None:
    recipe = sources.recipe()
    keys = {keep_bert(recipe, tmp_path, print).key}
    keys.add(keep_bert(replace(recipe, sources={"model.safetensors": "2" * 64}), tmp_path, print).key)
    assert len(keys) == sources.asked == 2


def test_several_that_make_it_at_once_all_have_it(small_encoder: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as makers:
        recipes = [Sources(small_encoder, delta()).recipe() for _ in range(12)]
        kept = list(makers.map(lambda recipe: keep_bert(recipe, tmp_path, lambda _: None), recipes))
    assert all(each.heads.keys() == random_heads().keys() for each in kept)
    assert Sources(small_encoder, delta()).recipe().key == kept[0].key


def test_a_run_that_is_killed_before_the_record_is_written_leaves_nothing_that_is_used(
    sources: Sources, tmp_path: Path
) -> None:
    made = contents(keep_bert(sources.recipe(), tmp_path, print))
    (tmp_path / "small" / RECORD).unlink()
    (tmp_path / "small" / "model.bin").write_bytes(b"half")
    assert contents(keep_bert(sources.recipe(), tmp_path, print)) == made


def test_where_it_cannot_be_kept_the_place_and_what_it_needs_are_said(sources: Sources, tmp_path: Path) -> None:
    (tmp_path / "small").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(WeightsError, match=f"The small one, could not be prepared in {tmp_path / 'small'}") as caught:
        keep_bert(sources.recipe(), tmp_path, print)
    assert "delete whatever is in the way" in caught.value.hint


@pytest.mark.parametrize(
    ("layer", "shape"), [(1, (WIDTH + 1,)), (1, (WIDTH, 1)), (9, (WIDTH,))], ids=["wider", "a matrix", "no such layer"]
)
def test_a_delta_for_other_weights_is_refused(
    small_encoder: Path, tmp_path: Path, layer: int, shape: tuple[int, ...]
) -> None:
    name = f"encoder.layer.{layer}.output.dense.bias"
    added = delta({name: np.zeros(shape, dtype=np.float32)})
    with pytest.raises(WeightsError, match=f"does not fit these weights: {name} is missing or of another shape"):
        keep_bert(Sources(small_encoder, added).recipe(), tmp_path, print)


@pytest.mark.parametrize("file", ["model.safetensors", "config.json", "tokenizer.json"])
def test_stock_weights_that_are_none_are_an_error_in_one_line(small_encoder: Path, tmp_path: Path, file: str) -> None:
    damaged = Path(shutil.copytree(small_encoder, tmp_path / "damaged"))
    (damaged / file).write_bytes((damaged / file).read_bytes()[:20])
    with pytest.raises(
        WeightsError, match=f"{damaged} cannot be read|its stock weights are no encoder that is known"
    ) as caught:
        keep_bert(Sources(damaged).recipe(), tmp_path, print)
    assert "\n" not in caught.value.message
    (damaged / file).unlink()
    with pytest.raises(WeightsError, match=f"{damaged} cannot be read"):
        keep_bert(Sources(damaged).recipe(), tmp_path, print)


def test_the_heads_come_back_as_they_were(sources: Sources, small_encoder: Path, tmp_path: Path) -> None:
    heads = keep_bert(sources.recipe(), tmp_path, print).heads
    assert heads.keys() == random_heads().keys()
    assert all((heads[name] == values).all() for name, values in random_heads().items())
    assert keep_bert(Sources(small_encoder).recipe(), tmp_path / "stock", print).heads == {}


def test_neither_torch_nor_transformers_is_imported_to_make_it(small_encoder: Path, tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from coach.content.bert_weights import Recipe, keep_bert
keep_bert(Recipe("small", "the small one", {}, lambda _: Path(sys.argv[1])), Path(sys.argv[2]), print)
print(sorted(name for name in ("ctranslate2.specs", "torch", "transformers") if name in sys.modules))
"""
    ran = subprocess.run(
        [sys.executable, "-c", program, str(small_encoder), str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "Preparing the small one\n['ctranslate2.specs']\n"
