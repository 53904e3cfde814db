'use strict'

const assert = require('node:assert/strict')
const { after, test } = require('node:test')
const { client, create, created, cleanUp, unique, invoke, eventually, record } = require('../platform')
const { zip } = require('../zip')

const GREET = `function main (args) {
  console.log('greeting', args.name)
  console.error('to stderr')
  return { greeting: 'hello ' + args.name }
}`

after(cleanUp)

async function rejects (promise, statusCode, text) {
  await assert.rejects(promise, error => {
    assert.equal(error.statusCode, statusCode)
    assert.equal(error.error.error, text)
    assert.equal(typeof error.error.code, 'string')
    return true
  })
}

test('an action is created, read, updated, listed and deleted', async () => {
  const name = unique('life')
  created.add(name)
  const first = await client.actions.create({ name, action: GREET, params: { name: 'you' }, annotations: { about: 'a test' } })
  assert.equal(first.name, name)
  assert.equal(first.version, '0.0.1')
  assert.match(first.exec.kind, /^nodejs:\d+$/)
  assert.equal(first.exec.code, GREET)
  assert.equal(first.exec.binary, false)
  assert.deepEqual(first.parameters, [{ key: 'name', value: 'you' }])
  assert.deepEqual(first.limits, { timeout: 60000, memory: 256, logs: 10, concurrency: 1 })
  assert.deepEqual(first.annotations[0], { key: 'about', value: 'a test' })
  assert.ok(first.annotations.some(entry => entry.key === 'exec' && entry.value === first.exec.kind))

  await rejects(client.actions.create({ name, action: GREET }), 409, 'resource already exists')

  const second = await client.actions.update({ name, limits: { memory: 128 } })
  assert.equal(second.version, '0.0.2')
  assert.ok(second.updated >= first.updated)
  assert.equal(second.exec.code, GREET)
  assert.equal(second.limits.memory, 128)
  assert.equal(second.limits.timeout, 60000)

  assert.deepEqual(await client.actions.get(name), second)
  const bare = await client.actions.get({ name, code: false })
  assert.equal(bare.exec.code, undefined)
  assert.equal(bare.exec.kind, first.exec.kind)

  const entry = (await client.actions.list({ limit: 200 })).find(listed => listed.name === name)
  assert.deepEqual(entry.exec, { binary: false })
  assert.equal(entry.version, '0.0.2')
  assert.equal(entry.parameters, undefined)
  const { actions } = await client.actions.list({ count: true })
  assert.ok(actions >= 1)

  assert.deepEqual(await client.actions.delete(name), second)
  await rejects(client.actions.delete(name), 404, 'The requested resource does not exist.')
  await rejects(client.actions.get(name), 404, 'The requested resource does not exist.')
  await rejects(client.actions.invoke({ name }), 404, 'The requested resource does not exist.')
})

test('the namespace of the key is listed', async () => {
  const namespaces = await client.namespaces.list()
  assert.equal(namespaces.length, 1)
  assert.equal(typeof namespaces[0], 'string')
})

test('wrong credentials are refused', async () => {
  await rejects(
    client.actions.list({ headers: { Authorization: 'Basic ' + Buffer.from('a:b').toString('base64') } }),
    401,
    'The supplied authentication is invalid')
})

test('a blocking invocation answers the record, its result, and keeps logs', async () => {
  const name = await create('blocking', GREET, { params: { name: 'you' } })
  const activation = await client.actions.invoke({ name, params: { name: 'wörld ❄' }, blocking: true })
  assert.match(activation.activationId, /^[0-9a-f]{32}$/)
  assert.equal(activation.name, name)
  assert.equal(activation.response.status, 'success')
  assert.equal(activation.response.success, true)
  assert.deepEqual(activation.response.result, { greeting: 'hello wörld ❄' })
  assert.deepEqual(
    await client.actions.invoke({ name, blocking: true, result: true }),
    { greeting: 'hello you' })

  const id = activation.activationId
  const { logs } = await eventually('logs', () => client.activations.logs(id), answer => answer.logs.length === 2)
  const stamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z (stdout|stderr): /
  assert.ok(logs.every(line => stamp.test(line)), JSON.stringify(logs))
  assert.deepEqual(logs.map(line => line.slice(31)).sort(), ['stderr: to stderr', 'stdout: greeting wörld ❄'])

  const stored = await client.activations.get(id)
  assert.deepEqual(stored.logs, logs)
  assert.deepEqual(stored.response, activation.response)
  assert.ok(stored.end >= stored.start)
  const annotations = Object.fromEntries(stored.annotations.map(({ key, value }) => [key, value]))
  assert.match(annotations.kind, /^nodejs:/)
  assert.equal(annotations.path, `${stored.namespace}/${name}`)
  assert.equal(annotations.timeout, false)
  assert.deepEqual(annotations.limits, { timeout: 60000, memory: 256, logs: 10, concurrency: 1 })
  assert.equal(typeof annotations.waitTime, 'number')
  assert.equal(typeof annotations.initTime, 'number')

  assert.deepEqual(await client.activations.result(id), stored.response)
})

test('a non-blocking invocation answers an id, and the record follows', async () => {
  const name = await create('later', GREET)
  const { activationId, ...rest } = await client.actions.invoke({ name, params: { name: 'later' } })
  assert.match(activationId, /^[0-9a-f]{32}$/)
  assert.deepEqual(rest, {})
  const stored = await record(activationId)
  assert.deepEqual(stored.response.result, { greeting: 'hello later' })
  const listed = await eventually(
    'list entry',
    () => client.activations.list({ name }),
    list => list.length === 1)
  assert.equal(listed[0].activationId, activationId)
  assert.equal(listed[0].statusCode, 0)
  assert.equal(listed[0].response, undefined)
  const [full] = await client.activations.list({ name, docs: true })
  assert.deepEqual(full, stored)
  assert.deepEqual(await client.activations.list({ name, count: true }), { activations: 1 })
  assert.deepEqual(await client.activations.list({ name, since: stored.start + 1 }), [])
})

test('activations that do not exist are reported', async () => {
  await rejects(client.activations.get('0'.repeat(32)), 404, 'The requested resource does not exist.')
  await rejects(client.activations.get('abc'), 400, 'Activation id length is 3 but must be 32.')
})

test('an archive runs', async () => {
  const archive = zip({
    'package.json': JSON.stringify({ name: 'greeter', main: 'index.js' }),
    'index.js': "exports.main = args => ({ greeting: require('./lib/greet').greet(args.name) })",
    'lib/greet.js': "exports.greet = name => 'packed ' + name"
  })
  const name = await create('zip', archive)
  const action = await client.actions.get(name)
  assert.equal(action.exec.binary, true)
  assert.equal(action.exec.code, archive.toString('base64'))
  assert.deepEqual((await invoke(name, { name: 'you' })).response.result, { greeting: 'packed you' })
})

test('another language runs', async () => {
  const name = await create('python', "def main(args):\n    return {'greeting': 'hello ' + args['name']}\n", { kind: 'python:default' })
  assert.deepEqual((await invoke(name, { name: 'snake' })).response.result, { greeting: 'hello snake' })
})

test('promises, arrays and updated code', async () => {
  const name = await create('promise', 'const main = () => new Promise(r => setTimeout(() => r({ v: 1 }), 20))')
  assert.deepEqual((await invoke(name)).response.result, { v: 1 })
  await client.actions.update({ name, action: 'const main = async () => ({ v: 2 })' })
  const updated = await invoke(name)
  assert.deepEqual(updated.response.result, { v: 2 })
  assert.equal(updated.version, '0.0.2')
  await client.actions.update({ name, action: 'const main = () => [1, { error: 2 }]' })
  assert.deepEqual(await client.actions.invoke({ name, blocking: true }), [1, { error: 2 }])
})

test('errors of actions are told apart', async () => {
  const application = await invoke(await create('error', 'const main = () => ({ error: { reason: 1 }, other: 2 })'))
  assert.equal(application.httpStatus, 502)
  assert.equal(application.response.status, 'application error')
  assert.equal(application.response.success, false)
  assert.deepEqual(application.response.result, { error: { reason: 1 } })

  const thrown = await invoke(await create('throw', "function main () { throw new Error('boom') }"))
  assert.equal(thrown.httpStatus, 502)
  assert.equal(thrown.response.status, 'action developer error')
  assert.match(thrown.response.result.error, /^An error has occurred: Error: boom/)

  const broken = await invoke(await create('syntax', 'function main ( {'))
  assert.equal(broken.response.status, 'action developer error')
  assert.match(broken.response.result.error, /^Initialization has failed due to: /)

  const scalar = await invoke(await create('scalar', 'const main = () => 42'))
  assert.equal(scalar.response.status, 'action developer error')
  assert.match(scalar.response.result.error, /^The action did not/)

  const [entry] = await eventually(
    'list entry', () => client.activations.list({ name: application.name }), list => list.length === 1)
  assert.equal(entry.statusCode, 1)
})
