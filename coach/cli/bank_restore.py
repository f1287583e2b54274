"""`coach bank restore`: the last good version of a question, put back."""

import argparse

from coach.bank.keeping import kept_rubric, last_good_path, put_back
from coach.errors import RubricError
from coach.paths import find_paths


def run(arguments: argparse.Namespace) -> int:
    """Put it back; what stands in its place is kept beside.

    Raises:
        RubricError: No version of it was kept, or it cannot be written.
    """
    own = find_paths().rubrics
    kept = last_good_path(own, arguments.id)
    if not arguments.id.replace("-", "").isalnum() or kept_rubric(kept) is None:
        raise RubricError(
            "No version of that question was kept.", f"Versions are kept in {kept.parent}, once a question was read."
        )
    print(f"Put back: {put_back(own, arguments.id)}")
    return 0
