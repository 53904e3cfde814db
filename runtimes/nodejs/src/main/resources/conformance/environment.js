function main() {
  return { ...process.env };
}
