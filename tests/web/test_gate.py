import pytest
from aiohttp import ClientSession, DummyCookieJar
from served_page import serving

from coach.web.gate import NO_ENTRY, NOT_OURS, Call, Entry, Gate

HOST = "127.0.0.1:8123"


def test_the_token_lets_in_once_and_gives_another_secret() -> None:
    gate = Gate(8123)
    entry = gate.judge(Call(HOST, token=gate.token))
    assert entry.refusal == ""
    assert entry.new_secret not in {"", gate.token}
    assert gate.judge(Call(HOST, token=gate.token)) == Entry(refusal=NO_ENTRY)


def test_the_secret_lets_in_again_and_again() -> None:
    gate = Gate(8123)
    secret = gate.judge(Call(HOST, token=gate.token)).new_secret
    assert gate.judge(Call(HOST, secret=secret)) == Entry()
    assert gate.judge(Call(HOST, secret=secret, token=gate.token)) == Entry()


def test_who_has_neither_is_refused() -> None:
    gate = Gate(8123)
    assert gate.judge(Call(HOST)) == Entry(refusal=NO_ENTRY)
    assert gate.judge(Call(HOST, token="guessed", secret="guessed")) == Entry(refusal=NO_ENTRY)
    assert gate.judge(Call(HOST, secret=gate.token)) == Entry(refusal=NO_ENTRY)
    assert gate.judge(Call(HOST, token="ü\udcff")) == Entry(refusal=NO_ENTRY)


def test_a_wrong_token_does_not_use_up_the_right_one() -> None:
    gate = Gate(8123)
    gate.judge(Call(HOST, token="guessed"))
    assert gate.judge(Call(HOST, token=gate.token)).refusal == ""


@pytest.mark.parametrize(
    "host", ["evil.example:8123", "127.0.0.1:8124", "127.0.0.1", "", None, "127.0.0.1.nip.io:8123"]
)
def test_a_name_that_was_bent_to_this_machine_is_refused_and_costs_no_token(host: str | None) -> None:
    gate = Gate(8123)
    assert gate.judge(Call(host, token=gate.token)) == Entry(refusal=NOT_OURS)
    assert gate.judge(Call(HOST, token=gate.token)).refusal == ""


@pytest.mark.parametrize("host", ["localhost:8123", "LOCALHOST:8123", "127.0.0.1:8123"])
def test_both_names_of_this_machine_are_ours(host: str) -> None:
    gate = Gate(8123)
    assert gate.judge(Call(host, token=gate.token)).refusal == ""


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "http://127.0.0.1:9000", "https://127.0.0.1:8123", "null", "", "http://localhost:8123"],
)
def test_a_page_of_another_site_is_refused_even_with_the_secret(origin: str) -> None:
    gate = Gate(8123)
    secret = gate.judge(Call(HOST, token=gate.token)).new_secret
    assert gate.judge(Call(HOST, origin=origin, secret=secret, opens_socket=True)) == Entry(refusal=NOT_OURS)
    assert gate.judge(Call(HOST, origin=origin, secret=secret)) == Entry(refusal=NOT_OURS)


def test_a_websocket_needs_the_secret_and_the_name_of_its_page() -> None:
    gate = Gate(8123)
    own = f"http://{HOST}"
    assert gate.judge(Call(HOST, origin=own, token=gate.token, opens_socket=True)).refusal == NO_ENTRY
    secret = gate.judge(Call(HOST, token=gate.token)).new_secret
    assert gate.judge(Call(HOST, secret=secret, opens_socket=True)).refusal == NOT_OURS
    assert gate.judge(Call(HOST, origin=own, secret=secret, opens_socket=True)) == Entry()


def test_on_the_port_of_plain_http_the_browser_leaves_the_port_out() -> None:
    gate = Gate(80)
    assert gate.judge(Call("localhost", token=gate.token)).refusal == ""


def test_every_start_has_its_own_token() -> None:
    assert Gate(8123).token != Gate(8123).token
    assert len(Gate(8123).token) == 32


PATHS = ("/", "/ws", "/page/page.js", "/static/js/textual.js", "/static/", "/download/key", "/nothing", "/?token=wrong")


@pytest.mark.parametrize("path", PATHS)
async def test_without_token_and_cookie_everything_is_refused_in_plain_words(path: str) -> None:
    async with serving() as served, served.session.get(served.origin + path) as answer:
        assert answer.status == 403
        assert "the address that `coach web` printed" in await answer.text()
        assert "Set-Cookie" not in answer.headers


async def test_the_token_brings_the_page_and_a_cookie_that_no_script_and_no_other_site_can_use() -> None:
    async with serving() as served:
        async with served.session.get(f"{served.origin}/?token={served.gate.token}") as answer:
            assert answer.status == 200
            assert "<title>coach</title>" in await answer.text()
            cookie = answer.headers["Set-Cookie"]
        assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
        assert served.gate.token not in cookie
        async with served.session.get(f"{served.origin}/page/page.js") as answer:
            assert answer.status == 200


async def test_the_token_is_of_no_use_to_a_second_browser() -> None:
    async with serving() as served:
        await served.enter()
        address = f"{served.origin}/?token={served.gate.token}"
        async with ClientSession(cookie_jar=DummyCookieJar()) as other, other.get(address) as answer:
            assert answer.status == 403


async def test_asking_only_for_headers_or_for_another_path_does_not_use_up_the_token() -> None:
    async with serving() as served:
        async with served.session.head(f"{served.origin}/?token={served.gate.token}") as answer:
            assert answer.status == 403
        async with served.session.get(f"{served.origin}/page/page.js?token={served.gate.token}") as answer:
            assert answer.status == 403
        await served.enter()


async def test_a_bent_name_and_a_foreign_page_are_refused_with_the_cookie_too() -> None:
    async with serving() as served:
        await served.enter()
        async with served.session.get(served.origin, headers={"Host": "evil.example"}) as answer:
            assert answer.status == 403
        async with served.session.get(served.origin, headers={"Origin": "http://evil.example"}) as answer:
            assert answer.status == 403


async def test_every_answer_forbids_the_browser_to_keep_frame_or_send_it_elsewhere() -> None:
    async with serving() as served:
        await served.enter()
        for path in ("/", "/static/js/textual.js", "/nothing"):
            async with served.session.get(served.origin + path) as answer:
                assert answer.headers["Cache-Control"] == "no-store"
                assert answer.headers["X-Frame-Options"] == "DENY"
                assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
