function main({ lines }) {
  for (let line = 0; line < lines; line += 1) {
    console.log(String(line).padEnd(100, '.'));
  }
}
