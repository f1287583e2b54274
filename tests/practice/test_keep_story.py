"""One's own story as the model answer."""

from dataclasses import replace
from pathlib import Path

from pilots import NOON, bank, filed, rubric, sample_attempt

from coach.bank.bank import Bank
from coach.bank.load import load_rubric
from coach.practice.keep_story import keep_story, tells_story

CONFLICT = rubric("conflict", "A conflict?", "It was hard", model_answer="Somebody else's story.")


def behavioral(folder: Path) -> Bank:
    filed_bank = filed(bank(CONFLICT), folder)
    return replace(filed_bank, entries=tuple(replace(entry, round="behavioral") for entry in filed_bank.entries))


def test_a_story_becomes_the_model_answer_in_the_users_folder_without_its_fillers(tmp_path: Path) -> None:
    questions = behavioral(tmp_path / "shipped")
    attempt = replace(sample_attempt(), question_id="conflict", answered_at=NOON)
    path = keep_story(attempt, questions, tmp_path / "own")
    kept = load_rubric(path)
    assert path.is_relative_to(tmp_path / "own")
    assert kept.model_answer.startswith("So L1 adds the absolute values")
    assert "you know" not in kept.model_answer
    assert replace(kept, model_answer="Somebody else's story.") == CONFLICT


def test_only_answers_to_behavioral_questions_are_stories(tmp_path: Path) -> None:
    questions = behavioral(tmp_path)
    assert tells_story(replace(sample_attempt(), question_id="conflict"), questions)
    assert not tells_story(replace(sample_attempt(), question_id="conflict"), bank(CONFLICT))
    assert not tells_story(sample_attempt(), questions)
