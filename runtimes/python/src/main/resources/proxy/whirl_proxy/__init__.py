"""HTTP proxy inside a Whirl Python action container.

Two processes: `server` speaks HTTP and owns the logs, `launcher` runs user code in a forked child. Whatever the child
does, exiting or crashing included, every request gets its answer.
"""
