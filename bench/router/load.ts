import { connect, type Socket } from 'node:net'
import type { Part } from './players.ts'

/** What is asked, again and again. */
export interface Load {
  readonly url: string
  /** Beside those that every client sends. */
  readonly headers?: Readonly<Record<string, string>>
  /** JSON; an object. */
  readonly body: string
  /** Whether the answer is asked for as a stream. */
  readonly stream?: boolean
  /** Each has one request on its way at a time. */
  readonly connections: number
  readonly requests: number
}

/** How the answers came. */
export interface Answered {
  readonly elapsedMs: number
  /** Until the first byte of each body was there, in milliseconds. */
  readonly firstMs: readonly number[]
  /** Until its last one was. */
  readonly wholeMs: readonly number[]
}

/**
 * A client that costs as little as it can: the bytes of its request are made once, and of an answer
 * it reads the status and where it ends.
 */
export const load: Part = async () => ({ run: (load) => run(JSON.parse(load)) })

async function run(load: Load): Promise<Answered> {
  const { url, headers = {}, body, stream = false, connections, requests } = load
  const { port, hostname } = new URL(url)
  const bytes = requestOf(url, headers, stream ? body.replace(/}$/, ',"stream":true}') : body)
  const lines = await Promise.all(
    Array.from({ length: connections }, () => openLine(Number(port), hostname)),
  )
  let left = requests
  const firstMs: number[] = []
  const wholeMs: number[] = []
  const begun = performance.now()
  await Promise.all(
    lines.map(async (line) => {
      for (; left > 0; ) {
        left -= 1
        const { first, whole } = await line.ask(bytes)
        firstMs.push(first)
        wholeMs.push(whole)
      }
    }),
  )
  const elapsedMs = performance.now() - begun
  for (const line of lines) line.end()
  return { elapsedMs, firstMs, wholeMs }
}

/** What the client library of OpenAI sends, more or less. */
const HEADERS = {
  accept: 'application/json',
  'content-type': 'application/json',
  'user-agent': 'OpenAI/JS 5.20.0',
  'x-stainless-lang': 'js',
  'x-stainless-package-version': '5.20.0',
  'x-stainless-os': 'Linux',
  'x-stainless-arch': 'x64',
  'x-stainless-runtime': 'node',
  'x-stainless-runtime-version': 'v20.20.2',
  'x-stainless-retry-count': '0',
  authorization: 'Bearer sk-0123456789',
  connection: 'keep-alive',
}

function requestOf(url: string, headers: Load['headers'], body: string): Buffer {
  const { host, pathname } = new URL(url)
  const content = Buffer.from(body)
  const all = { host, ...HEADERS, ...headers, 'content-length': content.length }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`POST ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n`), content])
}

interface Line {
  /** Sends a request, and answers after how many milliseconds its answer was there. */
  readonly ask: (bytes: Buffer) => Promise<Times>
  readonly end: () => void
}

interface Times {
  readonly first: number
  readonly whole: number
}

function openLine(port: number, host: string): Promise<Line> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host, noDelay: true }, () =>
      resolve({ ask: (bytes) => ask(socket, bytes), end: () => socket.destroy() }),
    )
    socket.on('error', reject)
  })
}

function ask(socket: Socket, bytes: Buffer): Promise<Times> {
  return new Promise((resolve, reject) => {
    const begun = performance.now()
    const reader = openReader()
    let first: number | undefined
    const over = (error: Error): void => {
      socket.removeAllListeners('data')
      reject(error)
    }
    const closed = (): void => over(new Error('the connection was closed'))
    socket.on('close', closed)
    socket.on('data', (piece) => {
      const found = reader.read(piece)
      if (found === 'head') return
      first ??= performance.now() - begun
      if (found === 'body') return
      socket.removeAllListeners('data')
      socket.off('close', closed)
      if (reader.status() === 200) resolve({ first, whole: performance.now() - begun })
      else over(new Error(`status ${reader.status()}: ${reader.text()}`))
    })
    socket.write(bytes)
  })
}

/** Finds the end of one answer, whose body has a length or comes in chunks. */
function openReader() {
  let text = ''
  let bodyAt = -1
  let length: number | undefined
  return {
    read(piece: Buffer): 'head' | 'body' | 'whole' {
      text += piece.toString('latin1')
      if (bodyAt < 0) {
        const end = text.indexOf('\r\n\r\n')
        if (end < 0) return 'head'
        bodyAt = end + 4
        const given = /\r\ncontent-length: (\d+)/i.exec(text)?.[1]
        length = given === undefined ? undefined : Number(given)
      }
      if (text.length === bodyAt) return length === 0 ? 'whole' : 'head'
      const isWhole =
        length === undefined ? text.endsWith('\r\n0\r\n\r\n') : text.length - bodyAt >= length
      return isWhole ? 'whole' : 'body'
    },
    status: () => Number(text.slice(9, 12)),
    text: () => text.slice(bodyAt, bodyAt + 300),
  }
}
