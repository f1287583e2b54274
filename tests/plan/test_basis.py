"""What dates of key points are worked out by."""

import os
import time
from collections.abc import Iterator
from importlib import metadata

import pytest

from coach.plan.basis import basis, zone_rules

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="sets the time zone as Unix does")


@pytest.fixture(autouse=True)
def _zone_put_back() -> Iterator[None]:
    before = os.environ.get("TZ")
    yield
    if before is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = before
    time.tzset()


def rules_in(zone: str) -> str:
    os.environ["TZ"] = zone
    time.tzset()
    return zone_rules()


def test_zones_that_go_alike_are_the_same_whatever_they_are_called() -> None:
    assert rules_in("UTC") == rules_in("GMT0")
    assert rules_in("CET-1CEST,M3.5.0,M10.5.0/3") == rules_in("MEZ-1MESZ,M3.5.0,M10.5.0/3")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UTC", "XXX-1"),
        ("CET-1", "CET-1CEST,M3.5.0,M10.5.0/3"),
        # Both are two hours ahead, three in summer; one puts its clocks back an hour earlier.
        ("EET-2EEST,M3.5.0,M10.5.0/4", "EET-2EEST,M3.5.0,M10.5.0/3"),
    ],
)
def test_zones_in_which_a_moment_may_fall_on_another_day_are_not(one: str, other: str) -> None:
    assert rules_in(one) != rules_in(other)


def test_another_version_of_fsrs_is_another_basis() -> None:
    assert f"fsrs {metadata.version('fsrs')}," in basis()
