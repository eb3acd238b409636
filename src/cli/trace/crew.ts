import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { packageFile } from '../package-file.ts'
import { definitionsIn } from './definitions-in.ts'
import { type DeskResult, type Inquiry, openDesk, type Taken } from './desk.ts'
import type { LineBlock } from './line-blocks.ts'

/** Those who work on the blocks of a trace. */
export interface Crew {
  /** How many blocks may be waiting for their turn. */
  readonly depth: number
  /** Deals a block, in the order of the trace; the bytes are no longer the caller's. */
  readonly take: (block: LineBlock, file: number) => Promise<Taken>
  /** The results of all, once every block is taken. */
  readonly results: () => Promise<readonly DeskResult[]>
  /** Lets everybody go, whatever they are at. */
  readonly close: () => Promise<void>
}

/** What a worker is told. */
export type Order =
  | { readonly kind: 'take'; readonly block: LineBlock; readonly file: number }
  | { readonly kind: 'define'; readonly definitions: Uint8Array }
  | { readonly kind: 'finish' }

/** What it answers, one after the other, in the order of what it is told. */
export type Answer =
  | { readonly kind: 'taken'; readonly taken: Taken }
  | { readonly kind: 'finished'; readonly result: DeskResult }

/** As many threads as there is something to run them on. */
export function threadsAtHand(): number {
  return Math.min(availableParallelism(), MOST_THREADS)
}

/** Reading does not keep more of them busy. */
const MOST_THREADS = 8

/** Work in this thread. */
export function oneDesk(inquiry: Inquiry): Crew {
  const desk = openDesk(inquiry)
  return {
    depth: 1,
    take: async (block, file) => desk.take(block, file),
    results: async () => [desk.result()],
    close: async () => undefined,
  }
}

/**
 * Work in threads, to which the blocks are dealt in turn. What a block defines is made known to
 * all of them, so that each has read above a receipt what stands above it.
 */
export function crewOf(threads: number, inquiry: Inquiry): Crew {
  const workers = Array.from({ length: threads }, () => openWorker(inquiry))
  let turn = 0
  return {
    depth: threads * BLOCKS_EACH,
    take: async (block, file) => {
      const own = workers[turn % threads]
      turn += 1
      if (own === undefined) throw new Error('there is no thread')
      const definitions = definitionsIn(block.bytes)
      for (const worker of workers) {
        if (worker !== own && definitions.length > 0) worker.tell({ kind: 'define', definitions })
      }
      const answer = await own.ask({ kind: 'take', block, file }, [block.bytes.buffer])
      if (answer.kind !== 'taken') throw new Error('a thread answers something else')
      return answer.taken
    },
    results: async () => {
      const answers = await Promise.all(workers.map((each) => each.ask({ kind: 'finish' }, [])))
      return answers.flatMap((answer) => (answer.kind === 'finished' ? answer.result : []))
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.end()))
    },
  }
}

/** So that a thread has the next block at hand while this one deals. */
const BLOCKS_EACH = 2

interface Hand {
  readonly tell: (order: Order) => void
  readonly ask: (order: Order, transferred: readonly ArrayBuffer[]) => Promise<Answer>
  readonly end: () => Promise<unknown>
}

interface Waiting {
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: Error) => void
}

function openWorker(inquiry: Inquiry): Hand {
  const worker = new Worker(packageFile('dist/cli-trace-worker.cjs'), {
    workerData: inquiry,
    execArgv: [],
  })
  const waiting: Waiting[] = []
  let failure: Error | undefined
  const fail = (error: Error) => {
    failure ??= error
    for (const { reject } of waiting.splice(0)) reject(failure)
  }
  worker.on('message', (answer: Answer) => waiting.shift()?.resolve(answer))
  worker.on('error', fail)
  worker.on('messageerror', fail)
  worker.on('exit', () => fail(new Error('a thread ended before its work was done')))
  return {
    tell: (order) => worker.postMessage(order),
    ask: (order, transferred) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) return reject(failure)
        waiting.push({ resolve, reject })
        worker.postMessage(order, transferred)
      }),
    end: () => worker.terminate(),
  }
}
