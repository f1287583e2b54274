"""What 60 days of doing what is proposed come to: waits of due points, minutes, backlog, end of the plan; and the time
that working out all dates takes.

Usage: python tests/bench/simulated_learner.py [SEEDS]
Waits, minutes and the end are the worst of so many learners, who differ in chance only; the rest are means.
"""

import random
import sys
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from learners import Learned, practise

from coach.domain.coverage import Verdict
from coach.domain.schedule import Rating, Review
from coach.plan.memory import remember

SEEDS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
DAYS = 60
HABITS = {
    "every day": lambda day: True,
    "every third day missed": lambda day: day % 3 != 2,
    "every other day missed": lambda day: day % 2 == 0,
    "a whole week missed": lambda day: not 20 <= day < 27,
}
VERDICTS = {Rating.AGAIN: Verdict.MISSED, Rating.HARD: Verdict.PARTLY, Rating.GOOD: Verdict.COVERED}


def main() -> None:
    print(
        "minutes  habit                   longest wait  passed over  most min.  items/day"
        "  due per day 16-30/31-45/46-60  plan ends"
    )
    for minutes in (10.0, 20.0, 30.0):
        for habit, comes in HABITS.items():
            runs = [practise(DAYS, minutes, comes, seed=seed) for seed in range(SEEDS)]
            ends = [run.plan_done for run in runs]
            print(
                f"{minutes:7.0f}  {habit:22}  {max(max(*run.waits, run.waiting) for run in runs):7} days"
                f"  {max(run.waited_days for run in runs):6} days  {max(max(run.minutes) for run in runs):9.1f}"
                f"  {sum(sum(run.items) for run in runs) / sum(len(run.items) for run in runs):9.1f}"
                f"  {mean_due(runs, 15):16.0f}/{mean_due(runs, 30):5.0f}/{mean_due(runs, 45):5.0f}"
                f"  {'never' if None in ends else f'day {max(each for each in ends if each)}'}"
            )
    for points, each in ((200, 250), (5_000, 10)):
        reviews = make_reviews(points, each)
        for _ in range(2):
            begun = time.perf_counter()
            memories = remember(reviews)
            print(f"{len(reviews)} reviews of {len(memories)} points: {time.perf_counter() - begun:.2f} s")


def mean_due(runs: list[Learned], first: int) -> float:
    """Points due on a day before practice, over fifteen days and all learners."""
    return sum(sum(run.backlog[first : first + 15]) for run in runs) / 15 / len(runs)


def make_reviews(points: int, each: int) -> list[Review]:
    """Reviews of so many points, each so many times, a day to a month apart."""
    chance, reviews = random.Random(3), []
    for point in range(points):
        day = date(2026, 1, 1)
        for _ in range(each):
            day += timedelta(days=chance.randint(1, 30))
            rating = chance.choice(list(VERDICTS))
            reviews.append(Review(f"question-{point // 5}", f"point-{point % 5}", day, rating, VERDICTS[rating]))
    return sorted(reviews, key=lambda review: review.day)


if __name__ == "__main__":
    main()
