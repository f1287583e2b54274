"""The plan on the screen, today's session at home, and what comes back on a result."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fakes import FakeClock, fake_engines
from pilots import BANK, L1, at, bank, filed, sample_attempt, shown, until
from textual.widgets import Input

from coach.domain.coverage import Verdict
from coach.domain.rubric import FollowUp, KeyPoint
from coach.practice.engines import Engines
from coach.settings import PlanSettings, Settings, VoiceSettings, load_settings
from coach.ui.app import CoachApp
from coach.ui.messages import AttemptChosen

ATTEMPT = sample_attempt()
ASKED = replace(
    L1,
    key_points=tuple(KeyPoint(point.id, point.point, point.importance) for point in ATTEMPT.coverage.points),
    follow_ups=tuple(
        FollowUp(point.id, "What of the others?")
        for point in ATTEMPT.coverage.points
        if point.verdict is Verdict.CONTRADICTED
    ),
)
QUESTIONS = bank(ASKED, *(rubric for rubric in BANK.rubrics if rubric.id != L1.id))


def engines_on(home: Path, day: int) -> Engines:
    engines = fake_engines(home, QUESTIONS, settings=Settings(voice=VoiceSettings(muted=True)))
    return replace(engines, now=FakeClock(datetime(2026, 3, day, 12, 0, tzinfo=UTC)))


async def test_a_plan_is_begun_on_a_day_that_is_typed_and_kept(tmp_path: Path) -> None:
    engines = engines_on(tmp_path, 1)
    async with CoachApp(engines).run_test(size=(100, 40)) as pilot:
        await pilot.press("l")
        await at(pilot, "No plan has been started")
        await pilot.press("b")
        await at(pilot, "The day to start")
        await pilot.press("x", "enter")
        await at(pilot, "is not a day such as")
        pilot.app.screen.query_one(Input).value = "2026-03-01"
        await pilot.press("enter")
        await at(pilot, "Started today, ends on")
        assert load_settings(engines.paths.settings).plan.start == "2026-03-01"
        await pilot.press("t")
        await at(pilot, "Minutes for a day's session")
        pilot.app.screen.query_one(Input).value = "30"
        await pilot.press("enter")
        await at(pilot, "30 minutes a day")
        await at(pilot, "minutes: all from the plan.")
        assert "Today: " not in shown(pilot)
        await pilot.press("escape")
        await at(pilot, "Today: ")


async def test_the_plan_shows_two_weeks_ahead_and_names_points_by_their_words(tmp_path: Path) -> None:
    engines = engines_on(tmp_path, 1)
    engines.history.save(ATTEMPT)
    async with CoachApp(engines).run_test(size=(100, 100)) as pilot:
        await pilot.press("l")
        await at(pilot, "The next two weeks")
        assert re.search(r"Tue 3 Mar +█+░+ +8 points, 13 min", shown(pilot))
        assert re.search(r"Mon 2 Mar +░+ +nothing", shown(pilot))
        assert "Sun 15 Mar" in shown(pilot)
        assert "With correlated features L1 keeps one of them" in " ".join(shown(pilot).split())
        assert not [point.id for point in ASKED.key_points if "-" in point.id and point.id in shown(pilot)]


async def test_the_plan_warns_where_the_minutes_of_a_day_are_too_few(tmp_path: Path) -> None:
    many = bank(*(replace(ASKED, id=f"q{number}") for number in range(60)))
    settings = Settings(voice=VoiceSettings(muted=True), plan=PlanSettings(minutes=5.0))
    engines = fake_engines(tmp_path, many, settings=settings)
    engines = replace(engines, now=FakeClock(datetime(2026, 3, 4, 12, 0, tzinfo=UTC)))
    for number in range(60):
        engines.history.save(replace(ATTEMPT, id=f"a{number:03d}", question_id=f"q{number}"))
    async with CoachApp(engines).run_test(size=(100, 60)) as pilot:
        await pilot.press("l")
        await at(pilot, "! 5 minutes a day are too few")
        said = " ".join(shown(pilot).split())
        assert re.search(r"would wait for more than a week; \d+ would be enough", said)
        assert "▓ does not fit into its day and is asked on a later one." in said


async def test_home_begins_with_what_is_due_and_why_and_n_goes_on_within_the_session(tmp_path: Path) -> None:
    engines = engines_on(tmp_path, 4)
    engines.history.save(ATTEMPT)
    async with CoachApp(engines).run_test(size=(120, 40)) as pilot:
        await at(pilot, "points are due: you said the opposite of one")
        await pilot.press("enter")
        await at(pilot, "press Space")
        assert L1.question in shown(pilot)


async def test_a_result_says_when_each_point_comes_back_and_a_rating_changes_it(tmp_path: Path) -> None:
    engines = engines_on(tmp_path, 1)
    engines.history.save(ATTEMPT)
    async with CoachApp(engines).run_test(size=(110, 70)) as pilot:
        pilot.app.post_message(AttemptChosen(ATTEMPT.id))
        await at(pilot, "3 Mar")
        assert "you missed it today" not in shown(pilot)
        await pilot.press("enter")
        await at(pilot, "Due on 3 Mar: you made it today, so it comes")
        await pilot.press("enter")
        await until(pilot, lambda: "so it comes" not in shown(pilot))
        await pilot.press("enter")
        await pilot.press("4")
        await at(pilot, "you rated it 4, easy, today")
        assert list(engines.history.load(ATTEMPT.id).ratings.values()) == [4]


async def test_a_contradicted_point_is_followed_up_with_f_and_the_answer_is_asked_for_aloud(tmp_path: Path) -> None:
    engines = engines_on(tmp_path, 1)
    engines.history.save(ATTEMPT)
    async with CoachApp(engines).run_test(size=(100, 50)) as pilot:
        pilot.app.post_message(AttemptChosen(ATTEMPT.id))
        await at(pilot, "F answers the follow-up.")
        await pilot.press("f")
        await at(pilot, "press Space")
        assert "What of the others?" in shown(pilot)
        assert "follow-up" in shown(pilot)


async def test_a_story_is_kept_as_the_model_answer_and_shown_with_its_reference(tmp_path: Path) -> None:
    told = replace(ASKED, model_answer="Somebody else's.", reference="def train():\n    return 1")
    questions = filed(bank(told), tmp_path / "shipped")
    questions = replace(questions, entries=tuple(replace(each, round="behavioral") for each in questions.entries))
    engines = fake_engines(tmp_path, questions, settings=Settings(voice=VoiceSettings(muted=True)))
    engines.history.save(replace(ATTEMPT, answered_at=ATTEMPT.answered_at + timedelta(hours=1)))
    async with CoachApp(engines).run_test(size=(100, 120)) as pilot:
        pilot.app.post_message(AttemptChosen(ATTEMPT.id))
        await at(pilot, "Do next")
        await pilot.press("a")
        await at(pilot, "    return 1")
        await pilot.press("s")
        await until(pilot, (engines.paths.rubrics / "behavioral" / "l1-vs-l2.toml").is_file)
