def main(args):
    return {"set": {1, 2}} if "odd" in args else args
