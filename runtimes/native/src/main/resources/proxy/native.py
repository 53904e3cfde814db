"""Entry point: python3 -I -X utf8 native.py, with PROXY_HOST and PROXY_PORT saying where to listen.

The port must be open within milliseconds, so what only requests need is imported afterwards.
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from whirl_native.server import Server

if __name__ == "__main__":
    port = os.environ.get("PROXY_PORT") or os.environ.get("FLASK_PROXY_PORT") or 8080
    Server(os.environ.get("PROXY_HOST") or "0.0.0.0", int(port)).serve()
