"""The fixed answers, and the frames on the socket between server and launcher."""

import struct

INIT = 1
RUN = 2
# request: id, INIT or RUN, length of the body
REQUEST = struct.Struct("!IBI")
# answer: id, HTTP status, flags, length of the body
ANSWER = struct.Struct("!IHBI")

SENTINELS = 1  # user code or a compiler was started, so the logs need their end mark
SPENT = 2  # this process has seen code that did not load and must not see other code
CONCURRENT = 4  # from now on activations may overlap

SENTINEL = b"XXX_THE_END_OF_A_WHISK_ACTIVATION_XXX\n"
TWICE = "Cannot initialize the action more than once."


def error(text):
    """A JSON error body for a text that needs no escaping."""
    return b'{"error":"%s"}' % text.encode()


OK = b'{"ok":true}'
NO_CODE = error("Missing main/no code to execute.")
BUILD_FAILED = error("The action failed to generate or locate a binary. See logs for details.")
START_FAILED = error("Cannot start action. Check logs for details.")
NO_DICTIONARY = error("The action did not return a dictionary or array.")
EXITED = error("command exited")
NO_ACTION = error("no action defined yet")
SHUTTING_DOWN = error("The container is shutting down. Nothing was executed.")
QUEUE_FULL = error("Too many activations wait for this container. Nothing was executed.")
