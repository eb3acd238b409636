import type { HopRecord } from '../../../trace/index.ts'

type Timed = Pick<HopRecord, 'start_ms' | 'end_ms' | 'wait_ms'>

interface Scale {
  /** Milliseconds that all of it stands for. */
  readonly span: number
  readonly columns: number
}

/**
 * `··━━━╌╌━━··`: when calls were, how long each took, how long was waited after it. A call takes a
 * column at least, however short it was.
 */
export function timeBar(hops: readonly Timed[], { span, columns }: Scale): string {
  const column = (ms: number): number =>
    span > 0 ? Math.min(columns, Math.max(0, Math.round((ms / span) * columns))) : 0
  const cells = Array<string>(columns).fill('·')
  for (const { start_ms, end_ms, wait_ms = 0 } of hops) {
    const from = Math.min(columns - 1, column(start_ms))
    const to = Math.max(from + 1, column(end_ms))
    const until = Math.max(to, column(end_ms + wait_ms))
    cells.fill('━', from, to)
    cells.fill('╌', to, until)
  }
  return cells.join('')
}

/** Until when the last of the calls was waited for, in milliseconds; 0 where there is none. */
export function timeSpan(hops: readonly Timed[]): number {
  return hops.reduce((most, { end_ms, wait_ms = 0 }) => Math.max(most, end_ms + wait_ms), 0)
}
