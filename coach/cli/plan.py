"""`coach plan`: the four weeks, today's session, the days to come, and what is due and why."""

import argparse
import shutil
from datetime import date

from coach.cli.output import print_json
from coach.cli.setup import engines_for, tell_damage
from coach.errors import SettingsError
from coach.paths import find_paths
from coach.plan.forecast import look_ahead
from coach.practice.schedule import find_agenda, local_day
from coach.report.bank_words import bank_words
from coach.report.plan_report import agenda_as_json, describe_plan
from coach.report.sections import sections_as_text
from coach.settings_file import write_setting


def run(arguments: argparse.Namespace) -> int:
    """Print the plan; begin it where a day is given.

    Raises:
        SettingsError: The day is none, or the settings cannot be written.
    """
    engines = engines_for(arguments)
    paths = find_paths()
    settings = engines.settings
    if arguments.start is not None:
        day = local_day(engines.now()) if arguments.start == "today" else _day(arguments.start)
        settings = write_setting(paths.settings, "plan", "start", day.isoformat())
    if arguments.minutes is not None:
        settings = write_setting(paths.settings, "plan", "minutes", arguments.minutes)
    agenda = find_agenda(engines.with_settings(settings))
    outlook = look_ahead(agenda.circumstances, agenda.session)
    if arguments.json:
        print_json(agenda_as_json(agenda, outlook))
    else:
        sections = describe_plan(agenda, outlook, bank_words(engines.bank.rubrics))
        print(sections_as_text(sections, shutil.get_terminal_size((88, 24)).columns))
        if agenda.plan is None:
            print("\nStart it with: coach plan --start today")
    tell_damage(engines.history)
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise SettingsError(f'"{text}" is not a date.', "Write it as 2026-03-02, or today.") from error
