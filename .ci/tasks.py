"""The commands of development, each under one name: by hand, in CI and before a commit.

Usage: python .ci/tasks.py [NAME [MORE ...]]
Without a name it lists them. MORE goes to the task's last command: `python .ci/tasks.py test tests/delivery -k pace`.
"""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

TASKS: dict[str, tuple[str, ...]] = {
    "test": ("pytest",),
    "lint": ("ruff check .", "ruff format --check .", "mypy", "lint-imports", "vulture"),
    "format": ("ruff check --fix .", "ruff format ."),
    "pictures": ("pytest -n 0 tests/ui/test_pictures.py --snapshot-update",),
    "bench": ("coach bench judge", "coach bench listen", "coach bench start"),
    "release-check": ("python .ci/release.py",),
}
"""What each task runs, in order; the first command that fails ends it."""


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in TASKS:
        for name, commands in TASKS.items():
            print(f"{name:14}{' && '.join(commands)}")
        return 2 if arguments else 0
    name, *more = arguments
    commands = [shlex.split(command) for command in TASKS[name]]
    commands[-1] += more
    # The programs of this interpreter's environment come first, whether or not it is activated.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = os.environ | {"PATH": path}
    for command in commands:
        print("$", shlex.join(command), flush=True)
        program = sys.executable if command[0] == "python" else shutil.which(command[0], path=path)
        if program is None:
            print(f"{command[0]} is not installed; `pip install -e '.[test]'` brings it.")
            return 127
        code = subprocess.run([program, *command[1:]], cwd=ROOT, env=environment, check=False).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
