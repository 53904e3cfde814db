"""The one action of this container: an executable, and the environment of its processes."""

import json
import os

from whirl_native import answers, code, logs, process


def text_of(value):
    """Text of an environment value by the invoker's rule: null is empty, scalars are their text, the rest is JSON."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Action:
    def __init__(self):
        self.folder = os.getcwd()
        self.executable = os.path.join(self.folder, "exec")
        self.environment = dict(os.environ)
        self.reinit = self.environment.get("PROXY_ALLOW_REINIT") == "1"
        self.initialised = False
        self.concurrent = self.allows_concurrency()

    def allows_concurrency(self):
        return self.environment.get("__OW_ALLOW_CONCURRENT", "").lower() == "true"

    def export(self, environment, name, value):
        text = text_of(value)
        if name and "=" not in name and "\0" not in name + text:
            environment[name] = text

    def initialise(self, body):
        if self.initialised and not self.reinit:
            logs.complain(answers.TWICE)
            return answers.INITIALISED
        try:
            value = fields(decoded(body)).get("value")
            value = fields({} if value is None else value)
            text = value.get("code")
            if not isinstance(text, (str, type(None))):
                raise ValueError("code must be a string")
        except (ValueError, RecursionError) as invalid:
            return unreadable(invalid)
        variables = value.get("env")
        for name, content in variables.items() if isinstance(variables, dict) else ():
            self.export(self.environment, name, content)
        if text:
            try:
                code.place(text, bool(value.get("binary")), self.folder)
            except (code.Unusable, OSError) as problem:
                logs.complain(str(problem))
                logs.sentinels()
                return answers.BUILD_FAILED
        self.initialised = True
        self.concurrent = self.allows_concurrency()
        return answers.OK

    def run(self, body):
        try:
            message = decoded(body) if body.strip() else {}
            message = fields({} if message is None or isinstance(message, list) else message)
        except (ValueError, RecursionError) as invalid:
            return unreadable(invalid)
        # Variables stay for later runs, except where those could be going on already.
        environment = dict(self.environment) if self.concurrent else self.environment
        for name, content in message.items():
            if name != "value":
                self.export(environment, "__OW_" + name.upper(), content)
        answer = self.execute(message.get("value"), environment)
        logs.sentinels()
        return answer

    def execute(self, value, environment):
        value = {} if value is None else value
        if not isinstance(value, (dict, list)):
            return answers.NO_ARGUMENT
        if not os.path.exists(self.executable):
            return answers.STUB
        argument = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
        try:
            result = process.run(self.executable, argument, environment, self.folder)
        except (OSError, ValueError) as problem:
            logs.complain(f"The action cannot be started: {problem}")
            return answers.NO_BINARY
        return answers.NO_DICTIONARY if result is None else (200, result)


def decoded(body):
    return json.loads(body.decode("utf-8"))


def fields(value):
    if not isinstance(value, dict):
        raise ValueError("the body and its value must be JSON objects")
    return value


def unreadable(problem):
    return answers.described(400, f"Error unmarshaling request: {problem}")
