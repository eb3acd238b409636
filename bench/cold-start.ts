import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bench } from './harness.ts'

/*
 * What a person waits for who types one command: the whole process, against a Node that does
 * nothing. Build first; this runs what `bin/` runs.
 */

const folder = mkdtempSync(join(tmpdir(), 'unhardcoded-bench-'))
const policy = join(folder, 'policy.uh')
writeFileSync(policy, 'cheapest where quality >= 0.8 and has tools fallback next\n')

const node =
  (...args: readonly string[]) =>
  () =>
  () => {
    const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' })
    if (status !== 0) throw new Error(`node ${args.join(' ')} failed`)
  }
const BIN = 'bin/unhardcoded.js'

bench({
  name: 'cold-start',
  samples: 15,
  variants: {
    'node -e 0': node('-e', '0'),
    '--help': node(BIN, '--help'),
    compile: node(BIN, 'compile', policy),
    simulate: node(BIN, 'simulate', policy),
  },
  rows: [
    { what: '--help', variant: '--help', against: 'node -e 0', budget: 1.3 },
    { what: 'compile of a one-policy file', variant: 'compile', against: 'node -e 0', budget: 1.6 },
    { what: 'simulate over the built-in catalog', variant: 'simulate', against: 'node -e 0' },
  ],
})
