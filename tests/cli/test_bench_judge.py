import argparse
import json
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import FakeEmbedder, fake_engines

from coach.bank.bank import Bank
from coach.bench.judge_table import NAMES
from coach.cli import main
from coach.cli.bench_judge import Parts, run
from coach.cli.parser import build_parser
from coach.content.training.topics import LabelledAnswer, Split, Statements, Topic, TopicQuestion
from coach.domain.coverage import Coverage, Evidence, PointCoverage, Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import Transcript
from coach.errors import CoachError
from coach.practice.engines import Engines
from coach.practice.loading import Loading, loaded

POINT = KeyPoint("sleep", "cats sleep all day", mistakes=("cats never sleep",))


def topic(split: Split) -> Topic:
    rubric = Rubric("cats", "What do they do?", (POINT,))
    answers = (
        LabelledAnswer("terse", "cats sleep all day.", {"sleep": Verdict.COVERED}),
        LabelledAnswer("terse", "it rains in spain.", {"sleep": Verdict.MISSED}),
    )
    said = Statements(POINT, ("cats sleep all day", "all day", "sleep"), ("cats never sleep", "never"), "cats")
    return Topic("Cats", split, (TopicQuestion(rubric, (said,), answers),))


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
            point.id, point.point, point.weight, verdict, probability, probability / 2, None, shown, point.point
        )


def parts(home: Path) -> Parts:
    def engines(_arguments: argparse.Namespace) -> Engines:
        judge: Loading[object] = loaded("judge", WordForWord())
        return replace(fake_engines(home, Bank(())), judge=judge)  # type: ignore[arg-type]

    return Parts(engines, lambda _engines: FakeEmbedder(), lambda: tuple(topic(split) for split in Split))


def parsed(*arguments: str) -> argparse.Namespace:
    return build_parser().parse_args(["bench", "judge", *arguments])


def cases_file(tmp_path: Path, *cases: dict[str, object]) -> str:
    path = tmp_path / "cases.jsonl"
    full = [{"id": "1", "question": "?", "key_points": ["cats sleep"], "answer": "", **case} for case in cases]
    path.write_text("".join(json.dumps(case) + "\n" for case in full), "utf-8")
    return str(path)


def row(shown: str, name: str) -> list[list[str]]:
    return [line.split()[len(name.split()) :] for line in shown.splitlines() if line.strip().startswith(name)]


def test_the_held_out_topics_are_judged_in_three_ways(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(parsed(), parts(tmp_path)) == 0
    captured = capsys.readouterr()
    assert "held-out topics: full answers (2 answers, 2 labelled points)" in captured.out
    assert "held-out topics: single statements (6 answers, 6 labelled points)" in captured.out
    assert row(captured.out, "coach")[0] == ["plain", "cosine", "TF-IDF"]
    # Statements: word for word finds one of three that are covered, and both wrong ones.
    assert row(captured.out, NAMES["covered_f1"])[1][0] == "0.500"
    assert row(captured.out, NAMES["contradicted_recall"])[1][0] == "1.000"
    assert row(captured.out, NAMES["contradicted_recall"])[0][0] == "-"
    assert "flatter" not in captured.out
    assert "coach: held-out topics: full answers, 2 of 2" in captured.err


@pytest.mark.parametrize(("split", "used"), [("train", "trained on"), ("development", "chosen on")])
def test_a_split_that_is_not_held_out_is_remarked(
    split: str, used: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(parsed("--split", split), parts(tmp_path)) == 0
    shown = capsys.readouterr().out
    assert f"{split} topics: full answers" in shown
    assert used in shown
    assert "flatter" in shown


def test_the_table_may_be_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(parsed("--json"), parts(tmp_path)) == 0
    shown = json.loads(capsys.readouterr().out)
    answers, statements = shown["sections"]
    assert answers["systems"]["coach"]["macro_f1"] == 1.0
    assert statements["systems"]["coach"]["contradicted_precision"] == 1.0
    assert set(statements["systems"]) == {"coach", "plain cosine", "TF-IDF"}


def test_public_sets_are_measured_on_what_is_held_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Of a to e, the questions b, d and e are held out.
    graded = [
        {"question_id": name, "question": "?", "references": ["cats sleep"], "answer": answer, "label": label}
        for name in "abcde"
        for answer, label in (("cats sleep", "correct"), ("dogs", "incorrect"), ("cats never", "contradictory"))
    ]
    arguments = [
        {"topic": name, "argument": argument, "key_point": "cats sleep", "match": match}
        for name in "abcde"
        for argument, match in (("so cats sleep", 1), ("dogs", 0))
    ]
    for name, rows in (
        ("semeval2013-scientsbank-train.jsonl", graded),
        ("semeval2013-beetle-train.jsonl", graded),
        ("argkp2021-train.jsonl", arguments),
    ):
        (tmp_path / name).write_text("".join(json.dumps(each) + "\n" for each in rows), "utf-8")
    assert run(parsed("--public", str(tmp_path)), parts(tmp_path)) == 0
    shown = capsys.readouterr().out
    assert "SciEntsBank, held-out questions (9 answers)" in shown
    assert "Beetle, held-out questions (9 answers)" in shown
    assert "ArgKP-2021, held-out topics (6 answers)" in shown
    assert [cells[0] for cells in row(shown, NAMES["correct_auc"])] == ["1.000", "1.000"]
    assert row(shown, NAMES["contradictory_auc"])[0][0] == "0.750"  # below the correct ones, level with the others
    assert row(shown, NAMES["mean_average_precision"])[0][0] == "1.000"


def test_a_folder_without_the_public_sets_is_told_before_anything_is_loaded(tmp_path: Path) -> None:
    def never(_arguments: argparse.Namespace) -> Engines:
        raise AssertionError

    with pytest.raises(CoachError, match="argkp2021"):
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
    assert "cases.jsonl (2 answers, 1 labelled points)" in captured.err
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


@pytest.mark.parametrize("extra", [["--split", "train"], ["--public", "."]])
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
