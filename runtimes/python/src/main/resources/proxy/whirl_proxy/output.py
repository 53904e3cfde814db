"""What the worker process writes: user code's streams, and the errors of user code."""

import os
import sys

PROXY_FOLDER = os.path.dirname(os.path.abspath(__file__))


def log_stream(fd):
    """A text stream that puts a line into the log when it is printed, not when the action ends: it may be stopped."""
    return open(fd, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)


def flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:  # user code may have put anything there
            pass


def describe(exception):
    try:
        return str(exception)
    except Exception:
        return type(exception).__name__


def report(exception):
    """Prints a traceback that begins where the proxy's own code ends."""
    trace = first = exception.__traceback__
    while trace is not None:
        if os.path.dirname(trace.tb_frame.f_code.co_filename) == PROXY_FOLDER:
            first = trace.tb_next
        trace = trace.tb_next
    try:
        sys.__excepthook__(type(exception), exception.with_traceback(first), first)
    except Exception:
        print(describe(exception), file=sys.stderr)  # an exception that cannot be printed is still an answer
