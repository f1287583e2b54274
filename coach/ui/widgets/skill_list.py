"""Which ways of reasoning were heard in an answer, with the words that show them."""

from textual.content import Content
from textual.widgets import Static

from coach.domain.rubric import BEGINNER, EXECUTIVE, Audience
from coach.domain.skills import Skill, Skills
from coach.domain.transcript import Transcript
from coach.skills.detect import detect_skills
from coach.skills.jargon import find_terms
from coach.ui.lines import Column, Fitted, plain, row
from coach.wording import clock

NAME_WIDTH, WHEN_WIDTH = 25, 5


def _describe_skills(skills: Skills, width: int, *, typed: bool) -> Content:
    """Describe each way of reasoning that was heard by the words that show it.

    Args:
        skills: What was heard.
        width: Cells.
        typed: Whether the answer was typed, so that nothing has a time.
    """
    lines = []
    for skill in Skill:
        if heard := skills.of(skill):
            when = "" if typed else clock(heard[0].start)
            cells = (
                Column(Content.styled(f"✓ {skill.value}", "$success"), NAME_WIDTH),
                Column(Content.styled(when, "$quiet"), WHEN_WIDTH, right=True),
                Column(plain(f"“{heard[0].text}”", "$quiet italic")),
            )
            lines.append(row(width, cells))
    return Content("\n").join(lines)


class SkillList(Static):
    """The ways of reasoning that were heard."""

    DEFAULT_CSS = "SkillList { height: auto; }"

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__(markup=False)

    def show_transcript(self, transcript: Transcript, audience: Audience | None = None) -> bool:
        """Listen to an answer, and hide where nothing was heard.

        Args:
            transcript: The answer.
            audience: To whom something was explained; None for an interviewer.

        Returns:
            Whether there is anything to show.
        """
        skills, typed = detect_skills(transcript), transcript.typed
        more = describe_audience(transcript, skills, audience)
        self.display = any(skills.of(skill) for skill in Skill) or bool(more)
        self.update(Fitted(lambda width: _describe_skills(skills, width, typed=typed) + more))
        return self.display


def describe_audience(transcript: Transcript, skills: Skills, audience: Audience | None) -> Content:
    """Return what matters to whom something was explained; nothing for an interviewer."""
    if audience is BEGINNER:
        terms = [
            term.text if transcript.typed else f"{term.text} {clock(term.start)}" for term in find_terms(transcript)
        ]
        told = f"Terms that a beginner may not know: {', '.join(terms)}." if terms else "No technical term was heard."
        return "\n" + plain(told)
    if audience is EXECUTIVE and not skills.of(Skill.IMPACT):
        return "\n" + plain("Say what it means for the business: no metric, money or outcome was heard.")
    return Content("")
