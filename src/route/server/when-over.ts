import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Delivery } from './reply.ts'

/**
 * Calls back once, when the last byte of a response is gone or its connection is. Node tells the
 * latter only of the response whose turn it is, and not of those that wait behind it since their
 * requests were sent without waiting for the answer.
 */
export function whenOver(
  request: IncomingMessage,
  response: ServerResponse,
  callback: (delivery: Delivery) => void,
): void {
  const waiting = waitingOn(request.socket)
  const over = (): void => {
    if (!waiting.delete(over)) return
    callback(response.writableFinished ? 'whole' : 'broken off')
  }
  waiting.add(over)
  response.on('close', over)
}

/** One listener for each connection, however many requests come by it. */
function waitingOn(socket: Socket): Set<() => void> {
  const known = SOCKETS.get(socket)
  if (known !== undefined) return known
  const waiting = new Set<() => void>()
  SOCKETS.set(socket, waiting)
  socket.on('close', () => {
    for (const over of waiting) over()
  })
  return waiting
}

const SOCKETS = new WeakMap<Socket, Set<() => void>>()
