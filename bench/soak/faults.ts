import { FAULT_KINDS } from '../../src/route/sandbox/fault/fault-kinds.ts'

/** Arguments that keep a run short; the usual ones of the others are short enough. */
const SHORT: Readonly<Record<string, readonly string[]>> = {
  '429': ['@seconds', '@date', '@ms', '@reset', '@none', '@quota'],
  filter: ['@request', '@finish', '@part'],
  huge: ['@2'],
  slow: ['@50', '@400'],
  'slow-token': ['@50', '@400'],
  'keep-alive': ['@100'],
  cut: ['@0', '@3'],
  end: ['@0', '@3'],
  stall: ['@0', '@3'],
}

const WRITTEN = Object.keys(FAULT_KINDS).flatMap((kind) =>
  (SHORT[kind] ?? ['']).map((argument) => `${kind}${argument}`),
)

/** How many of the calls fail, all ways together. */
const SHARE = 0.1

/** Every way in which the sandbox can fail, each as often as the next. */
export const FAULTS: readonly string[] = WRITTEN.map(
  (kind) => `*=${kind}:${(SHARE / WRITTEN.length).toFixed(5)}`,
)
