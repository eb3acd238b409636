import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Diagnostic } from '../../src/base/diagnostic.ts'
import { type Budget, lint, RULES } from '../../src/lint/index.ts'
import { ground, vocabulary } from './ground.ts'
import { isOfText, pageOf, type TextRule } from './page.ts'

interface Asking {
  readonly only?: readonly string[] | undefined
  readonly budget: Budget | undefined
}

function findingsOn(text: string, asking: Asking): readonly Diagnostic[] {
  const source = { name: 'example.uh', text }
  const { value, diagnostics } = lint(source, { vocabulary, ground, ...asking })
  if (value === undefined) throw new Error(`${text} has an error: ${diagnostics[0]?.message}`)
  return diagnostics
}

/** What a rule says where it alone is asked; a rule about suppressions needs those of others. */
function findingsOf(
  { code, over, examples: { budget } }: TextRule,
  text: string,
  word: string,
): readonly Diagnostic[] {
  const found = findingsOn(text, { only: over === 'suppressions' ? undefined : [word], budget })
  return found.filter((each) => each.code === code)
}

const TEXT_RULES = RULES.filter(isOfText).map((rule) => [rule.name, rule] as const)

describe.each(TEXT_RULES)('%s', (_, rule) => {
  test.each(rule.examples.bad)('is said once about %j', (text) => {
    expect(findingsOf(rule, text, rule.code)).toHaveLength(1)
    expect(findingsOf(rule, text, rule.name)).toHaveLength(1)
  })

  test.each(rule.examples.good)('is not said about %j, and nothing else is', (text) => {
    expect(findingsOf(rule, text, rule.code)).toEqual([])
    expect(findingsOn(text, { budget: rule.examples.budget })).toEqual([])
  })

  test('offers the fix that it promises', () => {
    const fixes = rule.examples.bad
      .flatMap((text) => findingsOf(rule, text, rule.code))
      .map(({ fix }) => (fix === undefined ? 'none' : fix.safe ? 'safe' : 'unsafe'))
    expect(fixes).toContain(rule.fix)
    if (rule.fix === 'none') expect(new Set(fixes)).toEqual(new Set(['none']))
    if (rule.fix === 'safe') expect(fixes).not.toContain('unsafe')
  })
})

test.each(RULES.map((rule) => [rule.name, rule] as const))(
  '%s has the page that is made from it',
  async (_, rule) => {
    await expect(pageOf(rule)).toMatchFileSnapshot(`../../docs/diagnostics/${rule.code}.md`)
  },
)

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
