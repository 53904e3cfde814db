'use strict'

const assert = require('node:assert/strict')
const { after, test } = require('node:test')
const { client, create, cleanUp, invoke, atOnce } = require('../platform')

after(cleanUp)

test('200 different actions run', async () => {
  const numbers = Array.from({ length: 200 }, (_, number) => number)
  const names = await atOnce(numbers, 16, number =>
    create(`many-${number}`, `const main = args => ({ number: ${number}, twice: args.x * 2 })`, { limits: { memory: 128 } }))
  const results = await atOnce(names, 8, (name, number) => invoke(name, { x: number }))
  assert.deepEqual(
    results.map(activation => activation.response.result),
    numbers.map(number => ({ number, twice: number * 2 })))
})

test('1,000 blocking invocations at 16 connections have no error', async t => {
  const name = await create('busy', 'const main = args => ({ echo: args.number })', { limits: { memory: 128 } })
  const ids = new Set()
  const errors = []
  const start = Date.now()
  await atOnce(Array.from({ length: 1000 }), 16, async (_, number) => {
    try {
      const activation = await client.actions.invoke({ name, params: { number }, blocking: true })
      assert.deepEqual(activation.response.result, { echo: number })
      ids.add(activation.activationId)
    } catch (error) {
      errors.push(error.message)
    }
  })
  t.diagnostic(`1,000 invocations in ${Date.now() - start} ms`)
  assert.deepEqual(errors, [])
  assert.equal(ids.size, 1000)
})
