"""What the command palette offers: everything that can be done here, every place, every theme, every question."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from textual.command import DiscoveryHit, Hit, Hits, Provider

from coach.ui import messages
from coach.ui.places import NAMES


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
        app = self.app
        seen = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.description and not binding.system and active.enabled and binding.action not in seen:
                seen.add(binding.action)
                run = partial(app.run_action, binding.action, active.node)
                yield Command(binding.description, f"Key {app.get_key_display(binding)}", run)
        for place, name in NAMES.items():
            yield Command(name, "Go there", partial(app.post_message, messages.PlaceChosen(place)))
        for theme in sorted(app.available_themes):
            wanted = messages.SettingWanted("screen", "theme", theme)
            yield Command(f"Theme: {theme}", "Change the colours", partial(app.post_message, wanted))
        for question_id, question in getattr(app, "questions", ()):
            chosen = messages.QuestionChosen(question_id)
            yield Command(f"Practise: {question}", question_id, partial(app.post_message, chosen))
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
