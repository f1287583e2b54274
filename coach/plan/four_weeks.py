"""The four-week plan: what each week is about, in which order its questions come, and how far it has come."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from coach.domain.schedule import PlanItem, PlannedItem, PlanProgress, WeekProgress

MOCK = ""
"""Stands for a mock interview among the questions of a week."""

DAYS = 7
"""Days of a week; its questions are spread over all of them."""

_FUNDAMENTALS = ("bias-variance-tradeoff", "overfitting", "l1-vs-l2", "generative-vs-discriminative")
_ALGORITHMS = (
    "decision-tree-splits",
    "bagging-vs-boosting",
    "gradient-boosted-trees-vs-neural-nets",
    "knn-vs-kmeans",
)
_DEEP_LEARNING = ("activation-functions", "vanishing-gradients", "attention", "adam-vs-sgd")
_EVALUATION = ("p-value", "base-rate-fallacy", "precision-vs-recall", "accuracy-imbalanced-data", "roc-auc")
_MODERN = ("rag-vs-fine-tuning", "lora", "temperature", "hallucination")

WEEKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Fundamentals: the whole concept bank aloud; gradient descent and metrics from scratch",
        (
            *_FUNDAMENTALS,
            "gradient-descent",
            *_EVALUATION,
            "classification-metrics",
            *_ALGORITHMS,
            *_DEEP_LEARNING,
            *_MODERN,
        ),
    ),
    (
        "Algorithms and math: trees, neighbours and clusters from scratch; p-values and Bayes again",
        (
            "k-means",
            "k-nn",
            "decision-tree-splits",
            "knn-vs-kmeans",
            "p-value",
            "base-rate-fallacy",
            "bagging-vs-boosting",
            "cross-validation",
            "top-k-retrieval",
            "gradient-boosted-trees-vs-neural-nets",
            "roc-auc",
        ),
    ),
    (
        "Deep learning and modern: a training loop, attention, RAG and LoRA",
        (
            "backpropagation",
            "activation-functions",
            "vanishing-gradients",
            "stable-softmax",
            "attention",
            "adam-vs-sgd",
            "rag-vs-fine-tuning",
            "lora",
            "temperature",
            "hallucination",
        ),
    ),
    (
        "System design and mocks: design prompts under time, mock interviews, your own stories",
        (
            "design-feed-ranking",
            "greatest-impact",
            "conflict-with-a-colleague",
            "design-fraud-detection",
            "a-failure",
            MOCK,
            "design-search-retrieval",
            "leading-without-authority",
            "design-video-recommendations",
            "ambiguous-problem",
            MOCK,
            "design-churn-prediction",
            "tough-feedback",
            "design-content-moderation",
        ),
    ),
)
"""Theme and questions of each week, as the playbook has them; a question that comes again is one to repeat."""


def list_items(known: frozenset[str]) -> tuple[tuple[str, tuple[PlanItem, ...]], ...]:
    """Lay the plan out over its days.

    Args:
        known: Ids of the questions of the bank; others are left out.

    Returns:
        For each week its theme and its items, spread evenly over its days.
    """
    turns: dict[str, int] = {}
    weeks = []
    for number, (theme, names) in enumerate(WEEKS):
        there = [name for name in names if name == MOCK or name in known]
        items = []
        for place, name in enumerate(there):
            turns[name] = turns.get(name, 0) + 1
            items.append(PlanItem(name, DAYS * number + DAYS * place // len(there), turns[name]))
        weeks.append((theme, tuple(items)))
    return tuple(weeks)


def find_plan_progress(
    start: date, practised: Mapping[str, Collection[date]], mocks: Collection[date], today: date, known: frozenset[str]
) -> PlanProgress:
    """Return how far the plan has come.

    The n-th time that the plan asks a question is done once it was practised on n days since the start. Where the first
    open item belongs to a day that has passed, everything open moves by as many days as that is ago, whether there was
    no practice or practice of something else: the days of the plan come one after the other, and none is put on top of
    another.

    Args:
        start: The day that the plan begins with.
        practised: Days on which each question was practised, by its id; in any order, days may repeat.
        mocks: Days on which a mock interview was ended.
        today: The day it is.
        known: Ids of the questions of the bank.
    """
    weeks = list_items(known)
    days = {name: {day for day in each if day >= start} for name, each in practised.items()}
    mock_days = sorted(day for day in mocks if day >= start)

    def done(item: PlanItem) -> bool:
        return item.turn <= (len(mock_days) if item.is_mock else len(days.get(item.question_id, ())))

    first_open = next((item for _, items in weeks for item in items if not done(item)), None)
    moved = 0 if first_open is None else max(0, (today - start).days - first_open.day)
    progress = []
    for number, (theme, items) in enumerate(weeks, start=1):
        planned = []
        for item in items:
            is_done = done(item)
            planned.append(PlannedItem(item, is_done, start + timedelta(days=item.day + (0 if is_done else moved))))
        progress.append(WeekProgress(number, theme, tuple(planned)))
    last = max((each.on for week in progress for each in week.items), default=start)
    everything = [item for _, items in weeks for item in items]
    before = everything if first_open is None else everything[: everything.index(first_open)]
    waits = _waits(start, before, days, mock_days, today)
    return PlanProgress(start, tuple(progress), moved, last, waits, _missed(start, days, mock_days, today))


def _waits(
    start: date, before: list[PlanItem], days: Mapping[str, Collection[date]], mocks: list[date], today: date
) -> int:
    """Count the days with practice between the day on which the last of the items before was done, and today."""
    done_on = [(mocks if item.is_mock else sorted(days[item.question_id]))[item.turn - 1] for item in before]
    came_up = max(done_on, default=start - timedelta(days=1))
    return len({day for each in (*days.values(), mocks) for day in each if came_up < day < today})


def _missed(start: date, days: Mapping[str, Collection[date]], mocks: Collection[date], today: date) -> int:
    """Count the days from the start to yesterday on which nothing at all was practised."""
    practised = {day for each in (*days.values(), mocks) for day in each if start <= day < today}
    return max(0, (today - start).days) - len(practised)
