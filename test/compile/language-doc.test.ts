import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compile, type Load } from '../../src/compile/index.ts'
import { encode, normalize, type Term } from '../../src/ir/index.ts'
import { format } from '../../src/syntax/index.ts'
import { slot } from './compiled.ts'

const DOC = readFileSync(new URL('../../docs/language.md', import.meta.url), 'utf8')
const FLOORS = readFileSync(new URL('../../fixtures/policies/floors.uh', import.meta.url), 'utf8')

const load: Load = (path) =>
  path === 'floors.uh'
    ? { ok: true, value: { name: path, text: FLOORS } }
    : { ok: false, error: 'there is no such file' }

describe('every example of the language page', () => {
  const examples = [...DOC.matchAll(/```uh\n([\s\S]+?)```/g)].map(([, text = '']) => text)
  test.each(examples)('number %# compiles silently', (text) => {
    const { value, diagnostics } = compile({ name: 'doc.uh', text }, { load })
    expect(diagnostics).toEqual([])
    expect((value?.policies.length ?? 0) + (value?.flows.length ?? 0)).toBeGreaterThan(0)
    expect(format({ name: 'doc.uh', text }).value).toBeDefined()
  })
})

/** The rows of the table under a heading: two cells of code each. */
function rows(heading: string): readonly (readonly [string, string])[] {
  const [, section = ''] = DOC.split(`\n### ${heading}\n`)
  const [table = ''] = section.trim().split('\n\n')
  return [...table.matchAll(/^\| `(.+?)` \| `(.+)` \|$/gm)].map(([, form = '', term = '']) => [
    form,
    term,
  ])
}

/** The encoding of the normal form of a term as JSON. */
function normal(json: string): string {
  return encode(normalize(JSON.parse(json) as Term))
}

describe('every form is lowered as the language page says', () => {
  test.each(rows('Conditions'))('`where %s`', (form, term) => {
    expect(slot(`any unguarded where ${form}`, 'filter')).toBe(normal(term))
  })
  test.each(rows('Ranking'))('`%s`', (form, term) => {
    expect(slot(form, 'score')).toBe(normal(term))
  })
  test.each(rows('Order'))('`%s`', (form, term) => {
    expect(slot(form, 'selector')).toBe(normal(term))
  })
  test.each(rows('Request'))('`%s`', (form, term) => {
    expect(slot(`any ${form}`, 'transform')).toBe(normal(term))
  })
  test.each(rows('Failure'))('`%s`', (form, action) => {
    expect(slot(`any fallback stop ${form}`, 'plan')).toBe(
      normal(`["override", ["always", {"action": "abort"}], "timeout", ${action}]`),
    )
  })
  test('no table is passed over', () => {
    const tables = ['Conditions', 'Ranking', 'Order', 'Request', 'Failure'].map(
      (heading) => rows(heading).length,
    )
    expect(tables).toEqual([26, 10, 7, 10, 7])
  })
})
