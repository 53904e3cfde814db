const { spawn } = require('child_process');

function main(args) {
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', 'printf "no line feed"; printf "no line feed" >&2'], { stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', () => resolve(args));
  });
}
