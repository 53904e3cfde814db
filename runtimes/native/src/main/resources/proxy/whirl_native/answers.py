"""The fixed answers: pairs of HTTP status and body."""

SENTINEL = b"XXX_THE_END_OF_A_WHISK_ACTIVATION_XXX\n"
TWICE = "Cannot initialize the action more than once."


def error(status, text):
    """A JSON error body for a text that needs no escaping."""
    return status, b'{"error":"%s"}' % text.encode()


def described(status, text):
    """A JSON error body for any text."""
    import json

    return status, json.dumps({"error": text}).encode()


OK = 200, b'{"ok":true}'
STUB = error(200, "This is a stub action. Replace it with custom logic.")
INITIALISED = error(403, TWICE)
NO_ARGUMENT = error(404, "The action did not receive a dictionary or array as an argument.")
NO_PATH = error(404, "There is no such path. Post to /init or to /run.")
BUILD_FAILED = error(502, "The action failed to generate or locate a binary. See logs for details.")
NO_BINARY = error(502, "The action failed to locate a binary. See logs for details.")
NO_DICTIONARY = error(502, "The action did not return a dictionary or array.")
SHUTTING_DOWN = error(503, "The container is shutting down. Nothing was executed.")
QUEUE_FULL = error(503, "Too many activations wait for this container. Nothing was executed.")
