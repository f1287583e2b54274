import pytest
from pytest_textual_snapshot import SVGImageExtension

SVGImageExtension.file_extension = "svg"


@pytest.fixture(autouse=True)
def _same_times_everywhere(utc: None) -> None:
    """Screens show local times; pictures must be the same in every time zone."""
