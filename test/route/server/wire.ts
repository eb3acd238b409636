import { connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A connection to the server behind a URL, cut when the test is over. */
export async function wired(url: string): Promise<Wire> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  onTestFinished(() => {
    socket.destroy()
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  let heard = ''
  const waiting: { readonly until: RegExp; readonly wake: (heard: string) => void }[] = []
  socket.setEncoding('latin1')
  socket.on('data', (text: string) => {
    heard += text
    for (const { until, wake } of waiting) if (until.test(heard)) wake(heard)
  })
  const closed = new Promise<string>((resolve) => {
    socket.on('close', () => resolve(heard))
    // That it is closed is all that matters.
    socket.on('error', () => {})
  })
  return {
    socket,
    closed,
    send: (bytes) => socket.write(bytes),
    hears: (until) =>
      until.test(heard)
        ? Promise.resolve(heard)
        : Promise.race([new Promise<string>((wake) => waiting.push({ until, wake })), closed]),
  }
}

export interface Wire {
  readonly socket: Socket
  readonly send: (bytes: string | Uint8Array) => void
  /** Everything that came, once that is among it, or once nothing more can come. */
  readonly hears: (until: RegExp) => Promise<string>
  /** Everything that came, once the connection is closed. */
  readonly closed: Promise<string>
}

/** The parts of a response; throws where it is not exactly one. */
export function responseIn(heard: string) {
  const [head = '', body = ''] = heard.split('\r\n\r\n', 2)
  const [line = '', ...fields] = head.split('\r\n')
  const headers = new Map(
    fields.map((field) => {
      const [name = '', value = ''] = field.split(/: (.*)/s)
      return [name.toLowerCase(), value] as const
    }),
  )
  const length = Number(headers.get('content-length') ?? 0)
  const rest = heard.slice(head.length + 4)
  if (rest.length !== length) throw new Error(`more or less than one response: ${heard}`)
  return { status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(line)?.[1]), headers, body }
}

/** A request as text, with lines as they are given; the length is that of the body. */
export function requestText(
  path: string,
  body: string,
  fields: readonly string[] = [`content-length: ${Buffer.byteLength(body)}`],
): string {
  return [
    `POST ${path} HTTP/1.1`,
    'host: 127.0.0.1',
    'content-type: application/json',
    ...fields,
    '',
    body,
  ].join('\r\n')
}
