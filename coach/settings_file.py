"""Changes `coach.toml` and keeps everything else in it as it is, comments included."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any

import tomlkit
import tomlkit.exceptions

from coach.errors import SettingsError
from coach.private_folder import make_private_folder
from coach.settings import SETTINGS, Settings, parse_settings
from coach.toml_files import read_text, shown_path
from coach.whole_files import replace_whole

WAIT_SECONDS = 10.0
"""How long a change waits for that of another program; a change takes some thousandths of a second."""

_LOOK_AGAIN_SECONDS = 0.02

Value = bool | int | float | str | list[str]
"""What a setting can be."""


def write_setting(path: Path, table: str, key: str, value: Value | None) -> Settings:
    """Change one setting; the file is replaced whole, or not at all, and changes of other programs are kept.

    Args:
        path: `coach.toml`; made where it is missing, readable by its owner only.
        table: For instance `screen`.
        key: For instance `theme`.
        value: What it is from now on; None takes it out, so that the program's own value holds.

    Returns:
        All settings, as they are now.

    Raises:
        SettingsError: The file is not valid as it is, the new value is not allowed, it cannot be written, or another
            program does not let go of it.
    """
    try:
        make_private_folder(path.parent)
        with _alone(path):
            text = _changed(path, table, key, value)
            settings = parse_settings(text, path)
            replace_whole(path, text)
            return settings
    except OSError as error:
        raise SettingsError(
            f"{shown_path(path)} cannot be written: {error.strerror or error}.",
            "Free some space, or fix the folder's permissions.",
        ) from error


def _changed(path: Path, table: str, key: str, value: Value | None) -> str:
    """Return the file's text with one setting changed."""
    try:
        text = read_text(path, SETTINGS)
    except FileNotFoundError:
        text = ""
    parse_settings(text, path)  # says what is wrong with it better than the library that changes it
    try:
        document = tomlkit.parse(text)
        inner = document.get(table)
        if value is not None and not isinstance(inner, MutableMapping):
            document[table] = inner = tomlkit.table()
        if isinstance(inner, MutableMapping):
            holder, last = _place_of(inner, key)
            if value is not None:
                holder[last] = value
            elif last in holder:
                del holder[last]
        return tomlkit.dumps(document)
    except (tomlkit.exceptions.TOMLKitError, ValueError, LookupError) as error:
        raise SettingsError(
            f"{shown_path(path)} cannot be changed by the program: {error}.", f"Change `{table}.{key}` in it yourself."
        ) from error


def _place_of(table: MutableMapping[str, Any], key: str) -> tuple[MutableMapping[str, Any], str]:
    """Find where a key stands: by its whole name, in quotes, or as keys within each other: `result.play`."""
    first, _, rest = key.partition(".")
    inner = table.get(first)
    if key in table or not rest or not isinstance(inner, MutableMapping):
        return table, key
    holder, last = _place_of(inner, rest)
    return (holder, last) if last in holder else (table, key)


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keep other threads and programs from changing a file meanwhile: each would keep only its own change.

    What is locked is the file's folder where the system can do so, and elsewhere a file beside it: the file itself is
    replaced by each change.

    Raises:
        OSError: The lock cannot be had at all.
        SettingsError: It was not let go of in time.
    """
    descriptor = _open_lock(path)
    try:
        until = time.monotonic() + WAIT_SECONDS
        while not _lock(descriptor):
            if time.monotonic() > until:
                raise SettingsError(
                    f"{shown_path(path)} is being changed by another program.", "Close that program, and try again."
                )
            time.sleep(_LOOK_AGAIN_SECONDS)
        yield
    finally:
        os.close(descriptor)  # lets go of the lock, as the end of the program does


if sys.platform == "win32":
    import msvcrt

    def _open_lock(path: Path) -> int:
        return os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)

    def _lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _open_lock(path: Path) -> int:
        return os.open(path.parent, os.O_RDONLY | os.O_CLOEXEC)

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # some network drives lock nothing; then a change is as safe as it can be there
            return True
        return True
