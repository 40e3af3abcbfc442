"""The door: what every request to the page passes, whoever serves it.

Security headers on every answer, and at most so many costly requests a minute
from one address. An ASGI middleware; it knows nothing of questions.
"""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from .strings import TOO_FAST

# The page's library evaluates its templates, hence 'unsafe-eval' and inline code; nothing comes from elsewhere.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}
_COSTLY = ("/queue/join", "/component_server", "/upload", "/login")
PER_MINUTE = 300

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]


class Limiter:
    """Counts requests of each key in the last minute. Safe for threads."""

    def __init__(self, per_minute: int = PER_MINUTE, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_minute = per_minute
        self._clock = clock
        self._lock = threading.Lock()
        self._times: dict[str, deque[float]] = {}

    def allow(self, key: str) -> bool:
        """Whether one more is allowed now; if so it is counted."""
        with self._lock:
            now = self._clock()
            self._forget(now - 60)
            times = self._times.setdefault(key, deque())
            if len(times) >= self.per_minute:
                return False
            times.append(now)
            return True

    def _forget(self, before: float) -> None:
        for key, times in list(self._times.items()):
            while times and times[0] <= before:
                times.popleft()
            if not times:
                del self._times[key]


class Door:
    """Adds the headers and refuses with 429 what comes too fast."""

    def __init__(self, app: App, per_minute: int = PER_MINUTE) -> None:
        self.app = app
        self.limiter = Limiter(per_minute)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                named = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message["headers"] = [*message.get("headers", ()), *named]
            await send(message)

        if self._is_costly(scope) and not self.limiter.allow(_client(scope)):
            await _refuse(send_with_headers, self.limiter.per_minute)
        else:
            await self.app(scope, receive, send_with_headers)

    def _is_costly(self, scope: Message) -> bool:
        path = scope["path"].rstrip("/")
        return scope["method"] == "POST" and (path.endswith(_COSTLY) or "/call/" in path or "/run/" in path)


def _client(scope: Message) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


async def _refuse(send: Send, most: int) -> None:
    body = json.dumps({"detail": TOO_FAST.format(most=most)}).encode()
    headers = [(b"content-type", b"application/json"), (b"retry-after", b"60")]
    await send({"type": "http.response.start", "status": 429, "headers": headers})
    await send({"type": "http.response.body", "body": body})
