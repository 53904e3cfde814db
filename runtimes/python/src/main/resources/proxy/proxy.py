"""Entry point: python3 -X utf8 proxy.py, with PROXY_HOST and PROXY_PORT saying where to listen.

The port must be open within milliseconds, so nothing is imported here that the first request does not need.
"""

import os

from whirl_proxy.server import Server

if __name__ == "__main__":
    Server(
        host=os.environ.get("PROXY_HOST") or "0.0.0.0",
        port=int(os.environ.get("PROXY_PORT") or 8080),
    ).serve()
