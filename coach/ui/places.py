"""The places that can be gone to, and which screen each of them is; a screen's module loads when it is first wanted."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from importlib import import_module
from pkgutil import iter_modules

from textual.screen import Screen

import coach.ui.screens
from coach.practice.engines import Engines


class Place(StrEnum):
    """Somewhere to go."""

    HISTORY = "history"
    """Every attempt, newest first."""
    PROGRESS = "progress"
    """How scores and delivery have changed."""
    MISSED = "missed"
    """The key points that are missed again and again."""
    SEARCH = "search"
    """What was said, searched."""
    COMPARISON = "comparison"
    """Two attempts at one question; about an attempt."""
    RUBRIC = "rubric"
    """A question's rubric, to edit; about a question."""
    PLAN = "plan"
    """The four weeks, and what is due today."""
    MOCK = "mock"
    """Mock interviews: a new one, and those before."""
    DRILLS = "drills"
    """Short exercises; about a question."""
    SETTINGS = "settings"
    """Everything in `coach.toml`."""
    WELCOME = "welcome"
    """Microphone, volume, and where data lives."""


NAMES: Mapping[Place, str] = {
    Place.HISTORY: "History: every answer",
    Place.PROGRESS: "Progress: scores, pace and fillers over time",
    Place.MISSED: "Missed points: what to reread",
    Place.SEARCH: "Search what you said",
    Place.PLAN: "Plan: the four weeks, and what is due today",
    Place.MOCK: "Mock interview",
    Place.DRILLS: "Drills: rapid fire, explaining, one minute without fillers",
    Place.SETTINGS: "Settings",
    Place.WELCOME: "Set up microphone and voice",
}
"""What each place is called that can be gone to from anywhere."""

_SCREENS: Mapping[Place, tuple[str, str]] = {
    Place.HISTORY: ("history", "HistoryScreen"),
    Place.PROGRESS: ("progress", "ProgressScreen"),
    Place.MISSED: ("missed", "MissedScreen"),
    Place.SEARCH: ("search", "SearchScreen"),
    Place.COMPARISON: ("comparison", "ComparisonScreen"),
    Place.RUBRIC: ("rubric", "RubricScreen"),
    Place.PLAN: ("plan", "PlanScreen"),
    Place.MOCK: ("mock", "MockScreen"),
    Place.DRILLS: ("drills", "DrillsScreen"),
    Place.SETTINGS: ("settings", "SettingsScreen"),
    Place.WELCOME: ("welcome", "WelcomeScreen"),
}


def open_place(place: Place, engines: Engines, about: str = "") -> Screen[None]:
    """Make the screen of a place.

    Args:
        place: Where to go.
        engines: What to work with.
        about: The attempt or the question that the place is about, where it is about one.
    """
    module, name = _SCREENS[place]
    build: Callable[..., Screen[None]] = getattr(import_module(f"coach.ui.screens.{module}"), name)
    return build(engines, about) if place in {Place.COMPARISON, Place.RUBRIC, Place.DRILLS} else build(engines)


def load_screens() -> None:
    """Load the modules of all screens, so that whichever is opened first opens as quickly as later ones."""
    for module in iter_modules(coach.ui.screens.__path__):
        import_module(f"{coach.ui.screens.__name__}.{module.name}")
