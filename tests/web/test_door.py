import pytest
from aiohttp import ClientSession, DummyCookieJar
from served_page import serving

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
