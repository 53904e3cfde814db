"""Installs what an archive's requirements.txt names, when it brings no virtualenv."""

import subprocess
import sys


def install(requirements, folder):
    """Answers whether it worked; pip's own words go to the log if not."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input",
               "--target", folder, "--requirement", requirements]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        sys.stderr.write(done.stdout.decode("utf-8", "replace"))
    return done.returncode == 0
