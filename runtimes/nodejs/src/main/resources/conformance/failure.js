function main(args) {
  if (args.good) {
    return args;
  }
  throw new Error('sample failure');
}
