"""A small server on this machine that speaks the chat protocols of OpenAI and Ollama and answers from a script."""

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Reply:
    """One scripted answer.

    arguments  what the model calls `tool` with, sent in small pieces; None for no call
    text       what it writes
    status     any other than 200 sends `text` as the error's message
    holds      an event to wait for after the first half; `seconds` at most
    """

    arguments: str | None = None
    text: str = ""
    tool: str = "write_answer"
    status: int = 200
    holds: threading.Event | None = None
    seconds: float = 5.0


@dataclass
class Server:
    """What the tests see of it: its addresses, and the requests it had."""

    url: str
    ollama_url: str
    replies: list[Reply] = field(default_factory=list)
    requests: list[dict] = field(default_factory=list)

    def next_reply(self):
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def serve(*replies):
    """A running server that gives these replies in turn, the last again and again."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    http.daemon_threads = True
    root = f"http://127.0.0.1:{http.server_port}"
    http.script = Server(f"{root}/v1", root, list(replies))
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield http.script
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        raw = self.rfile.read(length)
        script = self.server.script
        body = json.loads(raw) if raw.startswith(b"{") else {}
        script.requests.append(
            {
                "path": self.path,
                "headers": {name.lower(): value for name, value in self.headers.items()},
                "body": body,
            }
        )
        speak = {"/v1/chat/completions": self._openai, "/api/chat": self._ollama}.get(self.path)
        if speak is None:
            return self._send(404, {"error": {"message": "no such path"}})
        reply = script.next_reply()
        if reply.status != 200:
            return self._send(reply.status, {"error": {"message": reply.text, "type": "scripted"}})
        return speak(reply, body)

    def _send(self, status, record):
        data = json.dumps(record).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _begin(self, kind):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Connection", "close")
        self.end_headers()

    def _lines(self, lines, reply):
        try:
            for number, line in enumerate(lines):
                if reply.holds is not None and number == len(lines) // 2:
                    reply.holds.wait(reply.seconds)
                self.wfile.write(line.encode())
                self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            pass  # the client has had enough

    def _openai(self, reply, body):
        if not body.get("stream"):
            return self._send(200, _record("chat.completion", {"message": _message(reply)}, _finish(reply)))
        self._begin("text/event-stream")
        deltas = [{"role": "assistant", "content": ""}, *({"content": each} for each in _cut(reply.text))]
        if reply.arguments is not None:
            deltas.append({"tool_calls": [_call(reply.tool, "", id="call_1", type="function")]})
            deltas += [{"tool_calls": [_call(None, each)]} for each in _cut(reply.arguments)]
        chunks = [_record("chat.completion.chunk", {"delta": each}) for each in deltas]
        chunks.append(_record("chat.completion.chunk", {"delta": {}}, _finish(reply)))
        lines = [f"data: {json.dumps(each)}\n\n" for each in chunks]
        return self._lines([*lines, "data: [DONE]\n\n"], reply)

    def _ollama(self, reply, body):
        self._begin("application/x-ndjson")
        messages = [{"role": "assistant", "content": each} for each in _cut(reply.text)]
        if reply.arguments is not None:
            call = {"function": {"name": reply.tool, "arguments": json.loads(reply.arguments)}}
            messages.append({"role": "assistant", "content": "", "tool_calls": [call]})
        records = [{"model": body["model"], "message": each, "done": False} for each in messages]
        last = {
            "model": body["model"],
            "message": {"role": "assistant", "content": ""},
            "done": True,
            "done_reason": "stop",
        }
        self._lines([json.dumps(each) + "\n" for each in (*records, last)], reply)


def _cut(text, size=11):
    return [text[at : at + size] for at in range(0, len(text), size)]


def _finish(reply):
    return "stop" if reply.arguments is None else "tool_calls"


def _call(name, arguments, **more):
    function = {"arguments": arguments} | ({"name": name} if name else {})
    return {"index": 0, "function": function} | more


def _message(reply):
    message = {"role": "assistant", "content": reply.text}
    if reply.arguments is not None:
        message["tool_calls"] = [_call(reply.tool, reply.arguments, id="call_1", type="function")]
    return message


def _record(kind, choice, finish=None):
    choices = [{"index": 0, "finish_reason": finish} | choice]
    return {"id": "chat-1", "object": kind, "created": 1, "model": "scripted", "choices": choices}
