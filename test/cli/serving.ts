import { cli, type Outcome, type Setup } from './cli.ts'

/** A server that runs in this process. */
export interface Serving {
  /** `http://127.0.0.1:4141/v1` */
  readonly url: string
  readonly post: (
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ) => Promise<Response>
  readonly get: (path: string) => Promise<Response>
  /** Has everything read again. @returns the event that it led to. */
  readonly reload: () => Promise<LogLine>
  /** Interrupts it. */
  readonly end: () => Promise<Outcome>
}

export interface LogLine {
  readonly event: string
  readonly [fact: string]: unknown
}

/** Starts `serve` on a free port. @throws with its report, where it does not begin. */
export async function serving(argv: readonly string[], setup: Setup = {}): Promise<Serving> {
  const interruption = new AbortController()
  const waiting: { readonly wanted: RegExp; readonly wake: (text: string) => void }[] = []
  const next = (wanted: RegExp) => new Promise<string>((wake) => waiting.push({ wanted, wake }))
  let reload = () => {}
  const address = next(/^http.*\/v1\n$/)
  const ended = cli(['serve', ...argv, '--port', '0'], {
    ...setup,
    interrupted: interruption.signal,
    show(text) {
      for (const { wanted, wake } of waiting) if (wanted.test(text)) wake(text)
    },
    onReload: (given) => {
      reload = given
    },
  })
  const first = await Promise.race([address, ended])
  if (typeof first !== 'string') throw new Error(first.stderr)
  const url = first.trim()
  const root = url.replace(/\/v1$/, '')
  return {
    url,
    post: (path, body, headers = {}) =>
      fetch(`${root}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    get: (path) => fetch(`${root}${path}`),
    async reload() {
      const told = next(/"event":"reload/)
      reload()
      return JSON.parse(await told)
    },
    end() {
      interruption.abort()
      return ended
    },
  }
}
