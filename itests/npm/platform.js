'use strict'

const assert = require('node:assert/strict')
const http = require('node:http')
const openwhisk = require('openwhisk')

for (const name of ['PROXY', 'HTTP_PROXY', 'HTTPS_PROXY']) {
  delete process.env[name]
  delete process.env[name.toLowerCase()]
}

function required (name) {
  const value = process.env[name]
  if (!value) {
    throw new Error(`${name} is not set; 'whirl env' prints APIHOST and AUTH of a running platform`)
  }
  return value
}

const apihost = required('APIHOST')
const agent = new http.Agent({ keepAlive: true })

const client = openwhisk({
  apihost: /^https?:/.test(apihost) ? apihost : `http://${apihost}`,
  api_key: required('AUTH'),
  agent
})

const prefix = `npm-${process.pid}-${Date.now().toString(36)}`
const created = new Set()

/** A name that no other run uses. */
function unique (name) {
  return `${prefix}-${name}`
}

/** Creates an action under a unique name, to be deleted by cleanUp, and answers that name. */
async function create (name, action, options = {}) {
  const full = unique(name)
  created.add(full)
  await client.actions.create({ name: full, action, ...options })
  return full
}

/** Deletes what is left of the actions of this run. */
async function cleanUp () {
  await atOnce([...created], 8, name => client.actions.delete(name).catch(error => {
    assert.equal(error.statusCode, 404)
  }))
  created.clear()
  agent.destroy()
}

/** Invokes and waits; answers the record also when the action failed. */
async function invoke (name, params = {}) {
  try {
    return await client.actions.invoke({ name, params, blocking: true })
  } catch (error) {
    if (error.error && error.error.activationId && error.error.response) {
      return { ...error.error, httpStatus: error.statusCode }
    }
    throw error
  }
}

/** Runs work on every item, at most `width` at a time, and answers the results in order. */
async function atOnce (items, width, work) {
  const results = new Array(items.length)
  let next = 0
  const worker = async () => {
    while (next < items.length) {
      const index = next++
      results[index] = await work(items[index], index)
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker))
  return results
}

/** Asks until the answer is good, or fails with the last answer when the time is up. */
async function eventually (what, ask, isGood, milliseconds = 30000) {
  const deadline = Date.now() + milliseconds
  for (;;) {
    let answer
    try {
      answer = await ask()
      if (isGood(answer)) {
        return answer
      }
    } catch (error) {
      if (error.statusCode !== 404) {
        throw error
      }
      answer = error
    }
    if (Date.now() > deadline) {
      assert.fail(`no ${what} within ${milliseconds} ms, last: ${JSON.stringify(answer).slice(0, 500)}`)
    }
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

/** The stored record of an activation. */
function record (id) {
  return eventually(`record of ${id}`, () => client.activations.get(id), () => true)
}

module.exports = { client, create, created, cleanUp, unique, invoke, atOnce, eventually, record }
