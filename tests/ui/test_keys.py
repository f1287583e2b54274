"""Every key of every screen: it reaches what its name says, does something, and stands there once."""

from collections import Counter
from pathlib import Path

import pytest
from pilots import sample_attempt, until
from scenes import PICTURES, SMALL, program
from textual.app import App
from textual.binding import ActiveBinding, Binding, BindingsMap
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from coach.ui.messages import AttemptChosen
from coach.ui.screens.comparison import ComparisonScreen
from coach.ui.screens.dialogs import describe_keys
from coach.ui.screens.typing import TypingScreen
from coach.ui.screens.welcome import WelcomeScreen
from coach.ui.widgets.key_point import KeyPoint


def keys_of(screen: Screen[object]) -> list[tuple[str, Binding]]:
    """The keys that a page says are its own, as the user may have changed them."""
    return [(key, binding) for key, found in screen._bindings.key_to_bindings.items() for binding in found]


def ours(active: ActiveBinding) -> bool:
    """Whether a key belongs to a page or a widget of this program, and not to one that Textual brings."""
    return any(active.binding.action == each.action for each in own_bindings(type(active.node)))


def own_bindings(kind: type) -> list[Binding]:
    return [
        binding
        for each in kind.__mro__
        if each.__module__.startswith("coach.")
        for binding in each.__dict__.get("BINDINGS", ())
        if isinstance(binding, Binding)
    ]


def does(app: App[object], active: ActiveBinding) -> bool:
    """Whether an action is there."""
    namespace, _, name = active.binding.action.partition("(")[0].rpartition(".")
    target = {"app": app, "screen": app.screen, "": active.node}[namespace]
    return hasattr(target, f"action_{name}") or hasattr(target, f"_action_{name}")


@pytest.mark.parametrize("name", PICTURES)
async def test_every_key_reaches_what_it_names_and_is_named_once(name: str, tmp_path: Path) -> None:
    steps, newest = PICTURES[name]
    app = program(tmp_path, "coach-dark", newest())
    async with app.run_test(size=SMALL) as pilot:
        await steps(pilot)
        active = app.screen.active_bindings
        shadowed = {
            (key, binding.action, active[key].binding.action)
            for key, binding in keys_of(app.screen)
            if key in active and active[key].binding.action != binding.action and not ours(active[key])
            if not binding.system and binding.action != "screen.copy_text"
        }
        assert not shadowed
        dead = {each.binding.action for each in active.values() if ours(each) and not does(app, each)}
        assert not dead
        named = Counter(key for keys, _ in describe_keys(active.values()) for key in keys.split(", "))
        assert [key for key, times in named.items() if times > 1] == []


async def opened(pilot: Pilot[None]) -> None:
    pilot.app.post_message(AttemptChosen(sample_attempt().id))
    await until(pilot, lambda: isinstance(pilot.app.focused, KeyPoint))


def test_the_list_of_keys_names_each_key_by_itself() -> None:
    def listed(kind: type) -> dict[str, str]:
        bindings = BindingsMap(own_bindings(kind))
        node = Widget()
        active = [ActiveBinding(node, each, True, "") for found in bindings.key_to_bindings.values() for each in found]
        return {does: keys for keys, does in describe_keys(active)}

    assert listed(WelcomeScreen)["Done"] == "⏎, esc"
    assert listed(WelcomeScreen)["Help"] == "?, f1"
    assert listed(ComparisonScreen)["Older one"] == "[, ←"
    assert listed(KeyPoint)["Did not know it"] == "1"
    assert listed(TypingScreen)["Assess"] == "^s, ^j"


async def test_down_and_up_walk_from_point_to_point_where_the_page_could_also_scroll(tmp_path: Path) -> None:
    app = program(tmp_path, "coach-dark", sample_attempt())
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        points = list(app.screen.query(KeyPoint))
        await pilot.press("down")
        assert app.focused is points[1]
        await pilot.press("down", "up", "up")
        assert app.focused is points[0]


async def test_a_key_that_does_nothing_now_says_why(tmp_path: Path) -> None:
    app = program(tmp_path, "coach-dark", sample_attempt())
    async with app.run_test(size=(100, 60)) as pilot:
        await opened(pilot)
        for key, told in (
            ("y", "The verdict says so already: covered."),
            ("s", "Only a story for a behavioral question can be kept as the model answer."),
        ):
            await pilot.press(key)
            await until(pilot, lambda told=told: [each.message for each in app._notifications] == [told])  # type: ignore[misc]
