"""Reading one question's file."""

import os
from pathlib import Path

import pytest

from coach.bank.load import load_rubric
from coach.domain.rubric import Alias, Difficulty, FollowUp, KeyPoint, Rubric
from coach.errors import RubricError

LEAST = 'id = "l1"\nquestion = "Why L1?"\n'
POINT = '[[key_points]]\nid = "zeros"\npoint = "L1 makes weights zero."\n'
WHOLE = """
id = "l1"
question = "What does L1 do,\n and why?"
spoken = "What does L one do?"
topic = "Fundamentals"
chapter = "Chapter 9"
seconds = [30, 45.5]
model_answer = '''
It makes weights zero.
So it selects features.
'''

[aliases]
RAG = ["rack", "rag"]

[[key_points]]
id = "zeros"
point = "L1 makes weights zero."
weight = 2
also = ["It is sparse."]
mistakes = ["It shrinks only."]
threshold = 0.5

[[key_points]]
id = "lasso"
point = "L1 regression is the lasso."
"""


def write(folder: Path, content: str | bytes, name: str = "l1.toml") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refusal(path: Path) -> RubricError:
    with pytest.raises(RubricError) as caught:
        load_rubric(path)
    assert str(path.name) in caught.value.message
    assert caught.value.hint
    return caught.value


def test_difficulty_reference_and_follow_ups_are_read(tmp_path: Path) -> None:
    more = "difficulty = \"hard\"\nreference = '''\nif x:\n    print(\"\\n\")\n'''\n"
    follow_up = '[[follow_ups]]\npoint = "zeros"\nquestion = "Why zero?"\nspoken = "Why nought?"\n'
    rubric = load_rubric(write(tmp_path, LEAST + more + POINT + follow_up))
    assert rubric.difficulty is Difficulty.HARD
    assert rubric.reference == 'if x:\n    print("\\n")'
    assert rubric.follow_ups == (FollowUp("zeros", "Why zero?", "Why nought?"),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LEAST + 'difficulty = "brutal"\n' + POINT, ('`difficulty` is "brutal"', '"easy", "medium", "hard"')),
        (LEAST + 'follow_ups = "no"\n' + POINT, ("`follow_ups`", "[[follow_ups]]")),
        (
            LEAST + POINT + '[[follow_ups]]\npoint = "ones"\nquestion = "Why?"\n',
            ('"ones", which is not a key point', "zeros"),
        ),
        (LEAST + POINT + '[[follow_ups]]\npoint = "zeros"\n', ("`follow_ups[1].question` is missing", "question =")),
        (
            LEAST + POINT + 2 * '[[follow_ups]]\npoint = "zeros"\nquestion = "Why?"\n',
            ("a second time", "one follow-up"),
        ),
        (
            LEAST + POINT + '[[follow_ups]]\npoint = "zeros"\nquestion = "Why?"\nwhy = "x"\n',
            ("`follow_ups[1].why`", "known"),
        ),
    ],
)
def test_a_wrong_difficulty_or_follow_up_is_named_with_its_fix(
    tmp_path: Path, text: str, said: tuple[str, str]
) -> None:
    error = refusal(write(tmp_path, text))
    assert said[0] in error.message
    assert said[1] in error.hint


def test_a_file_with_every_key_is_read_whole(tmp_path: Path) -> None:
    text = WHOLE.replace("do,\n and", "do, and")
    assert load_rubric(write(tmp_path, text)) == Rubric(
        id="l1",
        question="What does L1 do, and why?",
        spoken="What does L one do?",
        topic="Fundamentals",
        chapter="Chapter 9",
        seconds=(30.0, 45.5),
        model_answer="It makes weights zero.\nSo it selects features.",
        aliases=(Alias("RAG", ("rack", "rag")),),
        key_points=(
            KeyPoint("zeros", "L1 makes weights zero.", 2.0, ("It is sparse.",), ("It shrinks only.",), 0.5),
            KeyPoint("lasso", "L1 regression is the lasso."),
        ),
    )


def test_only_ids_the_question_and_the_point_are_required(tmp_path: Path) -> None:
    expected = Rubric("l1", "Why L1?", (KeyPoint("zeros", "L1 makes weights zero."),))
    assert load_rubric(write(tmp_path, LEAST + POINT)) == expected


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + (LEAST + POINT).replace("\n", "\r\n").encode()
    assert load_rubric(write(tmp_path, content)).question == "Why L1?"


def test_a_point_over_several_lines_becomes_one_line(tmp_path: Path) -> None:
    text = LEAST + POINT.replace('"L1 makes weights zero."', '"""\n  L1 makes\n  weights zero."""')
    assert load_rubric(write(tmp_path, text)).key_points[0].point == "L1 makes weights zero."


@pytest.mark.parametrize(
    ("text", "key", "fix"),
    [
        ('qestion = "x"\n' + LEAST + POINT, "`qestion`", "Did you mean `question`?"),
        ('"" = 1\n' + LEAST + POINT, '`""`', "Remove it"),
        (LEAST + POINT + "wieght = 1\n", "`key_points[1].wieght`", "Did you mean `weight`?"),
        (LEAST + POINT + "xyz = 1\n", "`key_points[1].xyz`", "known here: id, point, weight"),
        ('question = "Why?"\n' + POINT, "`id`", "Add a line id"),
        ('id = "l1"\n' + POINT, "`question`", "Add a line question"),
        ('id = "l1"\nquestion = 3\n' + POINT, "`question`", "text in quotes"),
        ('id = "l1"\nquestion = " \\n "\n' + POINT, "`question`", "Write the text"),
        ('id = "l1"\nquestion = "a\\u001b[31m"\n' + POINT, "`question`", "control characters"),
        ('id = "l1"\nquestion = "a\\u202Eb"\n' + POINT, "`question`", "control characters"),
        (LEAST + 'model_answer = "a\\u0000"\n' + POINT, "`model_answer`", "control characters"),
        (LEAST + "topic = true\n" + POINT, "`topic`", "text in quotes"),
        (LEAST, "`key_points`", "[[key_points]]"),
        (LEAST + "key_points = []\n", "`key_points`", "[[key_points]]"),
        (LEAST + 'key_points = ["zeros"]\n', "`key_points[1]`", "[[key_points]]"),
        (LEAST + POINT.replace("[[key_points]]", "[key_points]"), "`key_points`", "double brackets"),
        (LEAST + '[[key_points]]\nid = "a"\n', "`key_points[1].point`", "Add a line point"),
        (LEAST + '[[key_points]]\nid = "a"\npoint = ""\n', "`key_points[1].point`", "Write the text"),
        (LEAST + '[[key_points]]\npoint = "a"\n', "`key_points[1].id`", "Add a line id"),
        (LEAST + '[[key_points]]\nid = "a b"\npoint = "a"\n', "`key_points[1].id`", "hyphens"),
        (LEAST + POINT + POINT, "`key_points[2].id`", "an id of its own"),
        (LEAST + POINT + "weight = 0\n", "`key_points[1].weight`", "above 0"),
        (LEAST + POINT + "weight = -1.5\n", "`key_points[1].weight`", "above 0"),
        (LEAST + POINT + "weight = true\n", "`key_points[1].weight`", "a number"),
        (LEAST + POINT + "weight = nan\n", "`key_points[1].weight`", "a number"),
        (LEAST + POINT + "weight = inf\n", "`key_points[1].weight`", "a number"),
        (LEAST + POINT + f"weight = 1{'0' * 400}\n", "`key_points[1].weight`", "a number"),
        (LEAST + POINT + 'weight = "2"\n', "`key_points[1].weight`", "without quotes"),
        (LEAST + POINT + "threshold = 1.01\n", "`key_points[1].threshold`", "from 0 to 1"),
        (LEAST + POINT + "threshold = -0.1\n", "`key_points[1].threshold`", "from 0 to 1"),
        (LEAST + POINT + 'also = "one"\n', "`key_points[1].also`", "list of strings"),
        (LEAST + POINT + "also = [1]\n", "`key_points[1].also[1]`", "text in quotes"),
        (LEAST + POINT + 'also = ["a", " "]\n', "`key_points[1].also[2]`", "or remove it"),
        (LEAST + POINT + 'also = ["One.", "one."]\n', "`key_points[1].also[2]`", "one of the two"),
        (LEAST + POINT + 'also = ["L1 makes weights zero."]\n', "`key_points[1].also[1]`", "reword"),
        (LEAST + POINT + 'mistakes = ["L1 makes weights zero."]\n', "`key_points[1].mistakes[1]`", "reword"),
        (LEAST + POINT + 'also = ["a"]\nmistakes = ["b", "A"]\n', "`key_points[1].mistakes[2]`", "right or wrong"),
        (LEAST + "seconds = 30\n" + POINT, "`seconds`", "[30, 60]"),
        (LEAST + "seconds = [30]\n" + POINT, "`seconds`", "[30, 60]"),
        (LEAST + "seconds = [60, 30]\n" + POINT, "`seconds`", "[30, 60]"),
        (LEAST + "seconds = [30, 30]\n" + POINT, "`seconds`", "[30, 60]"),
        (LEAST + "seconds = [0, 30]\n" + POINT, "`seconds[1]`", "above 0"),
        (LEAST + "seconds = [30, inf]\n" + POINT, "`seconds[2]`", "a number"),
        (LEAST + "seconds = [true, 30]\n" + POINT, "`seconds[1]`", "a number"),
        (LEAST + 'aliases = ["RAG"]\n' + POINT, "`aliases`", "[aliases]"),
        (LEAST + '[aliases]\nRAG = "rack"\n' + POINT, "`aliases.RAG`", "list of strings"),
        (LEAST + "[aliases]\nRAG = []\n" + POINT, "`aliases.RAG`", "may be misheard"),
        (LEAST + '[aliases]\n" " = ["a"]\n' + POINT, "`aliases. `", "Write the term"),
    ],
)
def test_a_broken_file_is_refused_with_its_key_and_a_fix(tmp_path: Path, text: str, key: str, fix: str) -> None:
    error = refusal(write(tmp_path, text))
    assert key in error.message
    assert fix in error.hint


def test_the_message_shows_which_key_point_is_meant(tmp_path: Path) -> None:
    second = '[[key_points]]\nid = "lasso"\npoint = "b"\nweight = -1\n'
    path = write(tmp_path, LEAST + POINT + second)
    assert refusal(path).message == f'{path}: `key_points[2].weight`, in key point 2, "lasso", is -1.'


def test_an_id_that_is_not_the_files_name_is_refused(tmp_path: Path) -> None:
    error = refusal(write(tmp_path, LEAST + POINT, "l2.toml"))
    assert '`id` is "l1"' in error.message
    assert error.hint == "Name the file l1.toml, or change the id."


@pytest.mark.parametrize("bad", ["L1", "a_b", "../up", "", "a" * 65, "ä"])
def test_an_id_of_other_characters_is_refused(tmp_path: Path, bad: str) -> None:
    assert "`id`" in refusal(write(tmp_path, LEAST.replace("l1", bad, 1) + POINT)).message


def test_an_id_of_64_characters_is_fine(tmp_path: Path) -> None:
    name = "a" * 64
    assert load_rubric(write(tmp_path, LEAST.replace('"l1"', f'"{name}"') + POINT, f"{name}.toml")).id == name


def test_the_line_of_a_toml_mistake_is_named(tmp_path: Path) -> None:
    assert "line 2" in refusal(write(tmp_path, 'id = "l1"\nquestion = \n')).message


def test_the_same_key_twice_is_refused(tmp_path: Path) -> None:
    assert "not valid TOML" in refusal(write(tmp_path, 'id = "l1"\n' + LEAST + POINT)).message


@pytest.mark.parametrize("text", [f"a = {'9' * 5000}", "a = " + "[" * 50_000])
def test_a_hostile_number_or_nesting_is_refused(tmp_path: Path, text: str) -> None:
    refusal(write(tmp_path, text))


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    error = refusal(write(tmp_path, b'id = "l1"\nquestion = "\xff"\n'))
    assert "not UTF-8" in error.message
    assert "line 2" in error.message


def test_a_missing_file_a_folder_and_a_pipe_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    os.mkfifo(tmp_path / "pipe.toml")
    assert "does not exist" in refusal(tmp_path / "none.toml").message
    assert "is a folder" in refusal(tmp_path / "folder.toml").message
    assert "ordinary file" in refusal(tmp_path / "pipe.toml").message


def test_a_file_over_256_kb_is_refused_and_one_of_256_kb_is_read(tmp_path: Path) -> None:
    text = LEAST + POINT
    full = text + "#" * (256_000 - len(text))
    assert load_rubric(write(tmp_path, full)).id == "l1"
    assert "256 kB" in refusal(write(tmp_path, full + "#")).message


def test_no_message_repeats_a_control_character_of_the_file_or_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m.toml"
    path.write_text('id = "x\\u001b[31m"\n"key\\u001b" = 1\n')
    with pytest.raises(RubricError) as caught:
        load_rubric(path)
    assert "\x1b" not in str(caught.value)
