import { describe, expect, test } from 'vitest'
import { RULES } from '../../src/lint/index.ts'
import type { CallerExample } from '../../src/lint/rule.ts'
import { configOf } from '../lint/page.ts'
import { cli, withFiles } from './cli.ts'

/** The codes of everything that `lint` says about a project. */
async function codesOf(example: CallerExample, argv: readonly string[] = []) {
  const files = { 'policies.uh': example.policies, 'unhardcoded.yaml': configOf(example) }
  return withFiles(files, async (cwd) => {
    const { stdout, stderr } = await cli(['lint', '--format', 'json', ...argv], { cwd })
    expect(stderr).toBe('')
    const { diagnostics } = JSON.parse(stdout)
    return diagnostics.map(({ code }: { code: string }) => code)
  })
}

const CALLER_RULES = RULES.flatMap((rule) =>
  rule.over === 'callers' ? [[rule.name, rule] as const] : [],
)

describe.each(CALLER_RULES)('%s', (name, { code, examples }) => {
  test.each(examples.bad)('is said once about %j', async (example) => {
    for (const word of [name, code])
      expect(await codesOf(example, ['--only', word])).toEqual([code])
    expect(await codesOf(example, ['--skip', name])).not.toContain(code)
  })

  test.each(examples.good)('is not said about %j, and nothing else is', async (example) => {
    expect(await codesOf(example)).toEqual([])
  })
})
