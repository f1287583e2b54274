"""Names for attempts: unique, sortable by time, and safe as a file name."""

import secrets
from datetime import UTC, datetime


def new_attempt_id(now: datetime) -> str:
    """Make an id such as `20260301T090000Z-4f1c9a`.

    Args:
        now: When the answer began; aware.
    """
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
