/*
 * A metric in Prometheus' text exposition format 0.0.4:
 *
 *     # HELP unhardcoded_receipts_total Receipts: written, or dropped.
 *     # TYPE unhardcoded_receipts_total counter
 *     unhardcoded_receipts_total{fate="dropped"} 0
 *     unhardcoded_receipts_total{fate="written"} 12
 *
 * Prometheus' own client for Node needs Node 22, and its predecessor is no longer kept. What a
 * router needs of it is little, and should not do what it does beyond: read the clock and the
 * process, answer later, and order series by when they were first seen.
 */

export interface MetricName {
  /** With its unit, and `_total` for a counter. Others have it in their dashboards: it stays. */
  readonly name: string
  /** One sentence. */
  readonly help: string
  readonly labels: readonly string[]
}

/** Something that is shown. */
export interface Metric {
  /** Its head and a line for each series; lines end in a line feed. */
  readonly text: () => string
}

export function headText({ name, help }: MetricName, type: MetricType): string {
  return `# HELP ${name} ${help.replace(/[\\\n]/g, escaped)}\n# TYPE ${name} ${type}\n`
}

type MetricType = 'counter' | 'gauge' | 'histogram'

/** The labels of a series, `{provider="openai",family="gpt-5"}`; nothing where there are none. */
export function labelsText(names: readonly string[], values: readonly string[]): string {
  if (names.length === 0) return ''
  return `{${names.map((name, index) => `${name}="${valueText(values[index] ?? '')}"`).join(',')}}`
}

function valueText(value: string): string {
  return value.replace(/["\\\n]/g, escaped)
}

function escaped(special: string): string {
  return special === '\n' ? '\\n' : `\\${special}`
}
