/** The public list of `src/trace/stats`: what a trace adds up to. */

export { type LatencySketch, percentile } from './latency-sketch.ts'
export { totalOfMoney } from './money-sum.ts'
export { failuresOf, type StatsGroup } from './stats-group.ts'
export {
  addFlow,
  addReceipt,
  DIMENSIONS,
  type Dimension,
  mergeTraceStats,
  newTraceStats,
  settledGroups,
  type TraceStats,
} from './trace-stats.ts'
