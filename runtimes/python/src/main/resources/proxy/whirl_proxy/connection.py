"""One client connection: HTTP/1.1 with keep-alive and no time limits, which are the invoker's business."""

from select import POLLIN, POLLOUT

MAX_HEAD_BYTES = 64 * 1024
MAX_BODY_BYTES = 128 * 1024 * 1024
READ_BYTES = 256 * 1024
TOO_LARGE = b'{"error":"The request body is larger than %d bytes. Send less code or fewer arguments."}' % MAX_BODY_BYTES
REASONS = {200: b"OK", 400: b"Bad Request", 403: b"Forbidden", 413: b"Payload Too Large", 500: b"Internal Server Error",
           502: b"Bad Gateway", 503: b"Service Unavailable"}


def header(head, name):
    """The value of a header in a lower-cased head, or None."""
    at = head.find(b"\r\n" + name + b":")
    if at < 0:
        return None
    start = at + len(name) + 3
    end = head.find(b"\r\n", start)
    return head[start:end if end >= 0 else len(head)].strip()


class Connection:
    def __init__(self, sock, server):
        self.sock = sock
        self.fd = sock.fileno()
        self.server = server
        self.buffer = b""  # received and not yet understood
        self.target = None  # path of the request whose body is being read
        self.body = None  # a bytearray of the declared length
        self.filled = 0
        self.discard = 0  # bytes of a refused body still to come
        self.chunks = None  # decoder of a chunked body
        self.busy = False  # a request is with the server
        self.keep = True
        self.ended = False  # the client sends no more
        self.unsent = None

    def on_event(self, event):
        if event & POLLOUT:
            self.flush()
        if event & ~POLLOUT:
            try:
                self.receive()
            except BlockingIOError:
                pass
            except OSError:
                self.close()

    def receive(self):
        if self.body is not None:
            count = self.sock.recv_into(memoryview(self.body)[self.filled:])
            self.filled += count
            if count == 0:
                self.close()
            elif self.filled == len(self.body):
                self.deliver(self.body)
            return
        data = self.sock.recv(READ_BYTES)
        if not data:
            self.end()
        elif self.discard:
            self.buffer = data[self.discard:]
            self.discard = max(0, self.discard - len(data))
            self.advance()
        else:
            self.buffer = self.buffer + data if self.buffer else data
            self.advance()

    def advance(self):
        """Reads the next request out of the buffer, unless one is being answered."""
        if self.busy or not self.buffer:
            if len(self.buffer) > READ_BYTES * 2:
                self.close()  # nobody has a reason to send that much ahead
            return
        if self.chunks is not None:
            self.feed_chunks()
            return
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            if len(self.buffer) > MAX_HEAD_BYTES:
                self.close()
            return
        head = self.buffer[:end]
        rest = self.buffer[end + 4:]
        words = head[:head.find(b"\r\n") if b"\r\n" in head else end].split(b" ")
        fields = head.lower()
        length = header(fields, b"content-length") or b"0"
        if len(words) != 3 or not length.isdigit():
            self.close()
            return
        self.target = words[1]
        connection = header(fields, b"connection")
        self.keep = connection != b"close" and (words[2] != b"HTTP/1.0" or connection == b"keep-alive")
        if b"\r\nexpect: 100-continue" in fields:
            self.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        if b"\r\ntransfer-encoding:" in fields:
            from whirl_proxy.chunked import ChunkedBody

            self.chunks = ChunkedBody(MAX_BODY_BYTES)
            self.buffer = rest
            self.advance()
        else:
            self.take_body(int(length), rest)

    def take_body(self, length, rest):
        if length > MAX_BODY_BYTES:
            self.discard = max(0, length - len(rest))
            self.buffer = rest[length:]
            self.busy = True
            self.answer(413, TOO_LARGE)
        elif len(rest) >= length:
            self.buffer = rest[length:]
            self.deliver(rest[:length])
        else:
            self.body = bytearray(length)
            self.body[:len(rest)] = rest
            self.filled = len(rest)
            self.buffer = b""

    def feed_chunks(self):
        try:
            rest = self.chunks.feed(self.buffer)
        except ValueError:
            self.close()
            return
        except OverflowError:
            self.keep = False
            self.busy = True
            self.answer(413, TOO_LARGE)
            return
        self.buffer = rest or b""
        if rest is not None:
            body = self.chunks.body
            self.chunks = None
            self.deliver(body)

    def deliver(self, body):
        self.body = None
        self.busy = True
        self.server.handle(self, self.target, body)

    def answer(self, status, body):
        self.busy = False
        close = b"" if self.keep else b"Connection: close\r\n"
        self.write(b"HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n"
                   % (status, REASONS[status], len(body), close) + body)
        if self.unsent is None:
            self.answered()

    def answered(self):
        if self.sock is not None and not self.busy:
            if self.ended or not self.keep:
                self.close()
            else:
                self.advance()

    def write(self, data):
        if self.sock is None:
            return
        try:
            sent = self.sock.send(data)
        except BlockingIOError:
            sent = 0
        except OSError:
            self.close()
            return
        if sent < len(data):
            self.unsent = memoryview(data)[sent:]
            self.server.watch(self.fd, POLLOUT, self.on_event)

    def flush(self):
        try:
            while self.unsent is not None:
                self.unsent = self.unsent[self.sock.send(self.unsent):] or None
        except BlockingIOError:
            return
        except OSError:
            self.close()
            return
        if self.sock is not None:
            self.server.watch(self.fd, POLLIN, self.on_event)
            self.answered()
        self.server.exit_when_done()

    def end(self):
        """The client is done sending; what it has asked for is still answered."""
        self.ended = True
        if self.busy:
            self.server.unwatch(self.fd)
        else:
            self.close()

    def close(self):
        if self.sock is not None:
            self.server.unwatch(self.fd)
            self.server.connections.discard(self)
            self.sock.close()
            self.sock = None
            self.unsent = None
