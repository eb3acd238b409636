import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { openDesk } from '../src/cli/trace/desk.ts'
import { bench, type Variant } from './harness.ts'
import { type Traffic, tracePath, writeTrace } from './trace-scene.ts'

/*
 * What one thread does with a trace, from its bytes to what diverges, against nothing but parsing
 * the lines; and the whole command in two threads against one. Build first: the command is what
 * `bin/` runs. A budget of half the rate is one of twice the time.
 *
 * The command takes about a second for 40 MB, and a second thread has a start of its own: threads
 * are compared over traces that are five times as long.
 */

const TRAFFIC = {
  /** Health moves with every request, so that no two decisions are alike. */
  distinct: { receipts: 1500, state: 'distinct', measured: 60, decisions: 'in each' },
  /** The same as a router writes it. */
  'distinct, once': { receipts: 1500, state: 'distinct', measured: 60, decisions: 'once' },
  shared: { receipts: 3000, state: 'repeated', measured: 60, decisions: 'once' },
  /** Half of what is decided from is health. */
  'much health': { receipts: 1000, state: 'distinct', measured: 300, decisions: 'in each' },
} as const satisfies Readonly<Record<string, Traffic>>

/** For threads. */
const LONG_TRAFFIC = {
  'distinct, long': { ...TRAFFIC['distinct, once'], receipts: 7_500 },
  'shared, long': { ...TRAFFIC.shared, receipts: 15_000 },
} as const satisfies Readonly<Record<string, Traffic>>

type Name = keyof typeof TRAFFIC
const NAMES = Object.keys(TRAFFIC) as readonly Name[]

type LongName = keyof typeof LONG_TRAFFIC
const LONG_NAMES = Object.keys(LONG_TRAFFIC) as readonly LongName[]

// Those that measure find the traces there.
if (process.argv.length === 2) {
  for (const name of NAMES) writeTrace(name, TRAFFIC[name])
  for (const name of LONG_NAMES) writeTrace(name, LONG_TRAFFIC[name])
}

bench({
  name: 'replay',
  samples: 3,
  variants: {
    ...Object.fromEntries(NAMES.map((name) => [`replay ${name}`, replayed(name)])),
    ...Object.fromEntries(NAMES.map((name) => [`parse ${name}`, parsed(name)])),
    ...Object.fromEntries(LONG_NAMES.map((name) => [`1 thread ${name}`, command(name, 1)])),
    ...Object.fromEntries(LONG_NAMES.map((name) => [`2 threads ${name}`, command(name, 2)])),
  },
  rows: [
    ...NAMES.map((name) => ({
      what: `one thread, ${name}`,
      variant: `replay ${name}`,
      against: `parse ${name}`,
      ...(name !== 'much health' && { budget: 2 }),
    })),
    ...LONG_NAMES.map((name) => ({
      what: `two threads, ${name}`,
      variant: `2 threads ${name}`,
      against: `1 thread ${name}`,
      budget: 1 / 1.7,
    })),
  ],
})

function replayed(name: Name): Variant {
  return () => {
    const bytes = new Uint8Array(readFileSync(tracePath(name)))
    return () => {
      const desk = openDesk({
        tally: 'reproduction',
        asked: { most: 20, lines: 'none' },
        selection: {
          ids: [],
          policyNames: [],
          callers: [],
          sinceMs: undefined,
          untilMs: undefined,
        },
      })
      desk.take({ firstLine: 1, kind: 'lines', bytes }, 0)
      const { found } = desk.result()
      const told = JSON.stringify(found)
      if (!told.includes(`{"reproduced":${TRAFFIC[name].receipts},"diverged":0`))
        throw new Error(told)
    }
  }
}

function parsed(name: Name): Variant {
  return () => {
    const bytes = readFileSync(tracePath(name))
    return () => {
      for (let start = 0; start < bytes.length; ) {
        const end = bytes.indexOf('\n', start)
        JSON.parse(bytes.toString('utf8', start, end))
        start = end + 1
      }
    }
  }
}

function command(name: LongName, threads: number): Variant {
  const args = ['bin/unhardcoded.js', 'replay', tracePath(name), '--threads', String(threads)]
  return () => () => {
    const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' })
    if (status !== 0) throw new Error(`node ${args.join(' ')} failed`)
  }
}
