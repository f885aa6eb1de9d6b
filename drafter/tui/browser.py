"""The interface in a browser on this computer: one delegate, the loopback address, a secret in the page's address."""

from __future__ import annotations

import asyncio
import hmac
import secrets
import shlex
import signal
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from drafter.export.extra import missing
from drafter.tui.who import Fixed

HOST = "127.0.0.1"

_FOCUS = """<script>
  new MutationObserver((_, seen) => {
    const terminal = document.querySelector(".textual-terminal textarea");
    if (terminal && document.body.classList.contains("-first-byte")) { terminal.focus(); seen.disconnect(); }
  }).observe(document.body, { attributes: true });
</script>"""
"""What is typed goes to the terminal as soon as it is there: nobody knows that a page has to be clicked on first."""


def serve(path: Path, who: Fixed, port: int, announce: Callable[[str], None]) -> int:
    """Serve the interface on the repository at `path` until it is interrupted; give the exit status.

    Each page is a process of its own that acts for `who`. `announce` is told the address. Raises Refused when what
    it takes is not installed, OSError when the port is taken.
    """
    try:
        from aiohttp import web
        from textual_serve.server import Server
    except ImportError:
        what = "a page in a browser needs textual-serve, which is not installed"
        raise missing(what, "textual-serve>=1.1.3,<1.2") from None

    secret = secrets.token_urlsafe(16)
    cookie = f"drafter-{port}"
    origin = f"http://{HOST}:{port}"
    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let in who knows the secret, from a page of ours: another page in the same browser must not get in."""
        given = request.query.get("key") or request.cookies.get(cookie, "")
        ours = f"http://{request.host}" == request.headers.get("Origin", origin) == origin
        if not ours or not hmac.compare_digest(given.encode(), secret.encode()):
            raise web.HTTPForbidden(text="Open the address that `drafter serve` has printed.")
        request["admitted"] = True
        response = await handler(request)
        if request.path == "/" and isinstance(response, web.Response) and response.text is not None:
            response.text = response.text.replace("</body>", f"{_FOCUS}</body>")
        return response

    async def seal(request: web.Request, response: web.StreamResponse) -> None:
        """Keep the secret for what the page loads, and let it load nothing from anywhere else."""
        if "admitted" not in request:
            return
        # Not `set_cookie`: cookies are written to the headers before this is called.
        response.headers.add("Set-Cookie", f"{cookie}={secret}; Path=/; HttpOnly; SameSite=Strict")
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["Content-Security-Policy"] = (
            f"default-src 'self' 'unsafe-inline' data: blob:; connect-src 'self' ws://{HOST}:{port}"
        )

    class Page(Server):
        """The page with the guard before it, and without a banner."""

        def initialize_logging(self) -> None:
            """Log nothing: treaty text and addresses with their secret stay out of it."""

        async def on_startup(self, app: web.Application) -> None:
            """Say nothing: nobody listens yet."""

        def serve(self, debug: bool = False) -> None:
            """Serve until it is interrupted, and say where the page is as soon as it can be opened."""
            self.debug = debug
            loop = asyncio.new_event_loop()
            for each in (signal.SIGINT, signal.SIGTERM):
                with suppress(NotImplementedError):
                    loop.add_signal_handler(each, self.request_exit)
            web.run_app(
                self._make_app(), host=self.host, port=self.port, handle_signals=False, loop=loop,
                print=lambda *_: announce(f"{self.public_url}/?key={secret}"),
            )  # fmt: skip

        async def _make_app(self) -> web.Application:
            app = await super()._make_app()
            app.middlewares.append(guard)
            app.on_response_prepare.append(seal)
            return app

    command = [sys.executable, "-m", "drafter.tui.browser", str(path), who.code, who.email, who.key or ""]
    Page(shlex.join(command), host=HOST, port=port, title="drafter").serve()
    return 0


def _open_page(path: str, code: str, email: str, key: str) -> int:
    """Run the interface for one page; the server speaks to it through its standard input and output."""
    from drafter.tui import run

    return run(Path(path), Fixed(code, email, key or None))


if __name__ == "__main__":
    sys.exit(_open_page(*sys.argv[1:]))
