"""The door in front of the page: headers and the limit of requests."""

import asyncio

from assistant.door import HEADERS, Door, Limiter


async def application(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": [(b"x-own", b"1")]})
    await send({"type": "http.response.body", "body": b"inside"})


def request(door, path="/", method="GET", client="10.0.0.1"):
    """Status, headers and body of one request."""
    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "path": path, "method": method, "client": (client, 5000)}
    asyncio.run(door(scope, None, send))
    return (
        sent[0]["status"],
        {name.decode(): value.decode() for name, value in sent[0]["headers"]},
        sent[1]["body"],
    )


def test_every_answer_carries_the_security_headers_and_its_own():
    status, headers, body = request(Door(application))
    assert (status, body, headers["x-own"]) == (200, b"inside", "1")
    assert HEADERS.items() <= headers.items()


def test_questions_beyond_the_limit_are_refused_and_reading_goes_on():
    door = Door(application, per_minute=2)
    assert [request(door, "/gradio_api/queue/join", "POST")[0] for _ in range(3)] == [200, 200, 429]
    assert request(door, "/gradio_api/queue/join", "GET")[0] == 200
    assert b"2 requests" in request(door, "/gradio_api/upload", "POST")[2]


def test_one_address_does_not_use_up_the_limit_of_another():
    door = Door(application, per_minute=1)
    assert request(door, "/gradio_api/call/ask", "POST", "10.0.0.1")[0] == 200
    assert request(door, "/gradio_api/call/ask", "POST", "10.0.0.2")[0] == 200


def test_after_a_minute_one_may_ask_again():
    now = [0.0]
    limiter = Limiter(2, clock=lambda: now[0])
    assert [limiter.allow("a") for _ in range(3)] == [True, True, False]
    now[0] = 59.9
    assert not limiter.allow("a")
    now[0] = 60.1
    assert limiter.allow("a")
