import { test } from 'vitest'
import { cli } from './cli/cli.ts'
test('x', async () => {
  for (const argv of JSON.parse(process.env.ARGS ?? '[]')) {
    const o = await cli(argv, { cwd: `${process.cwd()}/fixtures/cli/examples`, env: { COLUMNS: process.env.COLS ?? '100' } })
    console.log(argv.join(' ') + ` -> ${o.code}\n` + o.stdout + o.stderr)
  }
})
