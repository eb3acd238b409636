import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Delivery } from './reply.ts'
import { Roster } from './roster.ts'

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
  const { socket } = request
  const waiting = waitingOn(socket)
  let delivery: Delivery = 'broken off'
  // A write that is given up with its connection is over as well, and so is then the response.
  response.on('finish', () => {
    if (!socket.destroyed) delivery = 'whole'
  })
  const over = (): void => {
    if (waiting.delete(over)) callback(delivery)
  }
  waiting.add(over)
  response.on('close', over)
}

/** One listener for each connection, however many requests come by it. */
function waitingOn(socket: Socket): Roster<() => void> {
  const known = SOCKETS.get(socket)
  if (known !== undefined) return known
  const waiting = new Roster<() => void>()
  SOCKETS.set(socket, waiting)
  socket.on('close', () => {
    for (const over of waiting) over()
  })
  return waiting
}

const SOCKETS = new WeakMap<Socket, Roster<() => void>>()
