"""The HTTP server: one thread, one poll loop, and the state of the one action of this container."""

import os
import select
import socket
from _signal import SIG_DFL, SIGTERM, signal

from whirl_proxy import answers
from whirl_proxy.connection import Connection
from whirl_proxy.worker import Worker, write_fully

FRESH, STARTING, READY, DEAD = "fresh", "starting", "ready", "dead"
MAX_WAITING = 1024
# Children that user code forked keep the channel open when the worker dies, so its death is looked for as well.
WATCH_MILLISECONDS = 250


class Server:
    def __init__(self, host, port):
        self.concurrent = False  # until the worker says otherwise
        self.poller = select.poll()
        self.handlers = {}
        self.connections = set()
        self.state = FRESH
        self.worker = None
        self.waiting = []
        self.pending = {}  # request number -> connection
        self.number = 0
        self.draining = False
        self.listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.listener.bind((host, port))
        self.listener.listen(1024)
        self.listener.setblocking(False)

    def serve(self):
        signal(SIGTERM, self.on_terminate)
        self.watch(self.listener.fileno(), select.POLLIN, self.on_connect)
        self.start_worker()
        while True:
            events = self.poller.poll(WATCH_MILLISECONDS if self.pending else None)
            for fd, event in events:
                handler = self.handlers.get(fd)
                if handler is not None:
                    handler(event)
            if not events and self.pending and self.worker.has_died():
                self.on_worker_gone()

    def watch(self, fd, events, handler):
        self.handlers[fd] = handler
        self.poller.register(fd, events)

    def unwatch(self, fd):
        if self.handlers.pop(fd, None) is not None:
            self.poller.unregister(fd)

    def on_connect(self, _event):
        try:
            sock, _ = self.listener.accept()
        except OSError:
            return  # it was gone before it was here
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = Connection(sock, self)
        self.connections.add(connection)
        self.watch(connection.fd, select.POLLIN, connection.on_event)

    def start_worker(self):
        self.worker = Worker(self)
        self.watch(self.worker.channel.fileno(), select.POLLIN, self.on_answer)

    def close_all(self):
        """Run in a new worker process."""
        signal(SIGTERM, SIG_DFL)
        self.listener.close()
        for connection in self.connections:
            connection.sock.close()

    def handle(self, connection, target, body):
        if target == b"/run":
            kind = answers.RUN
        elif target == b"/init":
            kind = answers.INIT
        else:
            connection.answer(200, b"")
            return
        if self.draining:
            connection.answer(503, answers.SHUTTING_DOWN)
        elif len(self.waiting) >= MAX_WAITING:
            connection.answer(503, answers.QUEUE_FULL)
        else:
            self.waiting.append((connection, kind, body))
            self.advance()

    def advance(self):
        """Starts the waiting requests whose turn it is: one at a time, or all where the platform allows it."""
        while self.waiting and self.state != STARTING and (self.concurrent or not self.pending):
            connection, kind, body = self.waiting.pop(0)
            if kind == answers.INIT:
                self.initialise(connection, body)
            elif self.state == READY:
                self.pass_to_worker(connection, kind, body)
            else:
                connection.answer(500, answers.NO_ACTION)
        self.exit_when_done()

    def exit_when_done(self):
        if self.draining and not self.waiting and not self.pending:
            if not any(connection.unsent for connection in self.connections):
                os._exit(0)

    def initialise(self, connection, body):
        if self.state != FRESH:
            write_fully(2, answers.TWICE.encode() + b"\n")
            connection.answer(403, answers.error(answers.TWICE))
            return
        if self.worker is None:
            self.start_worker()
        self.state = STARTING
        self.pass_to_worker(connection, answers.INIT, body)

    def pass_to_worker(self, connection, kind, body):
        self.number = (self.number + 1) & 0xFFFFFFFF
        self.pending[self.number] = connection
        try:
            self.worker.send(self.number, kind, body)
        except OSError:
            self.on_worker_gone()

    def on_answer(self, _event):
        received = self.worker.receive() if self.worker else []
        if received is None:
            self.on_worker_gone()
            return
        for number, status, flags, body in received:
            connection = self.pending.pop(number, None)
            if connection is None:
                continue
            if flags & answers.SENTINELS:
                self.worker.sentinels()
            if self.state == STARTING:
                self.state = READY if status == 200 else FRESH
                self.concurrent = flags & answers.CONCURRENT != 0
            if flags & answers.SPENT:
                self.drop_worker()
            connection.answer(status, body)
        self.advance()

    def on_worker_gone(self):
        """The process died: by user code's own doing if a request was with it."""
        worker = self.worker
        self.drop_worker()
        lost, self.pending = self.pending, {}
        starting = self.state == STARTING
        self.state = FRESH if self.state in (FRESH, STARTING) else DEAD
        for connection in lost.values():
            worker.sentinels()
            if starting:
                connection.answer(502, answers.START_FAILED)
            else:
                connection.answer(400, answers.EXITED)
        self.advance()

    def drop_worker(self):
        self.unwatch(self.worker.channel.fileno())
        self.worker.stop()
        self.worker = None

    def on_terminate(self, _signal, _frame):
        self.draining = True
        self.exit_when_done()
