import time


def main(args):
    time.sleep(0.15)
    return args
