'use strict';

// From the code of an init message to the function to call. Everything is unpacked below the working directory.
const fs = require('fs');
const path = require('path');
const { Refusal } = require('./answers');
const source = require('./source');

const PACKAGE_NEEDED = 'Zipped actions must contain either package.json or index.js at the root.';

function checked(handler, main) {
  if (typeof handler !== 'function') {
    throw new Refusal(`Action entrypoint '${main}' is not a function.`);
  }
  return handler;
}

function isModule(file) {
  if (!file.endsWith('.js')) {
    return file.endsWith('.mjs');
  }
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    try {
      const { type } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
      return type === 'module' || (type === undefined && source.isModuleText(fs.readFileSync(file, 'utf8')));
    } catch (error) {
      if (error.code !== 'ENOENT' || folder === path.dirname(folder)) {
        return source.isModuleText(fs.readFileSync(file, 'utf8'));
      }
    }
  }
}

/** Loads a file as what it is, CommonJS or an ES module. */
const loadFile = async (file, requireFromHere) => (isModule(file) ? source.importFile(file) : requireFromHere(file));

function resolve(folder, module, requireFromHere) {
  const wanted = path.join(folder, module);
  try {
    return requireFromHere.resolve(wanted);
  } catch (error) {
    // Node's own lookup does not know the .mjs suffix
    const found = [`${wanted}.mjs`, path.join(wanted, 'index.mjs')].find((file) => fs.existsSync(file));
    if (found) {
      return found;
    }
    throw error;
  }
}

async function loadArchive(code, main) {
  const folder = source.workFolder();
  require('./archive').unpack(Buffer.from(code, 'base64'), folder);
  process.chdir(folder);
  await require('./install').installDependencies(folder);
  const requireFromHere = source.requireFrom(folder);
  const dot = main.indexOf('.');
  const module = dot < 0 ? '' : main.slice(0, dot);
  if (dot < 0 && !['package.json', 'index.js', 'index.mjs'].some((file) => fs.existsSync(path.join(folder, file)))) {
    throw new Refusal(PACKAGE_NEEDED);
  }
  const exported = await loadFile(resolve(folder, module, requireFromHere), requireFromHere);
  return source.member(exported, dot < 0 ? main : main.slice(dot + 1));
}

/** Answers a promise of the handler. */
async function load({ code, main, binary }) {
  return checked(binary ? await loadArchive(code, main) : await source.load(code, main), main);
}

module.exports = { load };
