"""The four-week plan: what each week is about, and in which order its questions come."""

from coach.domain.schedule import PlanItem

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
