function main(args) {
  process.stdout.write('no line feed');
  process.stderr.write('no line feed');
  return args;
}
