import { parentPort, workerData } from 'node:worker_threads'
import type { Answer, Order } from './crew.ts'
import { openDesk } from './desk.ts'

/*
 * What a thread of a crew runs: a desk of its own, that is told what to do and answers in turn.
 * An error ends the thread, and whoever waits for an answer is told.
 */

const desk = openDesk(workerData)

parentPort?.on('message', (order: Order) => {
  if (order.kind === 'define') return desk.define(order.definitions)
  const answer: Answer =
    order.kind === 'take'
      ? { kind: 'taken', taken: desk.take(order.block, order.file) }
      : { kind: 'finished', result: desk.result() }
  parentPort?.postMessage(answer)
})
