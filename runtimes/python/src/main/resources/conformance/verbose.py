def main(args):
    for line in range(args["lines"]):
        print(str(line).ljust(100, "."))
