import { readFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { loadCatalog } from '../../../src/catalog/index.ts'
import {
  type Fault,
  openSandbox,
  parseFault,
  type Sandbox,
  type SandboxOptions,
} from '../../../src/route/sandbox/index.ts'

export const CATALOG = acme()

function acme() {
  const { value } = loadCatalog(readFileSync('fixtures/cli/examples/acme.yaml', 'utf8'))
  if (value === undefined) throw new Error('the example catalog has errors')
  return value
}

/** Waits that take no time. */
export const NO_WAIT = async (): Promise<void> => undefined

export function fault(text: string): Fault {
  const parsed = parseFault(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

/** A sandbox of the example catalog for the time of a test. */
export async function withSandbox<T>(
  options: Omit<Partial<SandboxOptions>, 'faults'> & { readonly faults?: readonly string[] },
  run: (sandbox: Sandbox) => Promise<T>,
): Promise<T> {
  const { faults = [], ...rest } = options
  const sandbox = await openSandbox({
    catalog: CATALOG,
    sleep: NO_WAIT,
    ...rest,
    faults: faults.map(fault),
  })
  try {
    return await run(sandbox)
  } finally {
    await sandbox.close()
  }
}

export interface Outcome {
  /** Undefined where the connection broke before a head came. */
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** `whole`, or the code of the error that broke the connection. */
  readonly end: string
}

/** A call over a connection of its own, to its end. */
export function ask(url: string, body: object | string, headers = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    let outcome: Outcome = { status: undefined, headers: {}, text: '', end: 'whole' }
    const chunks: Uint8Array[] = []
    const settle = (end: string) =>
      resolve({ ...outcome, text: Buffer.concat(chunks).toString(), end })
    const call = request(url, { method: 'POST', agent: false, headers }, (response) => {
      outcome = { ...outcome, status: response.statusCode, headers: response.headers }
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('end', () => settle('whole'))
      response.on('error', (error: NodeJS.ErrnoException) => settle(error.code ?? error.message))
    })
    call.on('error', (error: NodeJS.ErrnoException) => settle(error.code ?? error.message))
    call.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
}

const HI = [{ role: 'user', content: 'hi' }]

/** A plain call by each of the interfaces. */
export const CALLS = {
  chat: ['/openai/v1/chat/completions', { model: 'gpt-5', messages: HI }],
  responses: ['/openai/v1/responses', { model: 'gpt-5', input: 'hi' }],
  messages: [
    '/anthropic/v1/messages',
    { model: 'claude-haiku-4-5', messages: HI, max_tokens: 1000 },
  ],
} as const satisfies Record<string, readonly [path: string, body: object]>

export type Spoken = keyof typeof CALLS

/** The data of the events of a stream, parsed where they are JSON. */
export function dataOf(stream: string): readonly unknown[] {
  return [...stream.matchAll(/^data: (.*)$/gm)].map(([, text = '']) => {
    return text === '[DONE]' ? text : JSON.parse(text)
  })
}
