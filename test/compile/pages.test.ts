import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { STANDARD_CATALOG_VOCABULARY } from '../../src/catalog/vocabulary.ts'
import { COMPILE_CODES, compile, type Load } from '../../src/compile/index.ts'

const PAGES = new URL('../../docs/diagnostics/', import.meta.url)
const FLOORS = readFileSync(new URL('../../fixtures/policies/floors.uh', import.meta.url), 'utf8')

const VOCABULARY = {
  ...STANDARD_CATALOG_VOCABULARY,
  providers: ['anthropic', 'google', 'groq', 'openai'],
}

/** The codes of everything said about an example: a file `example.uh` with `floors.uh` beside it. */
function codesOf(text: string): readonly string[] {
  const source = { name: 'example.uh', text }
  const load: Load = (path) => {
    if (path === 'floors.uh') return { ok: true, value: { name: path, text: FLOORS } }
    if (path === source.name) return { ok: true, value: source }
    return { ok: false, error: 'there is no such file' }
  }
  const target = text.startsWith('# target: core') ? 'core' : 'sigma-pol/v2'
  const options = { vocabulary: VOCABULARY, load, target } as const
  return compile(source, options).diagnostics.map(({ code }) => code)
}

const PAGE =
  /^# (UH\d{4}): (.+)\n\n[\s\S]+?\n\n## Triggers\n\n```uh\n([\s\S]+?)```\n\n## Does not\n\n```uh\n([\s\S]+?)```\n$/

describe.each(Object.entries(COMPILE_CODES))('the page of %s', (code, { title }) => {
  const page = readFileSync(new URL(`${code}.md`, PAGES), 'utf8')
  const [, number, heading, bad = '', good = ''] = PAGE.exec(page) ?? []

  test('has the title of the code', () => {
    expect([number, heading]).toEqual([code, title])
  })
  test('shows what triggers it, reported once', () => {
    expect(codesOf(bad)).toEqual([code])
  })
  test('shows what does not, with nothing to report', () => {
    expect(codesOf(good)).toEqual([])
  })
})

test('every page of this range belongs to a code', () => {
  const pages = readdirSync(PAGES).filter((name) => /^UH(?:[12457]\d|30)\d{2}\.md$/.test(name))
  expect(pages.map((name) => name.slice(0, 6)).sort()).toEqual(Object.keys(COMPILE_CODES))
})
