"""The interface in a browser: served to this computer alone, for one delegate, behind a secret address."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from threading import Timer
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest

from drafter.store import identity
from drafter.store.repository import Repository
from drafter.tui.session import Session
from drafter.tui.who import Fixed
from tests.conftest import roster
from tests.tui.seat import piloted, seated

DRAFTER = str(Path(sys.executable).with_name("drafter"))
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)


@pytest.fixture
def page(talks: Repository) -> Iterator[str]:
    """The address of the page, which is served while the test runs."""
    identity.become(talks, roster(), "FRA", roster().by_code["FRA"].delegates[0].email)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    with subprocess.Popen(
        [DRAFTER, "-C", str(talks.root), "serve", "--port", port],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as server:
        assert server.stdout is not None
        said = ""
        # What it never says is not waited for without end.
        gives_up = Timer(120, server.kill)
        gives_up.start()
        while "Ctrl+C ends it" not in said:
            line = server.stdout.readline()
            assert line, f"the server has ended: {said}"
            said += line
        gives_up.cancel()
        assert "for France (FRA)" in said
        assert "there is no log-in" in said
        try:
            yield next(word for word in said.split() if word.startswith("http://127.0.0.1:"))
        finally:
            server.send_signal(signal.SIGINT)
    assert server.returncode == 0


def test_the_page_opens_with_its_address_alone_and_shows_the_treaty(page: str) -> None:
    asyncio.run(_opened(page))


async def _opened(page: str) -> None:
    parts = urlsplit(page)
    bare = f"http://{parts.netloc}"
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        for url, headers in (
            (bare, {}),
            (f"{bare}/?key=guessed", {}),
            (page, {"Host": "elsewhere.example"}),
            (page, {"Origin": "http://elsewhere.example"}),
        ):
            async with browser.get(url, headers=headers) as refused:
                assert refused.status == 403
                assert "Set-Cookie" not in refused.headers
        async with browser.get(page) as first:
            assert first.status == 200
            assert "default-src 'self'" in first.headers["Content-Security-Policy"]
            assert f"ws://{parts.netloc}/ws" in await first.text()
        # The page's own requests carry the cookie, not the key.
        async with browser.ws_connect(f"{bare}/ws?width=100&height=30", origin=bare) as terminal:
            painted = b""
            # What stands there already is not sent again: not even the space between two words.
            while b"infrastructure" not in painted:
                message = await terminal.receive(timeout=90)
                assert isinstance(message.data, (bytes, str)), "the page was closed"
                painted += message.data.encode() if isinstance(message.data, str) else message.data


@pytest.mark.skipif(not CHROMIUM, reason="needs chromium")
def test_what_is_typed_goes_to_the_page_that_was_just_opened(page: str, tmp_path: Path) -> None:
    asyncio.run(_typed_into(page, tmp_path / "profile"))


async def _typed_into(page: str, profile: Path) -> None:
    chromium = await asyncio.create_subprocess_exec(
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--window-size=1200,800", "--remote-debugging-port=0",
        f"--user-data-dir={profile}", page, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with asyncio.timeout(120), aiohttp.ClientSession() as session:
            port = profile / "DevToolsActivePort"
            while not (port.is_file() and port.read_text()):
                await asyncio.sleep(0.05)
            address = f"http://127.0.0.1:{port.read_text().split()[0]}/json/list"
            shown: list[dict[str, str]] = []
            while not shown:
                async with session.get(address) as listed:
                    shown = [each for each in await listed.json() if each["url"].startswith(page.split("?")[0])]
            async with session.ws_connect(shown[0]["webSocketDebuggerUrl"]) as browser:
                asked = count(1)
                sent: list[object] = []
                """What the page has sent to the program."""

                async def ask(method: str, **parameters: object) -> dict[str, Any]:
                    number = next(asked)
                    await browser.send_json({"id": number, "method": method, "params": parameters})
                    while (told := await browser.receive_json()).get("id") != number:
                        if told["method"] == "Network.webSocketFrameSent":
                            sent.append(json.loads(told["params"]["response"]["payloadData"]))
                    found: dict[str, Any] = told["result"]
                    return found

                await ask("Network.enable")
                await ask("Emulation.setFocusEmulationEnabled", enabled=True)
                typing = "document.activeElement.classList.contains('xterm-helper-textarea')"
                while not (await ask("Runtime.evaluate", expression=typing))["result"].get("value"):
                    await asyncio.sleep(0.05)
                await ask("Input.dispatchKeyEvent", type="keyDown", key="p", text="p")
                while ["stdin", "p"] not in sent:
                    await ask("Runtime.evaluate", expression=typing)
    finally:
        chromium.kill()
        await chromium.wait()


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.1", "drafter.example.org"])
def test_another_address_than_this_computer_is_refused(talks: Repository, address: str) -> None:
    done = subprocess.run(
        [DRAFTER, "-C", str(talks.root), "serve", "--address", address], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert f"`{address}` is not this computer" in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_the_extra_one_line_says_what_to_install(talks: Repository) -> None:
    identity.become(talks, roster(), "FRA", roster().by_code["FRA"].delegates[0].email)
    script = "import sys; sys.modules['textual_serve'] = None; from drafter.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", script, "-C", str(talks.root), "serve"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "-m pip install 'textual-serve>=1.1.3,<1.2'" in done.stderr
    assert done.stderr.count("\n") == 1


@piloted
async def test_who_acts_on_a_page_is_fixed(talks: Repository) -> None:
    identity.become(talks, roster(), "AUS", roster().by_code["AUS"].delegates[0].email)
    email = roster().by_code["FRA"].delegates[0].email
    async with seated(talks.root, session=Session(talks.root, Fixed("FRA", email))) as seat:
        assert seat.app.desk is not None
        assert seat.app.desk.who.code == "FRA"
        await seat.press("i")
        await seat.until(lambda: seat.said("this page is for one delegate"))
    assert identity.current(talks, roster()).code == "AUS"
