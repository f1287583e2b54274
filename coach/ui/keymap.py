"""The keys of all screens by name, and what is wrong with those that the user chose."""

import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from inspect import getmembers, isclass

from textual.binding import Binding
from textual.dom import DOMNode

import coach.ui.screens
import coach.ui.widgets


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
    def place(self) -> str:
        """Where the key holds."""
        return self.name.partition(".")[0]


def named_keys() -> tuple[NamedKey, ...]:
    """List everything that has a name, place by place; loads every screen."""
    found: dict[str, NamedKey] = {}
    for package in (coach.ui.screens, coach.ui.widgets):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for _, kind in getmembers(import_module(module.name), isclass):
                if issubclass(kind, DOMNode) and kind.__module__.startswith("coach.ui."):
                    found |= {each.name: each for each in _of(kind) if each.name not in found}
    return tuple(sorted(found.values(), key=lambda each: each.place))


def _of(kind: type[DOMNode]) -> list[NamedKey]:
    bindings = [binding for binding in kind.BINDINGS if isinstance(binding, Binding)]
    return [NamedKey(each.id, each.description, each.key) for each in bindings if each.id]


def problems_with(keys: Mapping[str, str]) -> tuple[str, ...]:
    """Say what is wrong with keys that the user chose: unknown names, and one key for two things in one place.

    Args:
        keys: By name, from the settings.
    """
    known = {each.name: each for each in named_keys()}
    problems = [f"[keys] names {name}, which is nothing that a key does." for name in keys if name not in known]
    taken: dict[tuple[str, str], str] = {}
    for name, named in known.items():
        for key in keys.get(name, named.key).split(","):
            other = taken.setdefault((named.place, key), name)
            if other != name and (name in keys or other in keys):
                problems.append(f"[keys] gives {key} to {other} and to {name}.")
    return tuple(problems)
