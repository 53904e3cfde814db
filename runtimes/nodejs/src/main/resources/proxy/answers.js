'use strict';

/** An answer whose body is an error text, or an already serialised error value. */
function failure(status, error) {
  return { status, text: JSON.stringify({ error }) };
}

/** A refusal with a text of its own, to be shown without a stack trace. */
class Refusal extends Error {}

/** Any thrown value as text, even one that refuses to become a string. */
function describe(thrown) {
  try {
    return String(thrown);
  } catch (error) {
    return 'an error that has no text';
  }
}

/** A stack trace where there is one; for our own refusals only their text. */
function explain(thrown) {
  if (thrown instanceof Refusal) {
    return thrown.message;
  }
  try {
    return String((thrown && thrown.stack) || thrown);
  } catch (error) {
    return describe(thrown);
  }
}

/** An error as plain data: name, message, stack and own fields; cycles are cut. */
function plain(value, parents = []) {
  if (typeof value === 'bigint' || typeof value === 'symbol') {
    return String(value);
  }
  if (typeof value === 'function') {
    return `[Function: ${value.name || 'anonymous'}]`;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (parents.includes(value)) {
    return '[Circular]';
  }
  const isError = value instanceof Error || typeof value.stack === 'string';
  if (!isError && typeof value.toJSON === 'function') {
    return value.toJSON();
  }
  const path = [...parents, value];
  if (Array.isArray(value)) {
    return value.map((item) => plain(item, path));
  }
  const copy = {};
  for (const key of isError ? ['name', 'message', 'stack', 'code', 'cause'] : []) {
    if (value[key] !== undefined) {
      copy[key] = plain(value[key], path);
    }
  }
  for (const key of Object.keys(value)) {
    copy[key] = plain(value[key], path);
  }
  return copy;
}

/** The answer to a rejected promise: a handled error, status 200. */
function rejection(reason) {
  if (!reason) {
    return { status: 200, text: '{"error":{}}' };
  }
  try {
    return failure(200, plain(reason));
  } catch (error) {
    return failure(200, describe(reason));
  }
}

module.exports = { failure, Refusal, describe, explain, rejection };
