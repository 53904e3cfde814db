'use strict';

/** Text of an environment value by the invoker's rule: null is empty, scalars are their text, the rest is JSON. */
function text(value) {
  if (value === null || value === undefined) {
    return '';
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function set(name, value) {
  try {
    process.env[name] = text(value);
  } catch (error) {
    // a name the operating system cannot hold is not worth failing an activation for
  }
}

/** Sets every field of an init `env` object under its own name. */
function install(env) {
  if (typeof env === 'object' && env !== null) {
    for (const name of Object.keys(env)) {
      set(name, env[name]);
    }
  }
}

/** Sets every field of a run message but `value` as __OW_<FIELD>. */
function publish(message) {
  for (const name of Object.keys(message)) {
    if (name !== 'value') {
      set(`__OW_${name.toUpperCase()}`, message[name]);
    }
  }
}

module.exports = { install, publish };
