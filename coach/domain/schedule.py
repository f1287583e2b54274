"""When key points come back, and how far the four-week plan has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from coach.domain.coverage import Verdict
from coach.domain.leech import is_set_aside
from coach.domain.progress import PointHeard


class Rating(IntEnum):
    """How well a key point was known; the four grades of FSRS."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Review:
    """One time that a key point was asked for."""

    question_id: str
    """The question; for a follow-up the question that it follows."""
    point_id: str
    """The key point."""
    day: date
    """When, in the time zone of this machine."""
    rating: Rating
    """How well it was known."""
    verdict: Verdict
    """What the answer did with it."""
    chosen: bool = False
    """Whether the user chose the rating; otherwise it follows from the verdict."""
    hinted: bool = False
    """Whether a hint of it was shown."""


@dataclass(frozen=True, slots=True)
class Strength:
    """How well a key point was known at the end of a day on which it was asked for."""

    day: date
    """The day."""
    stability: float
    """Days after which it is still known with a probability of 90 %, by FSRS."""
    difficulty: float
    """How hard it is to learn, 1 to 10, by FSRS."""
    in_a_row: int
    """How many of the last days it was known in full."""
    missed: int = 0
    """Days on which it was not known."""


@dataclass(frozen=True, slots=True)
class PointMemory:
    """What is known about one key point in somebody's memory."""

    last: Review
    """The last time that it was asked for."""
    due: date
    """When it should be asked for again."""
    stability: float
    """Days after which it is still known with a probability of 90 %, by FSRS."""
    reviews: int
    """Days on which it was asked for."""
    in_a_row: int
    """How many of the last of them it was known in full, by the verdict or the user's own word."""
    difficulty: float = 0.0
    """How hard it is to learn, 1 to 10, by FSRS."""
    before: Strength | None = None
    """After the day before the last, which another answer on the last day goes on from; None where there was none."""
    missed: int = 0
    """Days on which it was not known."""

    @property
    def days(self) -> int:
        """Days from the last time until it is due."""
        return (self.due - self.last.day).days

    @property
    def set_aside(self) -> bool:
        """Whether it was missed so often that asking again is no help; made once in full, it comes back."""
        return is_set_aside(self.missed, self.in_a_row)


@dataclass(frozen=True, slots=True)
class Return:
    """When a key point comes back."""

    when: str
    """`Due on 3 Mar`, without a full stop."""
    why: str
    """The reason, as the rest of a sentence that begins with `when` and a colon."""
    briefly: str
    """The same as `when` in at most nine letters, for a column of dates: `3 Mar`, `tomorrow`, `now`."""

    def __str__(self) -> str:
        return f"{self.when}: {self.why}"


@dataclass(frozen=True, slots=True)
class KeptMemories:
    """What was worked out about key points and is kept beside the answers that it follows from."""

    memories: Mapping[str, tuple[PointMemory, ...]]
    """By question; only of questions with no answer that is new, changed or gone since."""
    outdated: tuple[str, ...]
    """The other questions that were ever answered."""


@dataclass(frozen=True, slots=True)
class Recollection:
    """What was worked out about the key points of one question, and what was heard since."""

    question_id: str
    """The question."""
    change: int
    """Grows with each change of its answers, so that what follows from others is never kept for them."""
    memories: tuple[PointMemory, ...]
    """As they were worked out; none where an answer that they follow from has changed or is gone."""
    heard: tuple[PointHeard, ...]
    """What the memories do not know yet, oldest first; everything where there are none."""
    outdated: bool
    """Whether there is anything new to be kept: an answer is new, changed or gone."""


@dataclass(frozen=True, slots=True)
class DueQuestion:
    """A question with key points that are due."""

    question_id: str
    """The question."""
    points: tuple[PointMemory, ...]
    """Those that are due, the most urgent first; at least one."""
    reason: str
    """Why it is due, one sentence."""


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One thing to do in the four weeks."""

    question_id: str
    """The question; empty for a mock interview."""
    day: int
    """The day of the plan it belongs to, from 0; a day that is missed moves it with all that follow."""
    turn: int
    """Which time of asking this question it is within the plan, from 1; for mock interviews likewise."""

    @property
    def is_mock(self) -> bool:
        """Whether it is a mock interview."""
        return not self.question_id


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """An item of the plan, done or not."""

    item: PlanItem
    """The item."""
    done: bool
    """Whether it was done."""
    on: date
    """The day it is meant for, the days that the plan is behind taken into account."""


@dataclass(frozen=True, slots=True)
class WeekProgress:
    """How far one week of the plan has come."""

    number: int
    """From 1."""
    theme: str
    """What it is about."""
    items: tuple[PlannedItem, ...]
    """In order."""

    @property
    def done(self) -> int:
        """Items that are done."""
        return sum(1 for each in self.items if each.done)


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """How far the four weeks have come."""

    start: date
    """The day it began with."""
    weeks: tuple[WeekProgress, ...]
    """In order."""
    moved: int
    """Days by which everything that is open has moved: the days that the plan is behind."""
    ends: date
    """The last day, the days that the plan is behind taken into account."""
    waits: int = 0
    """Days with practice since the first open item came up, on which it was passed over."""
    missed: int = 0
    """Days before today, since the start, without any practice."""

    @property
    def open(self) -> tuple[PlannedItem, ...]:
        """Items that are not done, in order."""
        return tuple(each for week in self.weeks for each in week.items if not each.done)

    @property
    def current(self) -> WeekProgress | None:
        """The first week with something open; None where all is done."""
        return next((week for week in self.weeks if week.done < len(week.items)), None)


class ItemKind(StrEnum):
    """Why something is in today's session."""

    DUE = "due"
    """Key points of it come back."""
    PLAN = "plan"
    """The four weeks have it."""
    NEW = "new"
    """It was never practised."""


@dataclass(frozen=True, slots=True)
class SessionItem:
    """One thing to do today."""

    question_id: str
    """The question; empty for a mock interview."""
    kind: ItemKind
    """Why it is here, in a word."""
    reason: str
    """Why it is here, in a sentence."""
    minutes: float
    """How long it takes, with reading the result."""


@dataclass(frozen=True, slots=True)
class Session:
    """What is proposed for today."""

    items: tuple[SessionItem, ...]
    """In order; empty where nothing is left to do."""
    minutes: float
    """What they take together."""
    done_minutes: float
    """What was practised today already."""
    due_later: int
    """Questions that are due and find no room today."""
    done: int = 0
    """Questions of the bank that were practised today already."""
    more: tuple[str, ...] = ()
    """Questions to go on with once all of it is done, in order; each question comes before any comes again."""

    @property
    def total(self) -> int:
        """What the day holds: what was done, and what is left."""
        return self.done + len(self.items)

    @property
    def first(self) -> SessionItem | None:
        """What to begin with; None where nothing is left to do."""
        return self.items[0] if self.items else None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Everything that today's session, and those of the days to come, follow from."""

    today: date
    """The day it is, in the time zone of this machine."""
    minutes: float
    """Time there is for a day."""
    start: date | None
    """The day that the four weeks begin with; None where no plan was begun."""
    memories: tuple[PointMemory, ...]
    """What is known of each key point that was ever asked for, and is still in the bank."""
    practised: Mapping[str, frozenset[date]]
    """By question, the days since the plan's start on which it was practised; today's in any case."""
    mocks: tuple[date, ...]
    """Days since the plan's start on which a mock interview was ended."""
    seconds: Mapping[str, float]
    """The longest good answer of each question of the bank, by its id, in the order of the bank."""
    points: Mapping[str, tuple[str, ...]]
    """The ids of the key points of each question of the bank."""
    new: tuple[str, ...]
    """Questions that were never practised, in the order of the bank."""

    @property
    def practised_today(self) -> tuple[str, ...]:
        """Questions that were practised today."""
        return tuple(name for name, days in self.practised.items() if self.today in days)


@dataclass(frozen=True, slots=True)
class Agenda:
    """Everything that is to be said about today and the weeks around it."""

    circumstances: Circumstances
    """What it follows from."""
    session: Session
    """What is proposed for today."""
    plan: PlanProgress | None
    """The four-week plan; None where none was begun."""
    due: tuple[DueQuestion, ...]
    """What is due, the most urgent first, without the points that are set aside."""

    @property
    def today(self) -> date:
        """The day it is, in the time zone of this machine."""
        return self.circumstances.today

    @property
    def memories(self) -> tuple[PointMemory, ...]:
        """When each key point comes back that was ever asked for, and is still in the bank."""
        return self.circumstances.memories

    @property
    def proposes(self) -> bool:
        """Whether there is anything to propose by; whoever has just begun chooses freely."""
        return bool(self.memories) or self.plan is not None

    @property
    def set_aside(self) -> tuple[PointMemory, ...]:
        """The points that were missed so often that they are not asked for any more."""
        return tuple(each for each in self.memories if each.set_aside)


@dataclass(frozen=True, slots=True)
class DayAhead:
    """What is due on a day to come."""

    day: date
    """The day, in the time zone of this machine."""
    points: int
    """Key points that are due, those included that the days before left over."""
    questions: int
    """The questions that they belong to."""
    minutes: float
    """What these questions take together."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The days to come, where each day's session is done as it is proposed."""

    minutes: float
    """Time there is for a day."""
    days: tuple[DayAhead, ...]
    """From tomorrow on."""
    carried: bool
    """Whether everything that is due has its turn within a week in that time."""
    enough: int | None
    """Whole minutes a day with which it would; None where it is carried, or nothing would be enough."""


@dataclass(frozen=True, slots=True)
class TopicShare:
    """How much of a topic was made, each key point by the last answer to it."""

    topic: str
    """The topic."""
    share: float
    """Of its points, those made in part counting half; 0.0 to 1.0."""


@dataclass(frozen=True, slots=True)
class DayStanding:
    """How the day stands beside its session."""

    streak: int
    """Days in a row with practice, up to today, or to yesterday where today has none yet."""
    gained: tuple[Review, ...]
    """Today's last word on the points that were missed or contradicted before today, and made today."""
    lost: tuple[Review, ...]
    """The same of those that were made before, and missed or contradicted today."""
    tomorrow: DayAhead
    """What is due tomorrow, where today's session is done."""
    weakest: tuple[TopicShare, ...]
    """The topics of which the least was made, the weakest first."""
