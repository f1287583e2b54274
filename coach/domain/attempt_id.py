"""What the name of an attempt tells."""

from datetime import UTC, datetime

ID_STAMP = "%Y%m%dT%H%M%SZ"
"""How it begins: the time, in UTC, at which the answer began."""


def time_in_id(attempt_id: str) -> datetime | None:
    """Read from an attempt's id when its answer began; None where it holds no time.

    Args:
        attempt_id: For instance `20260301T090000Z-4f1c9a`.
    """
    try:
        return datetime.strptime(attempt_id.partition("-")[0], ID_STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
