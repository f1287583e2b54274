from dataclasses import replace
from pathlib import Path

from fakes import fake_engines
from pilots import L1, bank, sample_attempt, shown, until
from textual.pilot import Pilot
from textual.widgets import Input

from coach.bank.bank import load_bank
from coach.bank.keeping import base_path
from coach.bank.load import load_rubric
from coach.bank.writing import rubric_toml
from coach.domain.attempt import AnswerKind, Attempt
from coach.domain.coverage import Label
from coach.domain.rubric import Alias, Rubric
from coach.domain.transcript import typed_transcript
from coach.practice.engines import Engines, Questions
from coach.practice.rejudge import rejudge_question
from coach.ui.app import CoachApp
from coach.ui.screens.home import HomeScreen
from coach.ui.screens.rubric import RubricScreen

SAID = "L1 regularization drives some weights to exactly zero"
SIZE = (120, 40)


def engines(home: Path, *answers: Attempt) -> Engines:
    """Engines whose bank is read from files, with some answers stored and judged."""
    folder = home / "shipped" / "concepts"
    folder.mkdir(parents=True)
    (folder / f"{L1.id}.toml").write_text(rubric_toml(L1), encoding="utf-8")
    made = fake_engines(home / "home", bank(L1))
    made = replace(made, questions=Questions(lambda: load_bank(home / "shipped", made.paths.rubrics)))
    for answer in answers:
        made.history.save(answer)
    list(rejudge_question(L1, made, save=True))
    return made


def typed(text: str, number: int = 0, **changes: object) -> Attempt:
    sample = replace(sample_attempt(), id=f"a{number}", kind=AnswerKind.TYPED, delivery=None, listening=None, labels={})
    attempt = replace(sample, question_id=L1.id, transcript=typed_transcript(text))
    return replace(attempt, **changes)  # type: ignore[arg-type]


def rubric_of_l1(ready: Engines) -> RubricScreen:
    return RubricScreen(ready, L1.id)


def own(made: Engines) -> Rubric:
    return load_rubric(made.paths.rubrics / "concepts" / f"{L1.id}.toml")


async def opened(pilot: Pilot[None], text: str = "judged with this rubric") -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, RubricScreen) and text in " ".join(shown(pilot).split()))


async def fill_in(pilot: Pilot[None], text: str) -> None:
    """Give the text that the open field asks for."""
    await until(pilot, lambda: isinstance(pilot.app.focused, Input))
    pilot.app.screen.query_one(Input).value = text
    await pilot.press("enter")


async def test_u_on_a_question_opens_its_rubric_with_what_its_answers_get_and_no_proposal_without_labels(
    tmp_path: Path,
) -> None:
    async with CoachApp(engines(tmp_path, typed(SAID))).run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "1 answered" in shown(pilot))
        await pilot.press("u")
        await opened(pilot, "1 answer judged with this rubric")
        assert L1.key_points[0].point in shown(pilot)
        await pilot.press("p")
        await until(pilot, lambda: "There are no labels yet." in shown(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))


async def test_an_edit_shows_its_effect_before_it_is_saved_and_can_be_taken_back(tmp_path: Path) -> None:
    made = engines(tmp_path, typed(SAID))
    async with CoachApp(made, go_to=rubric_of_l1).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("down", "right", "down", "down", "enter")
        await until(pilot, lambda: "threshold:" in shown(pilot))
        await fill_in(pilot, "1")
        await until(pilot, lambda: "1 verdict changed" in shown(pilot))
        text = shown(pilot)
        assert "▼ 1 stricter" in text
        assert "✓ covered → ✗ missed" in text
        assert "“L1 regularization drives some" in text
        assert "not saved" in text
        assert not (made.paths.rubrics / "concepts").exists()
        await pilot.press("z")
        await opened(pilot)


async def test_saving_writes_the_users_file_and_the_program_goes_by_it(tmp_path: Path) -> None:
    made = engines(tmp_path, typed(SAID))
    async with CoachApp(made, go_to=rubric_of_l1).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await fill_in(pilot, "What is L one?")
        await until(pilot, lambda: "not saved" in shown(pilot))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Saved as" in shown(pilot))
        assert own(made).question == "What is L one?"
        await until(pilot, lambda: made.bank.get(L1.id).question == "What is L one?")
        await pilot.press("escape")
        await until(pilot, lambda: "What is L one?" in shown(pilot))


async def test_a_new_alias_counts_for_answers_to_come_and_changes_no_stored_one(tmp_path: Path) -> None:
    made = engines(tmp_path, typed(SAID))
    async with CoachApp(made, go_to=rubric_of_l1).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("l")
        await fill_in(pilot, "Ridge = regularization")
        await until(pilot, lambda: "no verdict changes" in shown(pilot))
        assert "Aliases count for answers" in shown(pilot)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Saved as" in shown(pilot))
        assert "R judges your stored answers again" not in shown(pilot)
        assert own(made).aliases == (Alias("Ridge", ("regularization",)),)


async def test_points_and_wordings_are_added_moved_merged_and_deleted(tmp_path: Path) -> None:
    made = engines(tmp_path)
    async with CoachApp(made, go_to=rubric_of_l1).run_test(size=SIZE) as pilot:
        await opened(pilot, "No answers yet")
        await pilot.press("down", "a")
        await fill_in(pilot, "said otherwise")
        await until(pilot, lambda: "said otherwise" in shown(pilot))
        await pilot.press("w")
        await fill_in(pilot, "said wrongly")
        await until(pilot, lambda: "said wrongly" in shown(pilot))
        await pilot.press("n")
        await fill_in(pilot, "a third point")
        await until(pilot, lambda: "a third point" in shown(pilot))
        await pilot.press("J", "ctrl+s")
        await until(pilot, lambda: "Saved as" in shown(pilot))
        first, second, third = own(made).key_points
        assert (second.also[-1], second.mistakes[-1]) == ("said otherwise", "said wrongly")
        assert (first.id, third.point) == (L1.key_points[1].id, "a third point")
        await pilot.press("m", "ctrl+s")
        await until(pilot, lambda: len(own(made).key_points) == 2)
        await pilot.press("left", "d", "ctrl+s")
        await until(pilot, lambda: len(own(made).key_points) == 1)
        await pilot.press("up", "d")
        await until(pilot, lambda: "at least one key point" in shown(pilot))


async def test_enter_right_behind_the_last_letter_takes_that_letter_too(tmp_path: Path) -> None:
    made = engines(tmp_path)
    async with CoachApp(made, go_to=rubric_of_l1).run_test(size=SIZE) as pilot:
        await opened(pilot, "No answers yet")
        await pilot.press("down", "right", "down", "enter")
        await until(pilot, lambda: "weight:" in shown(pilot))
        for key in ("2", "enter"):  # as a terminal gives them that hands both over at once
            pilot.app.simulate_key(key)
        await until(pilot, lambda: "not saved" in shown(pilot))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Saved as" in shown(pilot))
        assert own(made).key_points[0].importance == 2.0


async def test_what_cannot_be_is_refused_in_place_and_can_be_mended(tmp_path: Path) -> None:
    async with CoachApp(engines(tmp_path), go_to=rubric_of_l1).run_test(size=SIZE) as pilot:
        await opened(pilot, "No answers yet")
        await pilot.press("down", "right", "down", "enter")
        await fill_in(pilot, "x")
        await until(pilot, lambda: "That is not a number." in shown(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "not a number" not in shown(pilot))
        await pilot.press("a", "enter")
        await until(pilot, lambda: "This cannot be empty." in shown(pilot))


async def test_leaving_with_edits_asks_first(tmp_path: Path) -> None:
    async with CoachApp(engines(tmp_path), go_to=rubric_of_l1).run_test(size=SIZE) as pilot:
        await opened(pilot, "No answers yet")
        await pilot.press("down", "d")
        await until(pilot, lambda: "not saved" in shown(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "Leave without saving" in shown(pilot))
        await pilot.press("n")
        await until(pilot, lambda: isinstance(pilot.app.screen, RubricScreen))
        await pilot.press("escape")
        await until(pilot, lambda: "Leave without saving" in shown(pilot))
        await pilot.press("y")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))


async def test_a_file_changed_by_another_program_is_told_before_it_is_written_over(tmp_path: Path) -> None:
    made = engines(tmp_path)
    async with CoachApp(made, go_to=rubric_of_l1).run_test(size=SIZE) as pilot:
        await opened(pilot, "No answers yet")
        await pilot.press("down", "d", "ctrl+s")
        await until(pilot, lambda: "Saved as" in shown(pilot))
        path = made.paths.rubrics / "concepts" / f"{L1.id}.toml"
        path.write_text(rubric_toml(replace(L1, question="Theirs?")), encoding="utf-8")
        await pilot.press("z", "ctrl+s")
        await until(pilot, lambda: "Save again to overwrite it" in shown(pilot))
        assert own(made).question == "Theirs?"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: own(made) == L1)


async def test_a_label_proposes_the_users_own_sentence_and_nothing_changes_by_itself(tmp_path: Path) -> None:
    point = L1.key_points[0].id
    answer = typed("the penalty kills useless coefficients for good", labels={point: Label.SAID})
    made = engines(tmp_path, answer)
    async with CoachApp(made, go_to=rubric_of_l1).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("p")
        await until(pilot, lambda: "From your labels" in shown(pilot))
        assert "+ the penalty kills useless coefficients for good" in shown(pilot).replace("The penalty", "the penalty")
        assert "too early to tell: 1 label, 8 needed" in " ".join(shown(pilot).split())
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, RubricScreen))
        assert "not saved" not in shown(pilot)
        await pilot.press("p")
        await until(pilot, lambda: "From your labels" in shown(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "not saved" in shown(pilot))
        await until(pilot, lambda: "1 verdict changed" in shown(pilot))


async def test_stored_answers_are_judged_again_with_what_is_saved(tmp_path: Path) -> None:
    made = engines(tmp_path, typed(SAID))
    async with CoachApp(made, go_to=rubric_of_l1).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("down", "right", "down", "down", "enter")
        await fill_in(pilot, "1")
        await until(pilot, lambda: "1 verdict changed" in shown(pilot))
        await pilot.press("r")
        await until(pilot, lambda: "Save first." in shown(pilot))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Saved as" in shown(pilot))
        await pilot.press("r")
        await until(pilot, lambda: "1 answer judged again, 1 verdict changed." in shown(pilot))
        assert len(made.history.load("a0").earlier) == 2


async def test_an_update_under_an_edit_is_shown_change_by_change(tmp_path: Path) -> None:
    made = engines(tmp_path)
    mine = replace(L1, chapter="Mine")
    (made.paths.rubrics / "concepts").mkdir(parents=True)
    (made.paths.rubrics / "concepts" / f"{L1.id}.toml").write_text(rubric_toml(mine), encoding="utf-8")
    base = base_path(made.paths.rubrics, L1.id)
    base.parent.mkdir()
    base.write_text(rubric_toml(L1), encoding="utf-8")
    newer = replace(L1, question="Updated?", topic="Elsewhere")
    (tmp_path / "shipped" / "concepts" / f"{L1.id}.toml").write_text(rubric_toml(newer), encoding="utf-8")
    made.questions.reload()
    async with CoachApp(made, go_to=rubric_of_l1).run_test(size=SIZE) as pilot:
        await opened(pilot, "was updated under your version: 2 changes")
        await pilot.press("t")
        await until(pilot, lambda: "Accept: question" in shown(pilot))
        assert "ships now: Updated?" in shown(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "Accept: topic" in shown(pilot) and "Accept: question" not in shown(pilot))
        await pilot.press("l")
        await until(pilot, lambda: "You have decided on all changes." in shown(pilot))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Saved as" in shown(pilot))
        assert own(made) == replace(mine, question="Updated?")
        await until(pilot, lambda: base.read_text(encoding="utf-8") == rubric_toml(newer))


async def test_a_question_that_is_broken_by_now_says_so_and_can_only_be_left(tmp_path: Path) -> None:
    made = engines(tmp_path)
    (tmp_path / "shipped" / "concepts" / f"{L1.id}.toml").write_text("id =", encoding="utf-8")
    async with CoachApp(made, go_to=rubric_of_l1).run_test(size=SIZE) as pilot:
        await opened(pilot, "is not valid TOML")
        await pilot.press("n", "d", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
