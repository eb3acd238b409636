import { describe, expect, test } from 'vitest'
import type { Diagnostic } from '../../src/base/diagnostic.ts'
import { compile } from '../../src/compile/index.ts'
import { fix } from '../../src/lint/fix.ts'
import { type LintRule, lint, RULES } from '../../src/lint/index.ts'
import { GROUND, VOCABULARY } from './ground.ts'

const options = { vocabulary: VOCABULARY, ground: GROUND }

function findingsOf(code: string, text: string): readonly Diagnostic[] {
  const { diagnostics } = lint({ name: 'example.uh', text }, options)
  return diagnostics.filter((each) => each.code === code)
}

function fingerprintsOf(text: string): readonly string[] | undefined {
  const { value } = compile({ name: 'example.uh', text }, { vocabulary: VOCABULARY })
  return value?.policies.map(({ fingerprint }) => fingerprint)
}

const MENDED = RULES.filter((rule) => rule.fix !== 'none').flatMap((rule) =>
  rule.examples.bad.map((text): [string, string, LintRule] => [rule.name, text, rule]),
)

describe.each(MENDED)('the fix of %s for %j', (_, text, { code, name, over }) => {
  const only = over === 'suppressions' ? undefined : [name]
  const source = { name: 'example.uh', text }
  const offered = lint(source, { ...options, only }).diagnostics.filter(
    (each) => each.code === code && each.fix !== undefined,
  )

  test.runIf(offered.length > 0)('leaves a text without the finding that compiles', () => {
    const mended = fix(source, { ...options, only }, 'unsafe')
    expect(mended.text).not.toBe(text)
    expect(findingsOf(code, mended.text)).toEqual([])
    expect(fingerprintsOf(mended.text)).toBeDefined()
  })

  test.runIf(offered.some((each) => each.fix?.safe))('keeps what is identified if safe', () => {
    const mended = fix(source, { ...options, only }, 'safe')
    expect(fingerprintsOf(mended.text)).toEqual(fingerprintsOf(text))
  })
})
