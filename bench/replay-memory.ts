import { spawnSync } from 'node:child_process'
import { bench, type Variant } from './harness.ts'
import { type Traffic, tracePath, writeTrace } from './trace-scene.ts'

/*
 * What the command that replays a trace holds at most, of a trace and of one ten times as long.
 * Build first: the command is what `bin/` runs.
 */

const TRAFFIC: Traffic = { receipts: 3000, state: 'distinct', measured: 60, decisions: 'once' }
const LENGTHS = { short: 1, long: 10 }

/** Tells at the end how many kilobytes were resident at most. */
const WATCH = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => process.stderr.write(String(process.resourceUsage().maxRSS)))",
)}`

// Those that measure find the traces there.
if (process.argv.length === 2) {
  for (const [name, times] of Object.entries(LENGTHS)) {
    writeTrace(name, { ...TRAFFIC, receipts: times * TRAFFIC.receipts })
  }
}

bench({
  name: 'replay-memory',
  answers: 'MB',
  samples: 2,
  variants: {
    'short, 1': mostMemory('short', 1),
    'long, 1': mostMemory('long', 1),
    'short, 2': mostMemory('short', 2),
    'long, 2': mostMemory('long', 2),
  },
  rows: [
    {
      what: 'ten times the trace, one thread',
      variant: 'long, 1',
      against: 'short, 1',
      budget: 1.15,
    },
    {
      what: 'ten times the trace, two threads',
      variant: 'long, 2',
      against: 'short, 2',
      budget: 1.15,
    },
  ],
})

function mostMemory(name: keyof typeof LENGTHS, threads: number): Variant {
  return () => () => {
    const args = ['bin/unhardcoded.js', 'replay', tracePath(name), '--threads', String(threads)]
    const { status, stderr } = spawnSync(process.execPath, ['--import', WATCH, ...args], {
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`node ${args.join(' ')} failed: ${stderr}`)
    return Number(stderr) / 1024
  }
}
