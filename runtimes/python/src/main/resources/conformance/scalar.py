def main(args):
    return "not a dictionary"
