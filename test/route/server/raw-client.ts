import { connect } from 'node:net'
import type { Lab } from './lab.ts'

/** A client that writes its requests by hand. */
export interface RawClient {
  readonly send: (text: string) => void
  /** Everything that came, once all of these came, in this order. */
  readonly until: (...parts: readonly string[]) => Promise<string>
  /** Everything that came, once the router has closed the connection. */
  readonly all: () => Promise<string>
  readonly leave: () => void
  /** Reads nothing from now on. */
  readonly pause: () => void
  readonly resume: () => void
}

export async function rawClient({ url }: Lab): Promise<RawClient> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()))
  socket.setEncoding('utf8')
  socket.on('error', () => {})
  let text = ''
  const waiting = new Set<() => void>()
  socket.on('data', (piece: string) => {
    text += piece
    for (const look of waiting) look()
  })
  const closed = new Promise<string>((resolve) => socket.on('close', () => resolve(text)))
  return {
    send: (piece) => socket.write(piece),
    until: (...parts) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          let at = 0
          for (const part of parts) {
            const found = text.indexOf(part, at)
            if (found < 0) return
            at = found + part.length
          }
          waiting.delete(look)
          resolve(text)
        }
        waiting.add(look)
        closed.then((all) => reject(new Error(`closed after: ${all}`)))
        look()
      }),
    all: () => closed,
    leave: () => socket.destroy(),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
  }
}

/** A request as it goes over the wire. */
export function rawRequest(body: unknown, head: readonly string[] = []): string {
  const json = JSON.stringify(body)
  const lines = [
    'POST /v1/chat/completions HTTP/1.1',
    'host: router',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(json)}`,
    ...head,
  ]
  return `${lines.join('\r\n')}\r\n\r\n${json}`
}
