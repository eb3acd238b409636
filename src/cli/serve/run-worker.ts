import cluster from 'node:cluster'
import type { Context } from '../context.ts'
import type { Failure } from '../failure.ts'
import { runServer, type ServerRun } from './run-server.ts'
import type { ListeningMessage } from './run-workers.ts'

/** Runs a router as one of several processes, and tells the one that started it. */
export async function runWorker(
  run: Omit<ServerRun, 'onListening'>,
  context: Context,
): Promise<number | Failure> {
  const onListening = (listening: string): void => {
    const message: ListeningMessage = { listening }
    cluster.worker?.send(message)
  }
  try {
    return await runServer({ ...run, onListening }, context)
  } finally {
    // What connects it to the other process would keep it from ending.
    cluster.worker?.disconnect()
  }
}

/** The number of this process among several; undefined where it is none of them. */
export function workerNumber(): number | undefined {
  return cluster.worker?.id
}
