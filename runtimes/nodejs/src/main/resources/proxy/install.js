'use strict';

// Dependencies that package.json names and the archive does not bring. The container is not ready before they are.
const fs = require('fs');
const path = require('path');
const { spawn } = require('child_process');

function needed(folder) {
  const wish = process.env.OW_ENABLE_INIT_INSTALL;
  if ((wish !== undefined && wish !== 'true') || fs.existsSync(path.join(folder, 'node_modules'))) {
    return false;
  }
  try {
    const { dependencies } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
    return Object.keys(dependencies || {}).length > 0;
  } catch (error) {
    return false; // a package.json that is missing or broken is judged by whoever loads the action
  }
}

/** A failure is only printed: the action may well load without them, and if not, its own error says what is missing. */
function installDependencies(folder) {
  if (!needed(folder)) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const options = ['--omit=dev', '--no-audit', '--no-fund', '--no-package-lock', '--fetch-retries=1'];
    const npm = spawn('npm', ['install', ...options], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    npm.stderr.on('data', (chunk) => process.stderr.write(chunk));
    npm.on('error', (error) => {
      process.stderr.write(`Cannot install the dependencies of package.json: ${error.message}\n`);
      resolve();
    });
    npm.on('close', resolve);
  });
}

module.exports = { installDependencies };
