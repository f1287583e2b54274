import argparse
import json
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import FakeEmbedder, fake_engines

from coach.bank.bank import Bank
from coach.bench.fresh_process import JudgeSpeed
from coach.bench.judge_table import NAMES
from coach.cli import main
from coach.cli.bench_judge import Parts, run
from coach.cli.parser import build_parser
from coach.domain.coverage import Coverage, Evidence, PointCoverage, Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import Transcript
from coach.errors import CoachError
from coach.practice.engines import Engines
from coach.practice.loading import Loading, loaded

POINT = KeyPoint("sleep", "cats sleep all day", mistakes=("cats never sleep",))


RUBRIC = Rubric("cats", "What do they do?", (POINT,))

TOML = """
[[answers]]
name = "good"
style = "calm"
text = "Well cats sleep all day."
labels = { sleep = "covered" }

[[answers]]
name = "half"
style = "calm"
text = "Cats lie about."
labels = { sleep = "missed" }

[[answers]]
name = "wrong"
style = "calm"
text = "They never sleep."
labels = { sleep = "contradicted" }
"""


SPEED = (JudgeSpeed(0.4, 250.0, 500.0, 800.0, 200.0, 300.0), JudgeSpeed(4.0, 500.0, 1000.0, None, None, None))


class WordForWord:
    """Calls a point covered that is said word for word, and contradicted where `never` is said."""

    name = "word for word"

    def prepare(self, rubric: Rubric) -> None:
        pass

    def judge(self, rubric: Rubric, transcript: Transcript) -> Coverage:
        return Coverage(tuple(self._point(point, transcript) for point in rubric.key_points))

    def _point(self, point: KeyPoint, transcript: Transcript) -> PointCoverage:
        verdict = Verdict.MISSED
        if point.point in transcript.text:
            verdict = Verdict.COVERED
        elif "never" in transcript.text:
            verdict = Verdict.CONTRADICTED
        probability = float(verdict is Verdict.COVERED)
        shown = Evidence(transcript.text, 0, len(transcript.words) - 1, 0.0, 0.0) if transcript.words else None
        return PointCoverage(
            point.id, point.point, point.importance, verdict, probability, probability / 2, None, shown, point.point
        )


def judged_by(home: Path, judge: WordForWord) -> Engines:
    loading: Loading[object] = loaded("judge", judge)
    return replace(fake_engines(home, Bank(())), judge=loading)  # type: ignore[arg-type]


def parts(home: Path) -> Parts:
    return Parts(
        lambda *_: judged_by(home, WordForWord()),
        lambda _engines: FakeEmbedder(),
        lambda: (RUBRIC,),
        lambda: home / "checkout",
        lambda: SPEED,
    )


def answers_file(path: Path, *answers: dict[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    full = [{"id": "1", "question_id": "cats", "labels": {"sleep": "covered"}, **answer} for answer in answers]
    path.write_text("".join(json.dumps(answer) + "\n" for answer in full), "utf-8")


def checkout(home: Path) -> None:
    """Put up two development hands, and one for training."""
    answers_file(
        home / "checkout" / "models" / "training" / "held" / "second-hand.jsonl",
        {"answer": "cats sleep all day.", "spans": {"sleep": "sleep all day"}},
        {"answer": "it rains in spain."},
    )
    answers_file(
        home / "checkout" / "models" / "training" / "answers" / "first-hand.jsonl",
        {"answer": "cats sleep all day."},
        {"answer": "it snows.", "labels": {"sleep": "missed"}},
    )
    answers = home / "checkout" / "tests" / "answers"
    answers.mkdir(parents=True)
    (answers / "cats.toml").write_text(TOML, "utf-8")


def parsed(*arguments: str) -> argparse.Namespace:
    return build_parser().parse_args(["bench", "judge", *arguments])


def cases_file(tmp_path: Path, *cases: dict[str, object]) -> str:
    path = tmp_path / "cases.jsonl"
    full = [{"id": "1", "question": "?", "key_points": ["cats sleep"], "answer": "", **case} for case in cases]
    path.write_text("".join(json.dumps(case) + "\n" for case in full), "utf-8")
    return str(path)


def row(shown: str, name: str) -> list[list[str]]:
    return [line.split()[len(name.split()) :] for line in shown.splitlines() if line.strip().startswith(name)]


def test_the_development_hands_are_judged_in_three_ways(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checkout(tmp_path)
    assert run(parsed(), parts(tmp_path)) == 0
    captured = capsys.readouterr()
    assert "development: second-hand (2 answers, 2 labelled points)" in captured.out
    assert "development: tests/answers (3 answers, 3 labelled points)" in captured.out
    assert "all 2 hands (5 answers, 5 labelled points)" in captured.out
    assert row(captured.out, "coach")[0] == ["plain", "cosine", "TF-IDF"]
    assert [cells[0] for cells in row(captured.out, NAMES["accuracy"])] == ["0.500", "1.000", "0.800"]
    # Three of the four words that are shown are those labelled: 2 x 3 / (4 + 3).
    assert [cells[0] for cells in row(captured.out, NAMES["span_f1"])] == ["0.857", "-", "0.857"]
    assert [cells[0] for cells in row(captured.out, NAMES["good_above_wrong"])] == ["1", "1"]
    assert [cells[0] for cells in row(captured.out, NAMES["in_order"])] == ["0", "0"]  # half scores no more than wrong
    assert "2 answers of the training hands" in captured.out
    assert "flips" not in captured.out
    assert "flatter" not in captured.out
    assert "coach: development: second-hand, 2 of 2" in captured.err


def test_flips_are_counted_when_wanted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checkout(tmp_path)
    assert run(parsed("--flips"), parts(tmp_path)) == 0
    shown = capsys.readouterr().out
    # "Cats sleep all day" is still there in small letters, and no term has an alias.
    assert row(shown, NAMES["bare"])[0][0] == "0.000"
    assert row(shown, NAMES["misheard"])[0] == ["-", "-", "-"]


def test_points_are_judged_by_their_own_sentence_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checkout(tmp_path)
    seen: list[Rubric] = []

    class Watching(WordForWord):
        def judge(self, rubric: Rubric, transcript: Transcript) -> Coverage:
            seen.append(rubric)
            return super().judge(rubric, transcript)

    assert run(parsed("--alone"), replace(parts(tmp_path), engines=lambda *_: judged_by(tmp_path, Watching()))) == 0
    assert "development: second-hand, points alone (2 answers, 2 labelled points)" in capsys.readouterr().out
    assert {rubric.key_points for rubric in seen} == {(replace(POINT, mistakes=()),)}


def test_other_answers_are_measured_instead(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine, yours = tmp_path / "mine", tmp_path / "yours"
    answers_file(mine / "a.jsonl", {"answer": "cats sleep all day."})
    answers_file(yours / "b.jsonl", {"answer": "cats sleep all day."})
    assert run(parsed("--answers", str(mine), "--answers", str(yours)), parts(tmp_path)) == 0
    shown = capsys.readouterr().out
    assert f"{mine}: a (1 answer, 1 labelled point)" in shown
    assert f"{yours}: b (1 answer, 1 labelled point)" in shown
    assert "development" not in shown
    assert "the 2 answers measured, which flatters these two" in shown


def test_that_the_training_answers_flatter_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checkout(tmp_path)
    training = tmp_path / "checkout" / "models" / "training" / "answers"
    assert run(parsed("--answers", str(training)), parts(tmp_path)) == 0
    assert "The reader was trained on the answers" in capsys.readouterr().out


def test_without_a_checkout_one_is_told_before_anything_is_loaded(tmp_path: Path) -> None:
    with pytest.raises(CoachError, match="come with a checkout") as caught:
        run(parsed(), replace(parts(tmp_path), engines=never))
    assert "--answers DIR" in caught.value.hint


def test_the_table_may_be_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checkout(tmp_path)
    assert run(parsed("--json"), parts(tmp_path)) == 0
    shown = json.loads(capsys.readouterr().out)
    _, spoken, together = shown["sections"]
    assert spoken["systems"]["coach"]["macro_f1"] == 1.0
    assert together["systems"]["coach"]["confusion"] == {
        "covered": {"covered": 2, "missed": 1, "contradicted": 0},
        "missed": {"covered": 0, "missed": 1, "contradicted": 0},
        "contradicted": {"covered": 0, "missed": 0, "contradicted": 1},
    }
    assert set(together["systems"]) == {"coach", "plain cosine", "TF-IDF"}


def test_public_sets_are_measured_as_far_as_they_are_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checkout(tmp_path)
    graded = [
        {"question_id": "q", "question": "?", "references": ["cats sleep"], "answer": answer, "label": label}
        for answer, label in (("cats sleep", "correct"), ("dogs", "incorrect"), ("cats never", "contradictory"))
    ]
    arguments = [
        {"topic": "b", "argument": argument, "key_point": "cats sleep", "match": match}
        for argument, match in (("so cats sleep", 1), ("dogs", 0))
    ]
    for name, rows in (
        ("semeval2013-scientsbank-test-unseen-questions.jsonl", graded),
        ("semeval2013-beetle-train.jsonl", [{**each, "question_id": "b"} for each in graded]),
        ("argkp2021-train.jsonl", arguments),
    ):
        (tmp_path / name).write_text("".join(json.dumps(each) + "\n" for each in rows), "utf-8")
    assert run(parsed("--public", str(tmp_path)), parts(tmp_path)) == 0
    shown = capsys.readouterr().out
    assert "SciEntsBank, unseen questions (3 answers)" in shown
    assert "Beetle, a fifth of the training questions (3 answers)" in shown
    assert "ArgKP-2021, a fifth of the topics (2 answers)" in shown
    assert "trained on the training part of Beetle" in shown
    assert [cells[0] for cells in row(shown, NAMES["correct_auc"])] == ["1.000", "1.000"]
    assert row(shown, NAMES["contradictory_auc"])[0][0] == "0.750"  # below the correct ones, level with the others
    assert row(shown, NAMES["mean_average_precision"])[0][0] == "1.000"


def never(_arguments: argparse.Namespace, _readings: Path) -> Engines:
    raise AssertionError


def test_a_folder_without_the_public_sets_is_told_before_anything_is_loaded(tmp_path: Path) -> None:
    with pytest.raises(CoachError, match="none of the public sets"):
        run(parsed("--public", str(tmp_path)), replace(parts(tmp_path), engines=never))


def test_each_case_is_one_line_of_json_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = cases_file(tmp_path, {"id": "ä", "answer": "cats sleep schön"}, {"id": 2, "answer": ""})
    assert run(parsed(path), parts(tmp_path)) == 0
    captured = capsys.readouterr()
    first, second = captured.out.splitlines()
    assert "cats sleep schön" in first
    assert json.loads(first) == {
        "id": "ä",
        "verdicts": [
            {
                "id": "1",
                "verdict": "covered",
                "probability": 1.0,
                "similarity": 0.5,
                "mistake_similarity": None,
                "evidence": "cats sleep schön",
            }
        ],
    }
    assert json.loads(second)["id"] == 2
    assert json.loads(second)["verdicts"][0]["evidence"] is None
    assert "macro-F1" not in captured.err


def test_labels_put_the_table_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = cases_file(tmp_path, {"answer": "cats sleep", "labels": ["partly"]}, {"answer": "no", "labels": [None]})
    assert run(parsed(path), parts(tmp_path)) == 0
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 2
    assert "cases.jsonl (2 answers, 1 labelled point)" in captured.err
    assert row(captured.err, NAMES["covered_f1"]) == [["1.000"]]


def test_the_others_are_beside_it_when_wanted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = cases_file(tmp_path, {"answer": "cats sleep", "labels": ["covered"]})
    assert run(parsed(path, "--beside", "--json"), parts(tmp_path)) == 0
    captured = capsys.readouterr()
    assert [json.loads(line)["id"] for line in captured.out.splitlines()] == ["1"]
    table = json.loads(captured.err.splitlines()[-1])
    assert set(table["sections"][0]["systems"]) == {"coach", "plain cosine", "TF-IDF"}
    assert table["sections"][0]["title"] == "cases.jsonl"


def test_labels_change_no_verdict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = []
    for labels in (["covered"], ["missed"], None):
        path = cases_file(tmp_path, {"answer": "cats never sleep", "labels": labels})
        assert run(parsed(path), parts(tmp_path)) == 0
        lines.append(capsys.readouterr().out)
    assert lines[0] == lines[1] == lines[2]


def test_half_a_surrogate_pair_anywhere_in_a_case_is_no_crash(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = "cats \ud800 sleep"
    path = cases_file(
        tmp_path, {"id": odd, "question": odd, "answer": odd, "key_points": [{"id": odd, "point": odd}], "labels": None}
    )
    assert run(parsed(path), parts(tmp_path)) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["id"] == odd
    assert shown["verdicts"][0]["evidence"] == "cats \ufffd sleep"


@pytest.mark.parametrize("extra", [["--alone"], ["--answers", "."], ["--flips"], ["--public", "."]])
def test_sets_and_cases_do_not_go_together(
    extra: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        run(parsed("cases.jsonl", *extra), parts(tmp_path))
    assert caught.value.code == 2
    with pytest.raises(SystemExit):
        run(parsed("--beside"), parts(tmp_path))
    assert "usage:" in capsys.readouterr().err


def test_a_broken_case_is_told_before_any_weights_are_loaded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    assert main(["bench", "judge", cases_file(tmp_path, {"answer": 1})]) == 1
    captured = capsys.readouterr()
    assert "line 1, key `answer`: it is not a text" in captured.err
    assert captured.out == ""


def test_the_speed_alone_is_printed_without_judging_any_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(parsed("--speed"), parts(tmp_path)) == 0
    assert capsys.readouterr().out.startswith("speed (")
    assert run(parsed("--speed", "--json"), parts(tmp_path)) == 0
    assert json.loads(capsys.readouterr().out)["speed"]["systems"]["coach"]["points_ms"] == 250.0


@pytest.mark.parametrize(
    "others", [("--alone",), ("--flips",), ("--answers", "x"), ("--public", "x"), ("cases.jsonl",)]
)
def test_the_speed_alone_goes_with_no_answers(
    tmp_path: Path, others: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run(parsed("--speed", *others), parts(tmp_path))
    assert "--speed" in capsys.readouterr().err


def test_the_table_is_followed_by_the_speed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checkout(tmp_path)
    assert run(parsed(), parts(tmp_path)) == 0
    assert "\n\nspeed (" in capsys.readouterr().out
    assert run(parsed("--json"), parts(tmp_path)) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"sections", "remarks", "speed"}
