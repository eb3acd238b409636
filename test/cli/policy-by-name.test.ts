import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cli } from './cli.ts'

const POLICIES = `uh 1
policy support(plan: free | pro = free) =
  cheapest where price_out <= match plan { free: $1/Mtok, pro: $20/Mtok }
flow twice =
  first = ask support "Answer." with input
  answer = ask support(plan: pro) "Answer better." with first
  return answer
`

let cwd = ''

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'by-name-'))
  mkdirSync(join(cwd, 'policies'))
  writeFileSync(join(cwd, 'unhardcoded.yaml'), 'policies: [policies]\n')
  writeFileSync(join(cwd, 'policies', 'support.uh'), POLICIES)
})

afterEach(() => rmSync(cwd, { recursive: true }))

describe.each(['simulate', 'explain'])('%s takes the name of what is configured', (command) => {
  test.each([
    [
      ['support', '--param', 'plan=pro'],
      ['policies/support.uh', '--policy', 'support', '--param', 'plan=pro'],
    ],
    [['twice'], ['policies/support.uh', '--policy', 'twice']],
  ])('%j', async (named, written) => {
    const byName = await cli([command, ...named], { cwd })
    expect([byName.code, byName.stderr]).toEqual([0, ''])
    expect(byName).toEqual(await cli([command, ...written], { cwd }))
  })

  test('a name that nobody has is read as a policy', async () => {
    const { code, stderr } = await cli([command, 'suport'], { cwd })
    expect(code).toBe(1)
    expect(stderr).toContain('found\n  `suport`')
  })

  test('a file that does not compile matters to names alone', async () => {
    writeFileSync(join(cwd, 'policies', 'other.uh'), 'cheapest where qualty >= 0.5\n')
    expect((await cli([command, 'cheapest'], { cwd })).code).toBe(0)
    const { code, stderr } = await cli([command, 'support'], { cwd })
    expect(code).toBe(2)
    expect(stderr).toContain('policies/other.uh:1:16')
  })
})
