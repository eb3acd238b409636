import { visible } from '../report/glyphs.ts'

import { MOST_SCENES, type TraceGrounds } from './trace-grounds.ts'

/** What tests found in the traces that they ran on, a line each. */
export function tracesText(traces: readonly TraceGrounds[]): string {
  return traces.map(traceText).join('')
}

function traceText({ name, count, grounds }: TraceGrounds): string {
  const parts = [
    `${counted(count.scenes, 'scene')} of ${counted(count.receipts, 'receipt')}`,
    ...(grounds.length > 1 ? [`${grounds.length} ways of declaring fields`] : []),
    ...(count.unusable > 0
      ? [`${counted(count.unusable, 'receipt')} without a usable catalog`]
      : []),
    ...(count.unreadable > 0 ? [`${counted(count.unreadable, 'line')} that cannot be read`] : []),
    ...(count.beyond > 0
      ? [`${counted(count.beyond, 'receipt')} beyond the first ${MOST_SCENES} scenes not tried`]
      : []),
  ]
  return `${visible(name)}: ${parts.join(', ')}\n`
}

/** The same for programs; the keys are part of `schema_version` 1. */
export function tracesJson(traces: readonly TraceGrounds[]) {
  return traces.map(({ name, count }) => ({ name, ...count }))
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
