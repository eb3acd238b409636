import { connect } from 'node:net'

/** A response as it came over the wire, its chunks joined. */
export interface RawResponse {
  readonly status: number
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/**
 * Sends requests one after the other over one connection, each once the response to the one before
 * is whole. Rejects where the connection ends earlier.
 */
export async function exchange(
  url: string,
  requests: readonly Uint8Array[],
): Promise<readonly RawResponse[]> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const responses: RawResponse[] = []
  let heard = Buffer.alloc(0)
  try {
    for (const request of requests) {
      socket.write(request)
      let found = responseIn(heard)
      while (found === undefined) {
        const piece: Buffer | null = socket.read()
        if (piece !== null) heard = Buffer.concat([heard, piece])
        else await readable(socket)
        found = responseIn(heard)
      }
      responses.push(found.response)
      heard = heard.subarray(found.end)
    }
  } finally {
    socket.destroy()
  }
  return responses
}

function readable(socket: ReturnType<typeof connect>): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('readable', resolve)
    socket.once('error', reject)
    socket.once('end', () => reject(new Error('the connection ended before the response')))
  })
}

interface Found {
  readonly response: RawResponse
  /** Where the next one begins. */
  readonly end: number
}

/** The response at the beginning of what came; undefined while it is not whole. */
function responseIn(heard: Buffer): Found | undefined {
  const blank = heard.indexOf('\r\n\r\n')
  if (blank < 0) return undefined
  const [line = '', ...fields] = heard.subarray(0, blank).toString('latin1').split('\r\n')
  const headers = new Map(
    fields.map((field) => {
      const [name = '', value = ''] = field.split(/: (.*)/s)
      return [name.toLowerCase(), value] as const
    }),
  )
  const body = bodyAt(heard, blank + 4, headers)
  if (body === undefined) return undefined
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(line)?.[1])
  return { response: { status, headers, body: body.bytes.toString('utf8') }, end: body.end }
}

interface Body {
  readonly bytes: Buffer
  readonly end: number
}

function bodyAt(heard: Buffer, start: number, headers: RawResponse['headers']): Body | undefined {
  if (headers.get('transfer-encoding') === 'chunked') return chunksAt(heard, start)
  const end = start + Number(headers.get('content-length'))
  return heard.length < end ? undefined : { bytes: heard.subarray(start, end), end }
}

function chunksAt(heard: Buffer, start: number): Body | undefined {
  const chunks: Buffer[] = []
  let at = start
  for (;;) {
    const line = heard.indexOf('\r\n', at)
    if (line < 0) return undefined
    const from = line + 2
    const to = from + Number.parseInt(heard.subarray(at, line).toString('latin1'), 16)
    if (heard.length < to + 2) return undefined
    if (to === from) return { bytes: Buffer.concat(chunks), end: to + 2 }
    chunks.push(heard.subarray(from, to))
    at = to + 2
  }
}
