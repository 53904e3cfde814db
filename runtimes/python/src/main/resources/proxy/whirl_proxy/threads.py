"""Overlapping activations, where the platform allows them: a thread each, and one event loop for all coroutines."""

import threading


class Threads:
    def __init__(self):
        self.lock = threading.Lock()
        self.loop = None

    def start(self, function, *arguments):
        threading.Thread(target=function, args=arguments, name="activation", daemon=True).start()

    def wait_for(self, coroutine):
        import asyncio

        with self.lock:
            if self.loop is None:
                self.loop = asyncio.new_event_loop()
                self.start(self.loop.run_forever)
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()
