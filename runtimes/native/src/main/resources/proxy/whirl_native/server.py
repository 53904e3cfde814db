"""Takes connections, each on a thread, and lets requests at the one action of this container."""

import os
import socket
from _signal import SIGTERM, signal
from _thread import allocate_lock, stack_size, start_new_thread

from whirl_native import answers
from whirl_native.connection import Connection

MAX_WAITING = 1024
STACK_BYTES = 4 * 1024 * 1024


class Server:
    def __init__(self, host, port):
        self.action = None
        self.draining = False
        self.pending = 0
        self.lock = allocate_lock()  # of the number above
        self.turn = allocate_lock()  # of the action, where activations may not overlap
        self.listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.listener.bind((host, port))
        self.listener.listen(1024)

    def serve(self):
        from whirl_native.action import Action

        self.action = Action()
        signal(SIGTERM, self.on_terminate)
        stack_size(STACK_BYTES)
        while True:
            try:
                sock, _ = self.listener.accept()
            except OSError:
                continue  # it was gone before it was here
            start_new_thread(Connection(sock, self).serve, ())

    def handle(self, path, body, answer):
        with self.lock:
            self.pending += 1
        try:
            answer(*self.dispatch(path, body))
        finally:
            with self.lock:
                self.pending -= 1
            self.exit_when_done()

    def dispatch(self, path, body):
        if self.draining:
            return answers.SHUTTING_DOWN
        if path not in (b"/init", b"/run"):
            return answers.NO_PATH
        if self.pending > MAX_WAITING:
            return answers.QUEUE_FULL
        if path == b"/init":
            with self.turn:
                return self.action.initialise(body)
        if not self.action.concurrent:
            with self.turn:
                if not self.action.concurrent:
                    return self.action.run(body)
        return self.action.run(body)

    def on_terminate(self, _signal, _frame):
        self.draining = True
        self.exit_when_done()

    def exit_when_done(self):
        if self.draining and self.pending == 0:
            os._exit(0)
