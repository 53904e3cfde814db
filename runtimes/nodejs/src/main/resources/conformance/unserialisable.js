function main(args) {
  if (args.odd) {
    args.self = args;
  }
  return args;
}
