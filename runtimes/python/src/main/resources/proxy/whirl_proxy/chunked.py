"""Decoder for `Transfer-Encoding: chunked`, which invokers do not use but test tools do."""


class ChunkedBody:
    def __init__(self, limit):
        self.limit = limit
        self.body = bytearray()
        self.pending = b""
        self.left = None  # bytes missing in the current chunk; None before its size line
        self.trailer = False

    def feed(self, data):
        """Takes what came in; answers the bytes after the body once it is complete, else None."""
        self.pending += data
        while True:
            if self.left is not None:
                part = self.pending[:self.left]
                self.body += part
                self.pending = self.pending[len(part):]
                self.left -= len(part)
                if self.left or len(self.pending) < 2:
                    return None
                self.pending = self.pending[2:]
                self.left = None
            end = self.pending.find(b"\r\n")
            if end < 0:
                return None
            line, self.pending = self.pending[:end], self.pending[end + 2:]
            if self.trailer:
                if not line:
                    return self.pending
            else:
                size = int(line.split(b";")[0], 16)
                if len(self.body) + size > self.limit:
                    raise OverflowError("the body is too large")
                self.trailer = size == 0
                self.left = size or None
