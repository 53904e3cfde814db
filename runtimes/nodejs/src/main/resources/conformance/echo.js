function main(args) {
  console.log('hello stdout');
  console.error('hello stderr');
  return args;
}
