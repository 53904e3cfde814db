import asyncio

arrived = []
everybody = asyncio.Event()


async def main(args):
    print("in")
    arrived.append(args)
    if len(arrived) == args["expected"]:
        everybody.set()
    await everybody.wait()
    return args
