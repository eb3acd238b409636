import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { alarmClock } from '../../../src/route/server/alarm-clock.ts'

const nowMs = () => performance.now()

test('rings when the time is there', async () => {
  const startMs = nowMs()
  await new Promise<void>((ring) => alarmClock(nowMs, ring).set(startMs + 20))
  expect(nowMs()).toBeGreaterThanOrEqual(startMs + 20)
})

test('rings no earlier where the time has moved', async () => {
  const startMs = nowMs()
  await new Promise<void>((ring) => {
    const clock = alarmClock(nowMs, ring)
    clock.set(startMs + 10)
    clock.set(startMs + 60)
  })
  expect(nowMs()).toBeGreaterThanOrEqual(startMs + 60)
})

test('a busy process reads what has come before it speaks of a silence', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const there = once(server, 'connection')
  const client = connect(port, '127.0.0.1')
  const [socket] = await there

  const told: string[] = []
  const clock = alarmClock(nowMs, () => told.push('silence'))
  const over = new Promise<void>((resolve) => {
    client.on('data', () => {
      told.push('data')
      clock.set(undefined)
      setImmediate(resolve)
    })
  })
  clock.set(nowMs() + 20)
  socket.write('x')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60)
  await over
  expect(told).toEqual(['data'])
  client.destroy()
  server.close()
})
