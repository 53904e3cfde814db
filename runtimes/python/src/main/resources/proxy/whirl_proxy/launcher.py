"""The process that runs user code: reads requests from the server's socket and answers each one."""

import os
import sys

from whirl_proxy.answers import ANSWER, CONCURRENT, INIT, NO_DICTIONARY, OK, REQUEST, SENTINELS
from whirl_proxy.output import PROXY_FOLDER, describe, flush, log_stream, report

COROUTINE = 0x80 | 0x100  # code flags of `async def` and of functions declared awaitable


def tidy_up():
    """Makes user code see a standard Python, with no module of the proxy in its path."""
    proxy = os.path.dirname(PROXY_FOLDER)
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry) != proxy]
    sys.stdout = sys.__stdout__ = log_stream(1)
    sys.stderr = sys.__stderr__ = log_stream(2)


def text_of(value):
    """Text of an environment value by the invoker's rule: null is empty, scalars are their text, the rest is JSON."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    import json

    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def export(name, value):
    try:
        os.environ[name] = text_of(value)
    except (ValueError, UnicodeError, OSError):
        pass  # a name the operating system cannot hold is not worth failing an activation for


class Launcher:
    def __init__(self, channel, overflow):
        tidy_up()
        import json

        self.channel = channel
        self.overflow = overflow
        self.threads = None  # set where activations may overlap
        self.decode = json.JSONDecoder().decode
        self.encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
        self.function = None
        self.loop = None

    def read(self, channel, size):
        data = channel.recv(size)
        if len(data) == size:
            return data
        whole = bytearray(size)
        view = memoryview(whole)
        at = len(data)
        whole[:at] = data
        while at < size:
            count = channel.recv_into(view[at:])
            if count == 0:
                os._exit(0)  # the server is gone
            at += count
        return whole

    def serve(self):
        while True:
            number, kind, body = self.receive(self.channel)
            if kind == INIT:
                self.send(number, *self.initialise(body))
            else:
                self.run_and_send(number, body)

    def receive(self, channel):
        number, kind, length = REQUEST.unpack(self.read(channel, REQUEST.size))
        return number, kind, self.read(channel, length) if length else b""

    def serve_overflow(self):
        """Run by a thread of its own: requests that come while the main thread is busy."""
        while True:
            number, _, body = self.receive(self.overflow)
            self.threads.start(self.run_and_send, number, body)

    def send(self, number, status, flags, body):
        flush()
        self.channel.sendall(ANSWER.pack(number, status, flags, len(body)) + body)

    def run_and_send(self, number, body):
        try:
            answer = self.run(body)
        except BaseException as exception:  # SystemExit and its like mean what they say
            self.exit(exception)
        if self.threads:
            with self.threads.lock:
                self.send(number, *answer)
        else:
            self.send(number, *answer)

    def exit(self, exception):
        """Ends the process as the interpreter would; the server then answers `command exited`."""
        code = 1
        if isinstance(exception, SystemExit):
            code = exception.code
            if code is not None and not isinstance(code, int):
                print(code, file=sys.stderr)
                code = 1
        else:
            report(exception)
        flush()
        os._exit((code or 0) & 0xFF)

    def initialise(self, body):
        from whirl_proxy import loader

        try:
            request = loader.parse(body, self.decode)
        except ValueError as invalid:
            return 400, 0, self.error(f"Error unmarshaling request: {invalid}")
        try:
            for name, value in request.env.items():
                export(name, value)
            self.function = loader.load(request)
        except loader.Refusal as refusal:
            return refusal.status, refusal.flags, refusal.body or self.error(refusal.text)
        code = getattr(self.function, "__code__", None)
        if code is not None and code.co_flags & COROUTINE:
            import asyncio  # slow to load, so not left to the first run
        if os.environ.get("__OW_ALLOW_CONCURRENT", "").lower() != "true":
            return 200, 0, OK
        from whirl_proxy.threads import Threads

        self.threads = Threads()
        self.threads.start(self.serve_overflow)
        return 200, CONCURRENT, OK

    def run(self, body):
        try:
            message = self.decode(str(body, "utf-8")) if body else {}
        except (ValueError, RecursionError) as invalid:
            return 400, 0, self.error(f"Error unmarshaling request: {describe(invalid)}")
        if isinstance(message, list):
            message = {}
        elif not isinstance(message, dict):
            return 400, 0, self.error("Error unmarshaling request: the body must be a JSON object")
        for name, value in message.items():
            if name != "value":
                export("__OW_" + name.upper(), value)
        value = message.get("value")
        try:
            result = self.call({} if value is None else value)
        except Exception as exception:
            report(exception)
            result = {"error": describe(exception)}
        if result is None:
            return 200, SENTINELS, b"{}"
        if not isinstance(result, (dict, list, tuple)):
            return 502, SENTINELS, NO_DICTIONARY
        return self.serialise(result)

    def call(self, value):
        result = self.function(value)
        if hasattr(result, "__await__"):
            return self.wait_for(result)
        return result

    def wait_for(self, awaitable):
        import asyncio

        async def outcome():
            return await awaitable

        if self.threads:
            return self.threads.wait_for(outcome())
        if self.loop is None:
            self.loop = asyncio.new_event_loop()
            asyncio.set_event_loop(self.loop)
        return self.loop.run_until_complete(outcome())

    def serialise(self, result):
        try:
            try:
                return 200, SENTINELS, self.encode(result).encode("utf-8")
            except UnicodeEncodeError:  # a lone surrogate, which JSON can escape but UTF-8 cannot hold
                import json

                return 200, SENTINELS, json.dumps(result, allow_nan=False).encode("ascii")
        except Exception as exception:
            if isinstance(exception, ValueError) and "Out of range float" in describe(exception):
                return 502, SENTINELS, NO_DICTIONARY
            reason = describe(exception)
            print(f"The result cannot be turned into JSON: {reason}", file=sys.stderr)
            return 502, SENTINELS, self.error(f"The action returned a value that is not JSON: {reason}")

    def error(self, text):
        import json

        return json.dumps({"error": text}).encode("ascii")
