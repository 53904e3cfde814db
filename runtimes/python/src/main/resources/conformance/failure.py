def main(args):
    if "good" in args:
        return args
    raise ValueError("sample failure")
