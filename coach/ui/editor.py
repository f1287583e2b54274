"""Another program's editor for a text."""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from coach.errors import CoachError


def edit_elsewhere(text: str, name: str, environment: Mapping[str, str] = os.environ) -> str:
    """Have a text edited by `$VISUAL` or `$EDITOR`, and wait for it; the terminal must be free.

    Args:
        text: What to edit.
        name: The name of the file that it is put into; in a folder that only its owner can read.
        environment: Says which editor.

    Returns:
        The text as the editor left it.

    Raises:
        CoachError: No editor is named, or it could not be run.
    """
    command = shlex.split(environment.get("VISUAL") or environment.get("EDITOR") or "")
    if not command:
        raise CoachError("No editor is set.", "Set the variable EDITOR, for instance EDITOR=nano, and start again.")
    with tempfile.TemporaryDirectory(prefix="coach-") as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8")
        try:
            subprocess.run([*command, str(path)], check=True)  # noqa: S603 - the user's own editor
            return path.read_text(encoding="utf-8")
        except (OSError, subprocess.CalledProcessError, UnicodeDecodeError) as error:
            raise CoachError(f"The editor {command[0]} failed: {error}.", "What you had here is unchanged.") from error
