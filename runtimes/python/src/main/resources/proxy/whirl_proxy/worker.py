"""The server's view of the process that runs user code: sockets for requests, two pipes for logs.

Requests go to the worker's main thread. One that comes while that is busy goes round it on a socket of its own, to
threads that the worker makes for such requests only. All answers come back on the first socket.
"""

import os
import select
import socket
import sys
from _signal import SIGKILL

from whirl_proxy.answers import ANSWER, REQUEST, SENTINEL

PIPE_BYTES = 64 * 1024
# Whatever was printed before an answer fits in the pipe; more than this is output of someone who never stops.
DRAIN_BYTES = 1024 * 1024


def write_fully(fd, data):
    try:
        while data:
            data = data[os.write(fd, data):]
    except OSError:
        pass  # nobody reads the log any more; that must not fail the action


class LogPipe:
    """Passes one stream of the worker on to the container's own, and knows whether its last line is complete."""

    def __init__(self, target):
        self.target = target
        self.source, self.worker_end = os.pipe()
        os.set_blocking(self.source, False)
        self.line_open = False

    def pass_on(self):
        """Passes on what there is; answers the number of bytes, 0 at the end of the stream, -1 for nothing new."""
        try:
            data = os.read(self.source, PIPE_BYTES)
        except BlockingIOError:
            return -1
        if data:
            write_fully(self.target, data)
            self.line_open = data[-1] != 10
        return len(data)

    def sentinel(self):
        write_fully(self.target, b"\n" + SENTINEL if self.line_open else SENTINEL)
        self.line_open = False


class Worker:
    def __init__(self, server):
        self.server = server
        self.channel, channel = socket.socketpair()
        self.overflow, overflow = socket.socketpair()
        self.main_number = None  # request that the main thread has
        self.pipes = [LogPipe(1), LogPipe(2)]
        self.open_pipes = {}
        self.poller = select.poll()
        self.received = bytearray()
        self.dead = False
        self.pid = os.fork()
        if self.pid == 0:
            self.become_worker(channel, overflow)
        channel.close()
        overflow.close()
        for pipe in self.pipes:
            os.close(pipe.worker_end)
            self.open_pipes[pipe.source] = pipe
            self.poller.register(pipe.source, select.POLLIN)
            server.watch(pipe.source, select.POLLIN, lambda _event, fd=pipe.source: self.pass_on(fd))

    def become_worker(self, channel, overflow):
        """In the child: nothing of the server stays open, so that its port and connections end with it."""
        try:
            self.server.close_all()
            self.channel.close()
            self.overflow.close()
            nothing = os.open(os.devnull, os.O_RDONLY)
            os.dup2(nothing, 0)
            os.close(nothing)
            for pipe in self.pipes:
                os.dup2(pipe.worker_end, pipe.target)
                os.close(pipe.worker_end)
                os.close(pipe.source)
            from whirl_proxy.launcher import Launcher

            Launcher(channel, overflow).serve()
        except BaseException as exception:
            sys.__excepthook__(type(exception), exception, exception.__traceback__)
        finally:
            os._exit(1)

    def send(self, number, kind, body):
        way = self.overflow
        if self.main_number is None:
            self.main_number = number
            way = self.channel
        way.sendall(REQUEST.pack(number, kind, len(body)))
        if body:
            way.sendall(body)

    def receive(self):
        """Reads once; answers the complete (number, status, flags, body) tuples, or None when the worker is gone."""
        try:
            data = self.channel.recv(PIPE_BYTES * 4, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return []
        except OSError:
            data = b""
        if not data:
            return None
        received = self.received
        received += data
        answers = []
        while len(received) >= ANSWER.size:
            number, status, flags, length = ANSWER.unpack_from(received)
            end = ANSWER.size + length
            if len(received) < end:
                break
            if number == self.main_number:
                self.main_number = None
            answers.append((number, status, flags, bytes(received[ANSWER.size:end])))
            del received[:end]
        return answers

    def pass_on(self, fd):
        """Passes on what one pipe holds; answers how many bytes that were."""
        pipe = self.open_pipes.get(fd)
        count = pipe.pass_on() if pipe else 0
        if count == 0 and pipe:
            self.poller.unregister(fd)
            self.server.unwatch(fd)
            del self.open_pipes[fd]
            os.close(fd)
        return count

    def drain(self):
        """Passes on everything printed so far."""
        left = DRAIN_BYTES
        while left > 0 and self.open_pipes:
            ready = self.poller.poll(0)
            if not ready:
                return
            for fd, _ in ready:
                left -= max(self.pass_on(fd), 0)

    def sentinels(self):
        self.drain()
        for pipe in self.pipes:
            pipe.sentinel()

    def has_died(self):
        self.dead = self.dead or os.waitpid(self.pid, os.WNOHANG)[0] != 0
        return self.dead

    def stop(self):
        """Makes sure the process is gone; the log pipes stay for what its own children still print."""
        if not self.dead:
            os.kill(self.pid, SIGKILL)
            os.waitpid(self.pid, 0)
            self.dead = True
        self.channel.close()
        self.overflow.close()
