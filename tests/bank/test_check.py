"""Checking question files."""

from pathlib import Path

from coach.bank.check import check_bank, check_path


def point(number: int, mistakes: str = '["Wrong."]') -> str:
    return f'[[key_points]]\nid = "p{number}"\npoint = "Point {number}."\nmistakes = {mistakes}\n'


def text(question_id: str = "l1", points: int = 3, words: int = 100) -> str:
    answer = f'model_answer = "{" ".join(["word"] * words)}"\n' if words else ""
    return f'id = "{question_id}"\nquestion = "Why?"\n{answer}' + "".join(point(at) for at in range(points))


def put(path: Path, content: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def findings(path: Path) -> list[str]:
    return [str(finding).replace(f"{path}: ", "") for finding in check_path(path)]


def test_a_good_question_gives_no_finding(tmp_path: Path) -> None:
    assert findings(put(tmp_path / "l1.toml", text())) == []


def test_a_question_without_a_model_answer_is_warned_about(tmp_path: Path) -> None:
    (found,) = findings(put(tmp_path / "l1.toml", text(words=0)))
    assert found.startswith("warning: `model_answer` is missing")


def test_two_and_seven_key_points_are_warned_about_and_six_are_not(tmp_path: Path) -> None:
    assert "has 2 entries" in findings(put(tmp_path / "l1.toml", text(points=2)))[0]
    assert findings(put(tmp_path / "l1.toml", text(points=6))) == []
    assert "has 7 entries" in findings(put(tmp_path / "l1.toml", text(points=7)))[0]


def test_a_model_answer_is_timed_at_150_words_a_minute(tmp_path: Path) -> None:
    for words in (75, 150):  # 30 s and 60 s
        assert findings(put(tmp_path / "l1.toml", text(words=words))) == []
    assert "takes 28 s" in findings(put(tmp_path / "l1.toml", text(words=70)))[0]
    assert "takes 64 s to say (160 words" in findings(put(tmp_path / "l1.toml", text(words=160)))[0]


def test_a_key_point_without_mistakes_is_warned_about(tmp_path: Path) -> None:
    (found,) = findings(put(tmp_path / "l1.toml", text(points=2) + point(2, "[]")))
    assert found.startswith("warning: `key_points[3].mistakes`, of p2, is missing")


def test_every_broken_file_of_a_folder_is_reported(tmp_path: Path) -> None:
    put(tmp_path / "concepts/bad.toml", "id = 3")
    put(tmp_path / "concepts/good.toml", text("good"))
    put(tmp_path / "worse.toml", "[")
    errors = [finding for finding in check_path(tmp_path) if finding.is_error]
    assert [error.path.name for error in errors] == ["worse.toml", "bad.toml"]


def test_the_same_id_twice_in_a_folder_is_an_error(tmp_path: Path) -> None:
    put(tmp_path / "coding/l1.toml", text())
    second = put(tmp_path / "concepts/l1.toml", text())
    (found,) = check_path(tmp_path)
    assert (found.path, found.is_error) == (second, True)


def test_a_missing_path_and_an_empty_folder_are_errors(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert check_path(tmp_path / "none.toml")[0].is_error
    (found,) = check_path(tmp_path / "empty")
    assert found.is_error
    assert "contains no questions" in found.message


def test_a_users_question_with_a_shipped_id_is_no_error(tmp_path: Path) -> None:
    put(tmp_path / "shipped/concepts/l1.toml", text())
    put(tmp_path / "own/l1.toml", text())
    assert check_bank(tmp_path / "shipped", tmp_path / "own") == ()
    assert check_bank(tmp_path / "shipped", tmp_path / "none") == ()


def test_a_shipped_folder_that_is_missing_is_an_error(tmp_path: Path) -> None:
    assert [finding.is_error for finding in check_bank(tmp_path / "none", tmp_path / "own")] == [True]
