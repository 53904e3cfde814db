"""Unpacks zip and tar.gz archives into one folder and nowhere else."""

import io
import os
import stat


def inside(folder, name):
    target = os.path.normpath(os.path.join(folder, name))
    if target != folder and not target.startswith(folder + os.sep):
        raise ValueError(f"the entry '{name}' points outside the archive")
    return target


def unzip(content, folder):
    import zipfile

    links = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
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


def untar(content, folder):
    import tarfile

    with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as archive:
        if hasattr(tarfile, "tar_filter"):
            archive.extractall(folder, filter="tar")
            return
        members = archive.getmembers()
        for member in members:
            inside(folder, member.name)
            if member.islnk():
                inside(folder, member.linkname)
        archive.extractall(folder, [member for member in members if not member.issym()])
        archive.extractall(folder, [member for member in members if member.issym()])


def unpack(content, folder):
    if content[:2] == b"PK":
        unzip(content, folder)
    else:
        untar(content, folder)
