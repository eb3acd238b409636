import { expect, test } from 'vitest'
import type { Diagnostic } from '../../src/base/diagnostic.ts'
import { compile } from '../../src/compile/index.ts'
import { fix } from '../../src/lint/fix.ts'
import { lint, RULES } from '../../src/lint/index.ts'
import { ground, vocabulary } from './ground.ts'
import { isOfText, type TextRule } from './page.ts'

const options = { vocabulary, ground }

function findingsOf(code: string, text: string): readonly Diagnostic[] {
  const levels = new Map([['all', 'warning' as const]])
  const { diagnostics } = lint({ name: 'example.uh', text }, { ...options, levels })
  return diagnostics.filter((each) => each.code === code)
}

function fingerprintsOf(text: string): readonly string[] | undefined {
  const { value } = compile({ name: 'example.uh', text }, { vocabulary })
  return value?.policies.map(({ fingerprint }) => fingerprint)
}

/** Whatever keeps the text from compiling; a policy may wait for the values of its parameters. */
function errorsIn(text: string): readonly string[] {
  const { value, diagnostics } = lint({ name: 'example.uh', text }, options)
  return value === undefined ? diagnostics.map(({ message }) => message) : []
}

type Case = readonly [name: string, text: string, rule: TextRule]

function onlyOf({ name, over }: TextRule): readonly string[] | undefined {
  return over === 'suppressions' ? undefined : [name]
}

/** The bad examples for which a rule offers a fix of the strength. */
function casesOf(strength: 'safe' | 'unsafe'): readonly Case[] {
  return RULES.filter(isOfText).flatMap((rule) =>
    rule.examples.bad
      .filter((text) =>
        findingsOf(rule.code, text).some((each) => each.fix?.safe === (strength === 'safe')),
      )
      .map((text): Case => [rule.name, text, rule]),
  )
}

test.each([...casesOf('safe'), ...casesOf('unsafe')])(
  'the fix of %s leaves of %j what compiles, without the finding',
  (_, text, rule) => {
    const source = { name: 'example.uh', text }
    const mended = fix(source, { ...options, only: onlyOf(rule) }, 'unsafe')
    expect(mended.text).not.toBe(text)
    expect(findingsOf(rule.code, mended.text)).toEqual([])
    expect(errorsIn(mended.text)).toEqual([])
  },
)

test.each(casesOf('safe'))('the fix of %s keeps the fingerprints of %j', (_, text, rule) => {
  const source = { name: 'example.uh', text }
  const mended = fix(source, { ...options, only: onlyOf(rule) }, 'safe')
  expect(findingsOf(rule.code, mended.text)).toEqual([])
  expect(fingerprintsOf(mended.text)).toEqual(fingerprintsOf(text))
})

test.each([
  ['where not cheap', []],
  ['where no_log and not (has tools and dear)', []],
  ['where cheap', ['known price_out']],
])('a `let` below `not` is not mended, for its opposite may change: %s', (clause, cut) => {
  const lets = 'let cheap = price_out <= $2/Mtok and known price_out\nlet dear = not cheap\n'
  const used = clause.includes('not') ? lets : (lets.split('\n')[0] ?? '')
  const text = `${used}\npolicy p = best where cheap\npolicy q = best ${clause}\n`
  const places = findingsOf('UH3103', text).map(({ span }) => text.slice(span.start, span.end))
  expect(places).toEqual(cut)
})
