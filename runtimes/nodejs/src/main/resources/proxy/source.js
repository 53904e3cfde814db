'use strict';

// Source text as an action: CommonJS first, and an ES module when its syntax says so.
const fs = require('fs');
const Module = require('module');
const path = require('path');
const vm = require('vm');
const { pathToFileURL } = require('url');

const ENTRY = '__whirl_entry__';
const MODULE_SYNTAX = [
  'Cannot use import statement outside a module',
  "Unexpected token 'export'",
  "Cannot use 'import.meta' outside a module",
  'await is only valid in async functions and the top level bodies of modules',
];

const importFile = (file) => import(pathToFileURL(file).href);

const looksLikeModule = (error) =>
  error instanceof SyntaxError && MODULE_SYNTAX.some((text) => error.message.includes(text));

const requireFrom = (folder) => Module.createRequire(path.join(folder, 'action.js'));

const workFolder = () => fs.mkdtempSync(path.join(process.cwd(), 'action-'));

/** Follows a dotted path through exports; a default export answers for what is not there by name. */
function member(exported, dotted) {
  const follow = (start) => dotted.split('.').reduce(
    (value, name) => (value === undefined || value === null ? undefined : value[name]), start);
  const named = follow(exported);
  if (named !== undefined || exported === null || typeof exported !== 'object' || !('default' in exported)) {
    return named;
  }
  return dotted === 'main' && typeof exported.default === 'function' ? exported.default : follow(exported.default);
}

/** An expression that is an array with the value of `main`, or empty if that name is unbound. */
const lookup = (main) =>
  `(() => { try { return [${main}]; } catch (error) { if (error instanceof ReferenceError) return []; throw error; } })()`;

/** Names `import()` relative to the working directory, on versions of Node.js that leave this to us. */
function dynamicImport(file) {
  return (vm.constants && vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER) || ((specifier) => {
    if (specifier.startsWith('.') || specifier.startsWith('/')) {
      return import(new URL(specifier, pathToFileURL(file)).href);
    }
    return Module.isBuiltin(specifier) ? import(specifier) : importFile(Module.createRequire(file).resolve(specifier));
  });
}

function loadScript(code, main) {
  const file = path.join(process.cwd(), 'action.js');
  const body = vm.compileFunction(
    `${code.replace(/^#!/, '//')}\n;return ${lookup(main)};`,
    ['exports', 'require', 'module', '__filename', '__dirname'],
    { filename: file, importModuleDynamically: dynamicImport(file) },
  );
  const module = new Module(file);
  module.filename = file;
  module.paths = Module._nodeModulePaths(process.cwd());
  const { exports } = module;
  const found = body.call(exports, exports, Module.createRequire(file), module, file, process.cwd());
  if (Array.isArray(found) && found[0] !== undefined) {
    return found[0];
  }
  const exported = member(module.exports, main);
  return exported === undefined ? member(exports, main) : exported;
}

async function loadModule(code, main) {
  const file = path.join(workFolder(), 'index.mjs');
  fs.writeFileSync(file, `${code}\n;export const ${ENTRY} = ${lookup(main)};\n`);
  const namespace = await importFile(file);
  const [bound] = namespace[ENTRY];
  return bound === undefined ? member(namespace, main) : bound;
}

async function load(code, main) {
  try {
    return loadScript(code, main);
  } catch (error) {
    if (looksLikeModule(error)) {
      return loadModule(code, main);
    }
    throw error;
  }
}

module.exports = { load, importFile, looksLikeModule, requireFrom, member, workFolder };
