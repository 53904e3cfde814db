def main(args):
    return None
