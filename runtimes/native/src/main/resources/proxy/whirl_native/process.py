"""One activation: a process, its argument going in, and its output coming out."""

import errno
import os
import select
import subprocess

from whirl_native import logs
from whirl_native.result import Output

READ_BYTES = 64 * 1024
# A longer argument on the command line is more than Linux takes; it is on standard input in any case.
MAX_ARGUMENT_BYTES = 131071
# What was written before the process ended fits in the pipe; more is output of someone who never stops.
DRAIN_BYTES = 1024 * 1024
# Where the end of a process cannot be waited for, children that keep its pipes open hide it.
WATCH_MILLISECONDS = 20


def start(executable, argument, environment, folder):
    command = [executable, argument] if len(argument) <= MAX_ARGUMENT_BYTES else [executable]
    pipes = dict(stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        return subprocess.Popen(command, env=environment, cwd=folder, **pipes)
    except OSError as problem:
        if problem.errno != errno.E2BIG or len(command) == 1:
            raise
        return subprocess.Popen(command[:1], env=environment, cwd=folder, **pipes)


def run(executable, argument, environment, folder):
    """Answers the result in JSON, or None where there is none; OSError when it cannot be started."""
    process = start(executable, argument, environment, folder)
    output = Output()
    try:
        Course(process, argument, output).follow()
    finally:
        # Later output of children left behind has nowhere to go, and so cannot get into another activation's log.
        for stream in (process.stdin, process.stdout, process.stderr):
            try:
                stream.close()
            except OSError:
                pass
    return output.result()


class Course:
    def __init__(self, process, argument, output):
        self.process = process
        self.unsent = memoryview(argument)
        self.poller = select.poll()
        self.sinks = {
            process.stdout.fileno(): output.feed,
            process.stderr.fileno(): lambda data: logs.write(logs.STDERR, data),
        }
        for fd in self.sinks:
            os.set_blocking(fd, False)
            self.poller.register(fd, select.POLLIN)
        self.input = process.stdin.fileno()
        os.set_blocking(self.input, False)
        self.poller.register(self.input, select.POLLOUT)

    def follow(self):
        try:
            watch = os.pidfd_open(self.process.pid)
            self.poller.register(watch, select.POLLIN)
        except (AttributeError, OSError):
            watch = None
        try:
            while self.process.poll() is None:
                for fd, _ in self.poller.poll(None if watch is not None else WATCH_MILLISECONDS):
                    if fd == self.input:
                        self.send()
                    elif fd != watch:
                        self.receive(fd)
            for fd in list(self.sinks):
                self.drain(fd)
        finally:
            if watch is not None:
                os.close(watch)

    def send(self):
        try:
            self.unsent = self.unsent[os.write(self.input, self.unsent):]
        except BlockingIOError:
            return
        except OSError:
            self.unsent = self.unsent[:0]  # it does not want to read it
        if not self.unsent:
            self.poller.unregister(self.input)
            self.process.stdin.close()

    def receive(self, fd):
        """Passes on what there is; answers how many bytes that were."""
        try:
            data = os.read(fd, READ_BYTES)
        except BlockingIOError:
            return 0
        if data:
            self.sinks[fd](data)
        else:
            self.poller.unregister(fd)
            del self.sinks[fd]
        return len(data)

    def drain(self, fd):
        left = DRAIN_BYTES
        while left > 0 and fd in self.sinks:
            count = self.receive(fd)
            if count == 0:
                return
            left -= count
