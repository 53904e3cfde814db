"""One client connection: HTTP/1.1 with keep-alive and no time limits, which are the invoker's business."""

from whirl_native import answers

MAX_LINE_BYTES = 64 * 1024
MAX_HEADERS = 1000
MAX_BODY_BYTES = 128 * 1024 * 1024
READ_BYTES = 256 * 1024
TOO_LARGE = answers.error(413, "The request body is larger than %d bytes. Send less code or fewer arguments."
                          % MAX_BODY_BYTES)
REASONS = {200: b"OK", 400: b"Bad Request", 403: b"Forbidden", 404: b"Not Found", 413: b"Payload Too Large",
           502: b"Bad Gateway", 503: b"Service Unavailable"}


class Gone(Exception):
    """The client has left, or does not speak HTTP."""


class Connection:
    def __init__(self, sock, server):
        self.sock = sock
        self.server = server
        self.reader = sock.makefile("rb", READ_BYTES)
        self.keep = True

    def serve(self):
        try:
            while self.keep:
                self.serve_one()
        except (Gone, OSError):
            pass
        finally:
            self.reader.close()
            self.sock.close()

    def line(self):
        line = self.reader.readline(MAX_LINE_BYTES)
        if not line.endswith(b"\n"):
            raise Gone
        return line.rstrip(b"\r\n")

    def number(self, text, base):
        try:
            return int(text, base)
        except ValueError:
            raise Gone from None

    def head(self):
        """Reads a request's head; answers its path and its headers."""
        words = self.line().split(b" ")
        headers = {}
        for line in iter(self.line, b""):
            name, colon, value = line.partition(b":")
            if not colon or len(headers) > MAX_HEADERS:
                raise Gone
            headers[name.lower()] = value.strip()
        if len(words) != 3:
            raise Gone
        wish = headers.get(b"connection", b"").lower()
        self.keep = wish != b"close" and (words[2] != b"HTTP/1.0" or wish == b"keep-alive")
        return words[1], headers

    def serve_one(self):
        path, headers = self.head()
        if headers.get(b"expect", b"").lower() == b"100-continue":
            self.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        if b"transfer-encoding" in headers:
            body = self.chunks()
            self.keep = self.keep and body is not None
            length = 0
        else:
            length = self.number(headers.get(b"content-length", b"0"), 10)
            body = self.read(length) if length <= MAX_BODY_BYTES else None
        if body is None:
            self.answer(*TOO_LARGE)
            self.skip(length)
        else:
            self.server.handle(path, body, self.answer)

    def read(self, length):
        body = self.reader.read(length)
        if len(body) < length:
            raise Gone
        return body

    def skip(self, length):
        while length > 0:
            length -= len(self.read(min(length, READ_BYTES)))

    def chunks(self):
        """A body in chunks; None when it is too large."""
        body = bytearray()
        while True:
            size = self.number(self.line().split(b";")[0], 16)
            if len(body) + size > MAX_BODY_BYTES:
                return None
            if size <= 0:
                break
            body += self.read(size)
            self.line()
        while self.line():
            pass  # trailers mean nothing here
        return bytes(body)

    def answer(self, status, body):
        close = b"" if self.keep else b"Connection: close\r\n"
        self.sock.sendall(b"HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n"
                          % (status, REASONS[status], len(body), close) + body)
