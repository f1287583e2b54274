import pytest
from faults.injections import PAYLOADS, found_wrong, served


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_no_text_steers_or_hides_in_reports_and_files(payload):
    assert found_wrong(payload, on_screens=False) == []


@pytest.mark.parametrize("payload", [PAYLOADS[0], PAYLOADS[4], PAYLOADS[8]], ids=ascii)
def test_no_text_steers_or_hides_on_the_screens(payload):
    assert found_wrong(payload) == []


def test_no_text_steers_or_hides_in_the_browser():
    assert served(PAYLOADS) == []
