"""A small proxy for a second kind of Python: one action, one run at a time."""

import http.server
import json
import os
import sys

action = {}


class Proxy(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        value = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["value"]
        if self.path == "/init":
            exec(value["code"], action)
            return self.answer({"ok": True})
        result = action[value.get("entry", "main")](value)
        for stream in (sys.stdout, sys.stderr):
            print("XXX_THE_END_OF_A_WHISK_ACTIVATION_XXX", file=stream, flush=True)
        self.answer(result)

    def answer(self, content):
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


address = (os.environ["PROXY_HOST"], int(os.environ["PROXY_PORT"]))
http.server.ThreadingHTTPServer(address, Proxy).serve_forever()
