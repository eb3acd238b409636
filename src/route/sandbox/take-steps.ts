import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Sleep } from './sleep.ts'
import type { Step } from './step.ts'

/** How steps are taken. */
export interface Walk {
  /** Aborted when the client is gone. */
  readonly signal: AbortSignal
  readonly sleep: Sleep
  /** Called right before the connection is broken on purpose. */
  readonly onBreak: () => void
}

/**
 * Takes the steps of a response, one after the other, no faster than the client reads.
 *
 * @throws what the signal was aborted with, where the client leaves before the end.
 */
export async function takeSteps(
  steps: readonly Step[],
  response: ServerResponse,
  walk: Walk,
): Promise<void> {
  for (const [at, step] of steps.entries()) {
    walk.signal.throwIfAborted()
    await take(step, response, walk)
    const isHeadAlone = step.kind === 'head' && !WRITES.has(steps[at + 1]?.kind)
    if (isHeadAlone) response.flushHeaders()
  }
}

/** Steps with which a head goes out. */
const WRITES: ReadonlySet<Step['kind'] | undefined> = new Set(['write', 'fill', 'end'])

async function take(step: Step, response: ServerResponse, walk: Walk): Promise<void> {
  switch (step.kind) {
    case 'wait':
      return walk.sleep(step.ms, walk.signal)
    case 'head':
      response.writeHead(step.status, step.headers)
      return
    case 'write':
      return write(response, step.text, walk)
    case 'fill':
      return fill(response, step.bytes, walk)
    case 'end':
      response.end()
      return
    case 'cut':
      walk.onBreak()
      response.socket?.destroySoon()
      return
    case 'reset':
      walk.onBreak()
      response.socket?.resetAndDestroy()
      return
    case 'hang':
      await once(walk.signal, 'abort')
  }
}

async function write(
  response: ServerResponse,
  text: string | Uint8Array,
  { signal }: Walk,
): Promise<void> {
  if (!response.write(text)) await once(response, 'drain', { signal })
}

async function fill(response: ServerResponse, bytes: number, walk: Walk): Promise<void> {
  const block = Buffer.alloc(BLOCK, 'x')
  for (let left = bytes; left > 0; left -= BLOCK) {
    walk.signal.throwIfAborted()
    await write(response, block.subarray(0, left), walk)
  }
}

const BLOCK = 65_536
