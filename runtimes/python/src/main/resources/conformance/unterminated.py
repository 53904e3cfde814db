import sys


def main(args):
    print("no line feed", end="")
    print("no line feed", end="", file=sys.stderr)
    return args
