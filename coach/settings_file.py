"""Changes `coach.toml` and keeps everything else in it as it is, comments included."""

import threading
from pathlib import Path

import tomlkit
import tomlkit.exceptions
from tomlkit.items import Table

from coach.errors import SettingsError
from coach.settings import Settings, parse_settings
from coach.whole_files import replace_whole

_ONE_AT_A_TIME = threading.Lock()
"""Two changes at once would each keep only their own."""

Value = bool | int | float | str | list[str]
"""What a setting can be."""


def write_setting(path: Path, table: str, key: str, value: Value | None) -> Settings:
    """Change one setting; the file is replaced whole, or not at all.

    Args:
        path: `coach.toml`; made where it is missing, readable by its owner only.
        table: For instance `screen`.
        key: For instance `theme`.
        value: What it is from now on; None takes it out, so that the program's own value holds.

    Returns:
        All settings, as they are now.

    Raises:
        SettingsError: The file is not valid as it is, the new value is not allowed, or it cannot be written.
    """
    with _ONE_AT_A_TIME:
        return _change(path, table, key, value)


def _change(path: Path, table: str, key: str, value: Value | None) -> Settings:
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        document = tomlkit.parse(text)
    except (OSError, UnicodeDecodeError, tomlkit.exceptions.ParseError) as error:
        raise SettingsError(f"{path} cannot be changed: {error}.", "Mend or delete the file.") from error
    if value is not None:
        if not isinstance(document.get(table), Table):
            document[table] = tomlkit.table()
        document[table][key] = value
    elif table in document:
        document[table].pop(key, None)
    changed = tomlkit.dumps(document)
    settings = parse_settings(changed, path)
    _replace(path, changed)
    return settings


def _replace(path: Path, text: str) -> None:
    try:
        replace_whole(path, text)
    except OSError as error:
        raise SettingsError(
            f"{path} cannot be written: {error.strerror or error}.", "Free some space, or mend the folder's rights."
        ) from error
