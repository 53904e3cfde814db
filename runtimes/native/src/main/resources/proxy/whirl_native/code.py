"""Puts the code of an init request in its place, which is the file `exec` in the working directory."""

import binascii
import io
import os
import stat

BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


class Unusable(Exception):
    """Nothing that could be executed has come out; the text says why."""


def place(code, binary, folder):
    content = decoded(code) if binary else code.encode("utf-8", "surrogatepass")
    if content[:2] == b"PK":
        unpack(content, folder)
    elif content[:2] == b"#!" or content[:4] == b"\x7fELF":
        write(os.path.join(folder, "exec"), content)
    elif binary:
        raise Unusable("The code is neither a zip, nor a Linux executable, nor a script.")
    else:
        raise Unusable("The code is no script: its first line must name an interpreter, as in #!/bin/sh.")


def decoded(code):
    raw = code.encode("utf-8", "replace")
    try:
        if raw.translate(None, BASE64).strip(b"=\r\n"):
            raise ValueError("illegal base64 data")
        return binascii.a2b_base64(raw)
    except ValueError as invalid:
        raise Unusable(f"The code cannot be decoded: {invalid}") from None


def write(path, content):
    """In one step, as a file that is still being written cannot be executed."""
    with open(path + ".new", "wb") as file:
        file.write(content)
    os.chmod(path + ".new", 0o755)
    os.replace(path + ".new", path)


def inside(folder, name):
    target = os.path.normpath(os.path.join(folder, name))
    if target != folder and not target.startswith(folder + os.sep):
        raise Unusable(f"The archive's entry '{name}' points outside of it.")
    return target


def unpack(content, folder):
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {os.path.normpath(entry.filename) for entry in archive.infolist() if not entry.is_dir()}
            if "exec" not in names:
                raise Unusable("The archive has no file 'exec' at its root.")
            extract(archive, folder)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as broken:
        raise Unusable(f"The archive cannot be unpacked: {broken}") from None
    os.chmod(os.path.join(folder, "exec"), 0o755)


def extract(archive, folder):
    links = []
    for entry in archive.infolist():
        target = inside(folder, entry.filename)
        mode = entry.external_attr >> 16
        if stat.S_ISLNK(mode):
            links.append((archive.read(entry).decode(), target))
            continue
        archive.extract(entry, folder)
        if mode & 0o777 and not entry.is_dir():
            os.chmod(target, mode & 0o777 | 0o400)
    # Links come last, so that no entry can be written through one.
    for source, target in links:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.symlink(source, target)
