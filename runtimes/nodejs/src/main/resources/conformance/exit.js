function main() {
  process.exit(1);
}
