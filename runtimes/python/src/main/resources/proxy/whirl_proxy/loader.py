"""From the code of an init message to the function to call. Everything is unpacked below the working directory."""

import binascii
import os
import sys
import types

from whirl_proxy.answers import BUILD_FAILED, NO_CODE, SENTINELS, SPENT, START_FAILED
from whirl_proxy.output import report

BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


class Refusal(Exception):
    """An init that fails: with a ready body, or with a text for one."""

    def __init__(self, status, flags, body=None, text=None):
        super().__init__(text)
        self.status = status
        self.flags = flags
        self.body = body
        self.text = text


def build_failed(reason):
    """The code could not be unpacked or compiled: the reason goes to the log."""
    print(reason, file=sys.stderr)
    return Refusal(502, SENTINELS | SPENT, BUILD_FAILED)


def start_failed(exception=None):
    """User code was started and did not get far: its own traceback goes to the log."""
    if exception is not None:
        report(exception)
    return Refusal(502, SENTINELS | SPENT, START_FAILED)


def parse(body, decode):
    """The fields of an init request; ValueError for what is none."""
    message = decode(str(body, "utf-8"))
    value = message.get("value") if isinstance(message, dict) else message
    if not isinstance(message, dict) or not isinstance(value, (dict, type(None))):
        raise ValueError("the body and its value must be JSON objects")
    value = value or {}
    code, main, env = value.get("code"), value.get("main"), value.get("env")
    if not isinstance(code, (str, type(None))) or not isinstance(main, (str, type(None))):
        raise ValueError("code and main must be strings")
    return types.SimpleNamespace(code=code, main=main or "main", binary=bool(value.get("binary")),
                                 env=env if isinstance(env, dict) else {})


def decoded(code):
    raw = code.encode("utf-8", "replace")
    try:
        if raw.translate(None, BASE64).strip(b"=\r\n"):
            raise ValueError("illegal base64 data")
        return binascii.a2b_base64(raw)
    except ValueError as invalid:
        raise Refusal(400, 0, text=f"cannot decode the request: {invalid}") from None


def action_folder():
    number = 1
    while True:
        folder = os.path.join(os.getcwd(), "action", str(number), "bin")
        try:
            os.makedirs(folder)
            return folder
        except FileExistsError:
            number += 1


def place(request):
    """Puts the code into a folder of its own, as module `main__`."""
    content = decoded(request.code) if request.binary else request.code.encode("utf-8", "surrogatepass")
    folder = action_folder()
    target = os.path.join(folder, "main__.py")
    if request.binary and content[:4] in (b"PK\3\4", b"PK\5\6") or content[:2] == b"\x1f\x8b":
        from whirl_proxy import archive

        try:
            archive.unpack(content, folder)
        except Exception as broken:
            raise build_failed(f"The action archive cannot be unpacked: {broken}") from None
        start = os.path.join(folder, "__main__.py")
        if os.path.exists(start):
            os.rename(start, target)
        elif not os.path.exists(target):
            raise build_failed("Zip file does not include main__")
    else:
        with open(target, "wb") as file:
            file.write(content)
    return folder, target


def activate_virtualenv(folder):
    """Puts the archive's own virtualenv into effect, or makes one of its requirements."""
    environment = os.path.join(folder, "virtualenv")
    if not os.path.isdir(environment):
        requirements = os.path.join(folder, "requirements.txt")
        if os.path.exists(requirements):
            from whirl_proxy import requirements as installer

            if not installer.install(requirements, environment):
                raise Refusal(502, SENTINELS | SPENT, BUILD_FAILED)
            sys.path.insert(0, environment)
        return
    for scripts in ("bin", "Scripts"):
        activation = os.path.join(environment, scripts, "activate_this.py")
        if os.path.exists(activation):
            with open(activation, encoding="utf-8") as file:
                code = compile(file.read(), activation, "exec")
            exec(code, {"__file__": activation, "__name__": "activate_this"})
            return
    print("Invalid virtualenv. Zip file does not include 'activate_this.py'.", file=sys.stderr)
    raise start_failed()


def load(request):
    if not request.code:
        raise Refusal(403, 0, NO_CODE)
    folder, target = place(request)
    os.chdir(folder)
    sys.path.insert(0, folder)
    try:
        activate_virtualenv(folder)
        import main__

        function = main__
        for name in request.main.split("."):
            function = getattr(function, name)
        return function
    except Refusal:
        raise
    except SyntaxError as exception:
        if exception.filename == target:
            report(exception.with_traceback(None))
            raise Refusal(502, SENTINELS | SPENT, BUILD_FAILED) from None
        raise start_failed(exception) from None
    except BaseException as exception:  # an exit while loading is a failure to load
        raise start_failed(exception) from None
