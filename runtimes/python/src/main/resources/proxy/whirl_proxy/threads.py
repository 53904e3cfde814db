"""Overlapping activations, where the platform allows them: a thread each, and one event loop for all coroutines."""

import asyncio
import threading


class Threads:
    def __init__(self):
        self.lock = threading.Lock()
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, name="coroutines", daemon=True).start()

    def start(self, function, *arguments):
        threading.Thread(target=function, args=arguments, name="activation", daemon=True).start()

    def wait_for(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()
