import type { Context } from '../context.ts'
import { styleOf } from '../report/style.ts'

/** Something that an operator is told. Nothing of a request, a key or an answer is in it. */
export interface LogEntry {
  readonly event: string
  /** Whether somebody should look after it. */
  readonly level: 'info' | 'warning'
  /** For people: one line, or several. */
  readonly text: string
  /** For programs. */
  readonly facts?: Readonly<Record<string, unknown>>
}

export type ServerLog = (entry: LogEntry) => void

/**
 * A log on standard error: text on a terminal, else one line of JSON for each event, with `at`,
 * `level`, `event`, and what the event is about.
 */
export function serverLog({ stderr, errorScreen, now }: LogContext, worker?: number): ServerLog {
  if (stderr.isTTY !== true) {
    return ({ event, level, text, facts }) => {
      const at = new Date(now()).toISOString()
      const more = facts ?? { text }
      stderr.write(
        `${JSON.stringify({ at, level, event, ...(worker !== undefined && { worker }), ...more })}\n`,
      )
    }
  }
  const who = worker === undefined ? '' : `worker ${worker}: `
  const { warning } = styleOf(errorScreen)
  return ({ level, text }) => {
    const line = `${who}${text.trimEnd()}`
    stderr.write(`${level === 'warning' ? warning(line) : line}\n`)
  }
}

type LogContext = Pick<Context, 'stderr' | 'errorScreen' | 'now'>
