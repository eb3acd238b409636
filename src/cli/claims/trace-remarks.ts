import { counted } from '../../base/counted.ts'
import { visible } from '../report/glyphs.ts'
import { leftOutTexts, type Traffic } from '../trace/read-traffic.ts'

/** What tests found in the traces that they ran on, a line each. */
export function tracesText(traces: readonly Traffic[]): string {
  return traces
    .map(({ name, kinds, count }) => {
      const scenes = `${counted(kinds.length, 'scene')} of ${counted(count.receipts, 'receipt')}`
      return `${[`${visible(name)}: ${scenes}`, ...leftOutTexts(count)].join(', ')}\n`
    })
    .join('')
}

/** The same for programs; the keys are part of `schema_version` 1. */
export function tracesJson(traces: readonly Traffic[]) {
  return traces.map(({ name, kinds, count }) => ({ name, scenes: kinds.length, ...count }))
}
