import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { performance } from 'node:perf_hooks'

/**
 * A benchmark: variants that are measured each in a process of its own, and what is compared.
 *
 * A bench file calls {@link bench} with one of these. Run without arguments it starts itself once
 * for every variant and round, prints a table, and keeps the raw samples in `bench/results/`.
 */
export interface Bench {
  readonly name: string
  readonly variants: Readonly<Record<string, Variant>>
  readonly rows: readonly Row[]
  /** How many samples a process takes; {@link SAMPLES} where absent. */
  readonly samples?: number
  /** Set where a sample is the number that a call answers, in that unit, and not what it takes. */
  readonly answers?: string
}

/** Makes ready whatever takes no part in the measurement, and answers what is measured. */
export type Variant = () => () => unknown

export interface Row {
  readonly what: string
  readonly variant: string
  /** The variant that the ratio is formed with. */
  readonly against: string
  /** The greatest ratio of the medians that is allowed; without one the row is for information. */
  readonly budget?: number
  /** The most by which the p99 may exceed that of the other, in the unit of the samples. */
  readonly addedAtP99?: number
  /** Set where allocation is measured: it is reported for each of this many units of work. */
  readonly units?: number
}

export function bench(plan: Bench): void {
  const [wanted] = process.argv.slice(2)
  if (wanted !== undefined) {
    process.stdout.write(JSON.stringify(measure(plan, wanted)))
    return
  }
  conclude(plan, measureAll(plan))
}

/**
 * Prints the table and keeps the samples, for benchmarks that measure in their own way: several
 * processes that have to run at once.
 */
export function conclude(
  plan: Pick<Bench, 'name' | 'rows' | 'answers'>,
  results: ReadonlyMap<string, Measurement>,
): void {
  save(plan, results)
  const lines = plan.rows.map((row) => reportOf(row, results))
  process.stdout.write(
    table(
      headings(plan.answers ?? 'us'),
      lines.map(({ cells }) => cells),
    ),
  )
  if (lines.some(({ over }) => over)) process.exitCode = 1
}

/** What was found out about one variant. */
export interface Measurement {
  /** Microseconds a call, each the mean of a batch; or what calls answer. */
  readonly samples: readonly number[]
  /** 0 where nobody asked. */
  readonly bytesPerCall: number
}

const ROUNDS = 3
const SAMPLES = 300
const BATCH_MS = 0.5

/** Every variant in turn, several times over, so that a slow minute hits all of them. */
function measureAll(plan: Bench): ReadonlyMap<string, Measurement> {
  const results = new Map<string, Measurement>()
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of Object.keys(plan.variants)) {
      const { samples, bytesPerCall } = measureApart(name)
      const before = results.get(name)?.samples ?? []
      results.set(name, { samples: [...before, ...samples], bytesPerCall })
    }
  }
  return results
}

function measureApart(variant: string): Measurement {
  const [, script = ''] = process.argv
  const flags = ['--expose-gc', `--min-semi-space-size=${SEMI_SPACE_MB}`]
  const child = spawnSync(process.execPath, [...flags, script, variant], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 26,
  })
  if (child.status !== 0) throw new Error(`measuring \`${variant}\` failed`)
  // Written by `measure` in the child.
  return JSON.parse(child.stdout) as Measurement
}

/** Room for what is allocated between two looks at the heap, so that no collection comes between. */
const SEMI_SPACE_MB = 64

function measure(plan: Bench, name: string): Measurement {
  const { variants, rows, samples: count = SAMPLES, answers } = plan
  const variant = variants[name]
  if (variant === undefined) throw new Error(`no variant \`${name}\``)
  const call = variant()
  if (answers !== undefined) {
    return { samples: Array.from({ length: count }, () => Number(call())), bytesPerCall: 0 }
  }
  const batch = batchSize(call)
  const samples: number[] = []
  for (let i = 0; i < count; i++) samples.push((1000 * timeOf(call, batch)) / batch)
  const counted = rows.some((row) => row.variant === name && row.units !== undefined)
  return { samples, bytesPerCall: counted ? allocation(call) : 0 }
}

/** Warms the call up, and answers how many of it fill {@link BATCH_MS}. */
function batchSize(call: () => unknown): number {
  let calls = 1
  for (let warm = 0; warm < 300; ) {
    const elapsed = timeOf(call, calls)
    warm += elapsed
    if (elapsed < BATCH_MS) calls *= 2
  }
  return calls
}

function timeOf(call: () => unknown, calls: number): number {
  const start = performance.now()
  for (let i = 0; i < calls; i++) call()
  return performance.now() - start
}

/** Bytes of heap a call. The least of several looks, since the runtime allocates on its own too. */
function allocation(call: () => unknown): number {
  const calls = 50
  const looks = Array.from({ length: 5 }, () => {
    globalThis.gc?.()
    const before = process.memoryUsage().heapUsed
    for (let i = 0; i < calls; i++) call()
    return (process.memoryUsage().heapUsed - before) / calls
  })
  return Math.max(0, Math.min(...looks))
}

function save(
  { name, answers }: Pick<Bench, 'name' | 'answers'>,
  results: ReadonlyMap<string, Measurement>,
): void {
  mkdirSync('bench/results', { recursive: true })
  const machine = {
    at: new Date().toISOString(),
    node: process.version,
    cpu: cpus()[0]?.model,
    cores: cpus().length,
  }
  const unit = answers ?? 'us/call'
  const document = { name, machine, unit, results: Object.fromEntries(results) }
  writeFileSync(`bench/results/${name}.json`, `${JSON.stringify(document)}\n`)
}

function headings(unit: string): readonly string[] {
  return [
    'what',
    `median ${unit}`,
    `p99 ${unit}`,
    `against ${unit}`,
    'ratio',
    'budget',
    'bytes/unit',
  ]
}

interface Report {
  readonly cells: readonly string[]
  readonly over: boolean
}

function reportOf(row: Row, results: ReadonlyMap<string, Measurement>): Report {
  const own = measurementOf(results, row.variant)
  const other = measurementOf(results, row.against)
  const [median, baseline] = [quantile(own.samples, 0.5), quantile(other.samples, 0.5)]
  const ratio = median / baseline
  const added = quantile(own.samples, 0.99) - quantile(other.samples, 0.99)
  const over =
    (row.budget !== undefined && ratio > row.budget) ||
    (row.addedAtP99 !== undefined && added > row.addedAtP99)
  const budget = budgetText(row, added)
  const cells = [
    row.what,
    median.toFixed(2),
    quantile(own.samples, 0.99).toFixed(2),
    baseline.toFixed(2),
    ratio.toFixed(2),
    over ? `${budget} OVER` : budget,
    row.units === undefined ? '' : (own.bytesPerCall / row.units).toFixed(2),
  ]
  return { cells, over }
}

function budgetText({ budget, addedAtP99 }: Row, added: number): string {
  if (addedAtP99 !== undefined) return `p99 +${added.toFixed(2)} <= ${addedAtP99.toFixed(2)}`
  if (budget === undefined) return ''
  return `<= ${budget.toFixed(budget < 0.2 ? 3 : 2)}`
}

function measurementOf(results: ReadonlyMap<string, Measurement>, name: string): Measurement {
  const found = results.get(name)
  if (found === undefined) throw new Error(`\`${name}\` was not measured`)
  return found
}

/** The smallest sample that at least that share of all samples does not exceed. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [headings, ...rows]
  const widths = headings.map((_, i) => Math.max(...all.map((cells) => cells[i]?.length ?? 0)))
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd()
  return `${all.map(line).join('\n')}\n`
}
