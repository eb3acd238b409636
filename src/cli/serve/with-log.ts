import type { Context } from '../context.ts'
import type { ServerLog } from './server-log.ts'

/**
 * The same context, but that what is told on standard error on the way, such as a warning about a
 * policy, is an event of the log.
 */
export function withLog(context: Context, log: ServerLog): Context {
  const write = (text: string): void => log({ event: 'warning', level: 'warning', text })
  // The streams stay as they are until somebody looks at them.
  return Object.create(context, { stderr: { value: { write } } })
}
