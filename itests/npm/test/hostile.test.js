'use strict'

const assert = require('node:assert/strict')
const { after, before, test } = require('node:test')
const { client, create, cleanUp, invoke, eventually, record } = require('../platform')

const LIMIT = 3000
const LOG_LIMIT = 10485760
const small = { limits: { memory: 128, timeout: LIMIT } }

let neighbour

before(async () => {
  neighbour = await create('neighbour', 'const main = args => ({ n: args.n })', { limits: { memory: 128 } })
  await invoke(neighbour, { n: 0 })
})

after(cleanUp)

/** Invokes an action that misbehaves while its neighbour is called over and over, and answers its record. */
async function misbehave (name, code, options = small) {
  const hostile = await create(name, code, options)
  let done = false
  const answer = invoke(hostile).finally(() => {
    done = true
  })
  let calls = 0
  do {
    const { response } = await invoke(neighbour, { n: calls })
    assert.deepEqual(response, { ...response, status: 'success', result: { n: calls } })
    calls++
  } while (!done)
  const activation = await answer
  assert.deepEqual((await invoke(neighbour, { n: -1 })).response.result, { n: -1 })
  return activation
}

function isDeveloperError (activation, error) {
  assert.equal(activation.httpStatus, 502)
  assert.equal(activation.response.status, 'action developer error')
  assert.equal(activation.response.success, false)
  assert.deepEqual(activation.response.result, { error })
}

const TIMED_OUT = `The action exceeded its time limits of ${LIMIT} milliseconds.`

async function isMarkedAsTimedOut (id) {
  const { annotations } = await record(id)
  assert.deepEqual(annotations.find(entry => entry.key === 'timeout'), { key: 'timeout', value: true })
}

test('an action that loops forever is stopped at its limit', async () => {
  const activation = await misbehave('loop', "function main () { console.log('started'); for (;;) {} }")
  isDeveloperError(activation, TIMED_OUT)
  await isMarkedAsTimedOut(activation.activationId)
})

test('an action that ignores SIGTERM is stopped at its limit', async () => {
  const activation = await misbehave('sigterm', `function main () {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => {})
    return new Promise(() => setInterval(() => {}, 1000))
  }`)
  isDeveloperError(activation, TIMED_OUT)
  await isMarkedAsTimedOut(activation.activationId)
})

test('an action that never loads is stopped at its limit', async () => {
  const activation = await misbehave('load', 'for (;;) {}')
  isDeveloperError(activation, `The action exceeded its time limits of ${LIMIT} milliseconds during initialization.`)
})

test('an action that exits is reported, and runs again', async () => {
  const activation = await misbehave('exit', 'function main (args) { if (args.stay) return { ok: true }; process.exit(3) }')
  isDeveloperError(activation, 'The action did not produce a valid response and exited unexpectedly.')
  assert.deepEqual((await invoke(activation.name, { stay: true })).response.result, { ok: true })
})

test('an action that prints 20 MB keeps its result and the log up to the limit', async () => {
  const activation = await misbehave('print', `function main () {
    for (let i = 0; i < 20 * 1024; i++) console.log('x'.repeat(1023))
    return { printed: true }
  }`, { limits: { memory: 128, timeout: 60000 } })
  assert.equal(activation.response.status, 'success')
  assert.deepEqual(activation.response.result, { printed: true })
  const { logs } = await eventually(
    'logs', () => client.activations.logs(activation.activationId), answer => answer.logs.length > 0, 60000)
  const last = logs[logs.length - 1]
  assert.equal(last.slice(31), `stderr: Logs were truncated because the total bytes size exceeds the limit of ${LOG_LIMIT} bytes.`)
  const printed = logs.slice(0, -1).map(line => line.slice(31))
  assert.ok(printed.every(line => /^stdout: x{1,1023}$/.test(line)))
  const bytes = printed.reduce((sum, line) => sum + line.length - 'stdout: '.length + 1, 0)
  assert.ok(bytes > LOG_LIMIT / 2 && bytes <= LOG_LIMIT, `${bytes} bytes in ${logs.length} lines`)
})

test('an action that returns 5 MB gets an error that says so', async () => {
  const activation = await misbehave('large', "const main = () => ({ text: 'x'.repeat(5 * 1024 * 1024) })")
  assert.equal(activation.httpStatus, 502)
  assert.equal(activation.response.status, 'application error')
  const { error } = activation.response.result
  const [, size] = error.match(
    /^The action produced a response that exceeded the allowed length: (\d+) > 1048576 bytes\. The truncated response was: \{"text":"x{1000}/)
  assert.ok(Number(size) > 5 * 1024 * 1024)
  assert.ok(error.length <= 1048576 + 200)
})

test('an action that starts children hurts nobody', async () => {
  const activation = await misbehave('fork', `function main () {
    const { spawn } = require('child_process')
    for (let i = 0; i < 20; i++) {
      const stdio = i % 2 ? 'ignore' : 'inherit'
      spawn('sleep', ['300'], { detached: true, stdio }).on('error', () => {}).unref()
    }
    return { started: 20 }
  }`)
  assert.equal(activation.response.status, 'success')
  assert.deepEqual(activation.response.result, { started: 20 })
  await record(activation.activationId)
})
