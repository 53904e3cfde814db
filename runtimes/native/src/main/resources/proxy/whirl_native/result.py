"""An action's standard output: its last line is the result, and what comes before is log."""

import json

from whirl_native import logs


POSSIBLE_STARTS = b"{[n"  # of an object, an array and null


class Output:
    """Passes lines on as they come, all but the last one that is not blank, unless it cannot be a result."""

    def __init__(self):
        self.held = bytearray()

    def feed(self, data):
        self.held += data
        if b"\n" in data:
            self.release()

    def release(self):
        end = len(self.held)
        while end > 0 and self.held[end - 1] in b" \t\r\n":
            end -= 1
        start = self.held.rfind(b"\n", 0, end) + 1
        if end < len(self.held) and self.held[start] not in POSSIBLE_STARTS + b" \t":
            start = self.held.rfind(b"\n") + 1
        if start:
            logs.write(logs.STDOUT, self.held[:start])
            del self.held[:start]

    def result(self):
        """The last line, if it is JSON that can be a result; else it is log as well, and None."""
        self.release()
        line = bytes(self.held).strip()
        value = parsed(line)
        if value is None and line == b"null":
            return b"{}"
        if not isinstance(value, (dict, list)):
            logs.write(logs.STDOUT, self.held)
            return None
        return line


def refuse(constant):
    raise ValueError(f"{constant} is not JSON")


def parsed(line):
    try:
        return json.loads(line.decode("utf-8"), parse_constant=refuse)
    except (ValueError, RecursionError):
        return None
