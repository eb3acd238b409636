import { once } from 'node:events'
import { connect, createServer } from 'node:net'

/** A request as it was sent. */
export interface RecordedRequest {
  /** The line of the request, and a line for each header. */
  readonly head: readonly string[]
  readonly body: string
}

/** The port that stands in a record, whichever it was sent to. */
const RECORDED_PORT = 4141

/** Runs something with an address that leads to a server, and answers with what was sent there. */
export async function recording(
  url: string,
  run: (url: string) => Promise<unknown>,
): Promise<readonly RecordedRequest[]> {
  const target = new URL(url)
  const heard: Buffer[] = []
  const proxy = createServer((socket) => {
    const upstream = connect(Number(target.port), target.hostname)
    socket.on('data', (piece) => heard.push(Buffer.from(piece)))
    socket.pipe(upstream).pipe(socket)
    // Whoever leaves first, the other one is left as well.
    for (const end of [socket, upstream]) {
      end.on('error', () => {})
      end.on('close', () => [socket, upstream].map((other) => other.destroy()))
    }
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const address = proxy.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  try {
    await run(url.replace(`:${target.port}`, `:${port}`))
  } finally {
    proxy.close()
  }
  return requestsIn(Buffer.concat(heard)).map(({ head, body }) => ({
    head: head.map((line) => line.replace(`:${port}`, `:${RECORDED_PORT}`)),
    body,
  }))
}

/** The bytes of a request, as they were sent. */
export function bytesOf({ head, body }: RecordedRequest): Uint8Array {
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function requestsIn(heard: Buffer): readonly RecordedRequest[] {
  const requests: RecordedRequest[] = []
  let at = 0
  while (at < heard.length) {
    const blank = heard.indexOf('\r\n\r\n', at)
    if (blank < 0) throw new Error('the last request is not whole')
    const head = heard.subarray(at, blank).toString('latin1').split('\r\n')
    const length = head.flatMap((line) => /^content-length: (\d+)$/i.exec(line)?.[1] ?? [])
    const end = blank + 4 + Number(length[0] ?? 0)
    requests.push({ head, body: heard.subarray(blank + 4, end).toString('utf8') })
    at = end
  }
  return requests
}
