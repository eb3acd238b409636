import { nodeReceipts } from '../../../trace/index.ts'
import {
  addFlow,
  addReceipt,
  mergeTraceStats,
  newTraceStats,
  type TraceStats,
} from '../../../trace/stats/index.ts'
import type { TallyKind } from '../tally.ts'

/** Adds up the receipts of a trace, whichever of them one tally takes. */
export const statsTally: TallyKind<undefined, TraceStats> = {
  looksAt: 'recorded',
  open: () => {
    const stats = newTraceStats()
    return {
      add: ({ receipt, library }) => {
        addReceipt(stats, receipt, library.decisionOf(receipt))
        return ''
      },
      addFlow: ({ flow, library }) => {
        addFlow(stats, flow, nodeReceipts(flow).map(library.decisionOf))
        return ''
      },
      result: () => stats,
    }
  },
  merge: (a, b) => {
    const both = newTraceStats()
    mergeTraceStats(both, a)
    mergeTraceStats(both, b)
    return both
  },
}
