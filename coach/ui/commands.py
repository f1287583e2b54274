"""What can be done: the commands of the palette, and the keys of all pages by their names in `coach.toml`."""

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from inspect import getmembers, isclass
from typing import Any

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.dom import DOMNode

import coach.ui.screens
import coach.ui.widgets
from coach.ui import messages
from coach.ui.places import NAMES

MOVES = frozenset({"walk", "page", "scroll", "line", "move", "fold"})
"""Actions that only move about, which nobody looks up by name."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done."""

    text: str
    """What it is called."""
    help: str
    """One line about it."""
    run: Callable[[], Any]
    """Does it."""


class CoachCommands(Provider):
    """Finds commands by what is typed."""

    def _commands(self) -> Iterator[Command]:
        from coach.ui.app import CoachApp  # noqa: PLC0415 - the program imports the palette

        app = self.app
        seen = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            moves = binding.action.partition("(")[0] in MOVES
            if binding.id and binding.description and active.enabled and not moves and binding.action not in seen:
                seen.add(binding.action)
                run = partial(app.run_action, binding.action, active.node)
                yield Command(binding.description, f"Key {app.get_key_display(binding)}", run)
        for place, name in NAMES.items():
            yield Command(name, "Go there", partial(app.post_message, messages.PlaceChosen(place)))
        for theme in sorted(app.available_themes):
            wanted = messages.SettingWanted("screen", "theme", theme)
            yield Command(f"Theme: {theme}", "Change the colours", partial(app.post_message, wanted))
        for rubric in app.engines.bank.rubrics if isinstance(app, CoachApp) else ():
            chosen = messages.QuestionChosen(rubric.id)
            yield Command(f"Practise: {rubric.question}", rubric.topic, partial(app.post_message, chosen))
        yield Command("Quit", "Leave the program", partial(app.run_action, "quit"))

    async def discover(self) -> Hits:
        """Offer what can be done here, and the places, before anything is typed."""
        for command in self._commands():
            if not command.text.startswith(("Practise: ", "Theme: ")):
                yield DiscoveryHit(command.text, command.run, help=command.help)

    async def search(self, query: str) -> Hits:
        """Offer what matches."""
        matcher = self.matcher(query)
        for command in self._commands():
            score = matcher.match(command.text)
            if score > 0:
                yield Hit(score, matcher.highlight(command.text), command.run, help=command.help)


@dataclass(frozen=True, slots=True)
class NamedKey:
    """Something that a key does."""

    name: str
    """What `coach.toml` calls it: `result.play`."""
    does: str
    """What it does, for a person."""
    key: str
    """The program's own key, or several with commas."""

    @property
    def page(self) -> str:
        """Where the key holds: a page, or a list or line on several of them."""
        return self.name.partition(".")[0]


def named_keys() -> tuple[NamedKey, ...]:
    """List everything that has a name, page by page; loads every screen."""
    found: dict[str, NamedKey] = {}
    for package in (coach.ui.screens, coach.ui.widgets):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for _, kind in getmembers(import_module(module.name), isclass):
                if issubclass(kind, DOMNode) and kind.__module__.startswith("coach.ui."):
                    found |= {each.name: each for each in _of(kind) if each.name not in found}
    return tuple(sorted(found.values(), key=lambda each: each.page))


def _of(kind: type[DOMNode]) -> list[NamedKey]:
    bindings = [binding for binding in kind.BINDINGS if isinstance(binding, Binding)]
    return [NamedKey(each.id, each.description, each.key) for each in bindings if each.id]


def problems_with(keys: Mapping[str, str]) -> tuple[str, ...]:
    """Return what is wrong with keys that the user chose: unknown names, and one key for two things on one page.

    Args:
        keys: By name, from the settings.
    """
    known = {each.name: each for each in named_keys()}
    problems = [f"[keys] names {name}, which is not the name of any key." for name in keys if name not in known]
    taken: dict[tuple[str, str], str] = {}
    for name, named in known.items():
        for key in keys.get(name, named.key).split(","):
            other = taken.setdefault((named.page, key), name)
            if other != name and (name in keys or other in keys):
                problems.append(f"[keys] gives {key} to {other} and to {name}.")
    return tuple(problems)
