"""`coach paths`: where everything lives."""

import argparse
from dataclasses import fields

from coach.paths import Paths, find_paths, shipped_folder


def run(_arguments: argparse.Namespace) -> int:
    """Print one line for each place."""
    paths = find_paths()
    lines = [(each.name.replace("_", " "), getattr(paths, each.name)) for each in fields(Paths)]
    lines += [("history copies", paths.copies), ("drafts", paths.drafts)]
    lines += [("shipped questions", shipped_folder("rubrics")), ("catalogue", shipped_folder("models"))]
    width = max(len(name) for name, _ in lines)
    for name, place in lines:
        print(f"{name:<{width}}  {place}")
    return 0
