'use strict';

// Source text as an action: CommonJS first, and an ES module when its syntax says so.
const fs = require('fs');
const Module = require('module');
const path = require('path');
const { pathToFileURL } = require('url');
const vm = require('vm');

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

/** Whether text is an ES module. Found out by compiling it, as Node.js itself prints a warning when it finds out. */
function isModuleText(code) {
  if (!/\b(import|export|await)\b/.test(code)) {
    return false;
  }
  try {
    vm.compileFunction(code.replace(/^#!/, '//'), ['exports', 'require', 'module', '__filename', '__dirname']);
    return false;
  } catch (error) {
    return looksLikeModule(error);
  }
}

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

/** Stores the code as a file of its own, so that `require` and both forms of `import` work as they do elsewhere. */
function store(folder, name, code) {
  const file = path.join(folder, name);
  fs.writeFileSync(file, code);
  return file;
}

function loadScript(folder, code, main) {
  const file = store(folder, 'action.cjs', `${code.replace(/^#!/, '//')}\n;module.${ENTRY} = ${lookup(main)};\n`);
  const require = requireFrom(folder);
  const exported = require(file);
  const [bound] = require.cache[file][ENTRY] || []; // none where the code returns early
  return bound === undefined ? member(exported, main) : bound;
}

async function loadModule(folder, code, main) {
  const file = store(folder, 'action.mjs', `${code}\n;export const ${ENTRY} = ${lookup(main)};\n`);
  const namespace = await importFile(file);
  const [bound] = namespace[ENTRY];
  return bound === undefined ? member(namespace, main) : bound;
}

async function load(code, main) {
  return isModuleText(code) ? loadModule(workFolder(), code, main) : loadScript(workFolder(), code, main);
}

module.exports = { load, importFile, isModuleText, requireFrom, member, workFolder };
