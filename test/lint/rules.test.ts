import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Diagnostic } from '../../src/base/diagnostic.ts'
import { type LintRule, lint, RULES } from '../../src/lint/index.ts'
import { GROUND, VOCABULARY } from './ground.ts'
import { pageOf } from './page.ts'

function findingsOn(text: string, only: readonly string[] | undefined): readonly Diagnostic[] {
  const { value, diagnostics } = lint(
    { name: 'example.uh', text },
    { vocabulary: VOCABULARY, ground: GROUND, only },
  )
  if (value === undefined) throw new Error(`${text} has an error: ${diagnostics[0]?.message}`)
  return diagnostics
}

/** What a rule says where it alone is asked; a rule about suppressions needs those of others. */
function findingsOf({ code, over }: LintRule, text: string, word: string): readonly Diagnostic[] {
  const found = findingsOn(text, over === 'suppressions' ? undefined : [word])
  return found.filter((each) => each.code === code)
}

describe.each(RULES.map((rule): [string, LintRule] => [rule.name, rule]))('%s', (name, rule) => {
  test.each(rule.examples.bad)('is said once about %j', (text) => {
    expect(findingsOf(rule, text, rule.code)).toHaveLength(1)
    expect(findingsOf(rule, text, rule.name)).toHaveLength(1)
  })

  test.each(rule.examples.good)('is not said about %j, and nothing else is', (text) => {
    expect(findingsOf(rule, text, rule.code)).toEqual([])
    expect(findingsOn(text, undefined)).toEqual([])
  })

  test('has the page that is made from it', async () => {
    await expect(pageOf(rule)).toMatchFileSnapshot(`../../docs/diagnostics/${rule.code}.md`)
  })

  test('offers the fix that it promises', () => {
    const fixes = rule.examples.bad
      .flatMap((text) => findingsOf(rule, text, rule.code))
      .map(({ fix }) => (fix === undefined ? 'none' : fix.safe ? 'safe' : 'unsafe'))
    expect(fixes).toContain(rule.fix)
    if (rule.fix === 'none') expect(new Set(fixes)).toEqual(new Set(['none']))
    if (rule.fix === 'safe') expect(fixes).not.toContain('unsafe')
  })

  test('stands in the file of its name', () => {
    expect(readdirSync('src/lint/rules')).toContain(`${name}.ts`)
  })
})

test('rules are in order of their codes, and no code or name is there twice', () => {
  const codes = RULES.map(({ code }) => code)
  expect(codes).toEqual([...new Set(codes)].sort())
  expect(new Set(RULES.map(({ name }) => name)).size).toBe(RULES.length)
})

test('every file of the folder is a rule of the table', () => {
  const files = readdirSync('src/lint/rules').filter((file) => file !== 'index.ts')
  expect(files.map((file) => file.replace(/\.ts$/, '')).sort()).toEqual(
    RULES.map(({ name }) => name).sort(),
  )
})
