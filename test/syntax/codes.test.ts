import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { SYNTAX_CODES } from '../../src/syntax/codes.ts'
import { parse } from '../../src/syntax/parse.ts'
import { fixed } from './fixed.ts'

const PAGES = new URL('../../docs/diagnostics/', import.meta.url)

const PAGE =
  /^# (UH\d{4}): (.+)\n\n[\s\S]+?\n\n## Triggers\n\n```uh\n([\s\S]+?)```\n\n## Does not\n\n```uh\n([\s\S]+?)```\n$/

/** What is said about an example, in which `␀` stands for a character that no page can show. */
function said(example: string): ReturnType<typeof parse>['diagnostics'] {
  return parse({ name: 'example.uh', text: example.replaceAll('␀', '\0') }).diagnostics
}

function codesOf(example: string): readonly string[] {
  return said(example).map(({ code }) => code)
}

describe.each(Object.entries(SYNTAX_CODES))('the page of %s', (code, { title, severity }) => {
  const page = readFileSync(new URL(`${code}.md`, PAGES), 'utf8')
  const [, number, heading, bad = '', good = ''] = PAGE.exec(page) ?? []

  test('has the title of the code', () => {
    expect([number, heading]).toEqual([code, title])
  })
  test('shows what triggers it, reported once', () => {
    expect(said(bad)).toMatchObject([{ code, severity }])
  })
  test('shows what does not, with nothing to report', () => {
    expect(codesOf(good)).toEqual([])
  })
  test('shows a mistake that its fix, if it has one, repairs', () => {
    const diagnostics = said(bad)
    const fixes = diagnostics.filter(({ fix }) => fix !== undefined)
    expect(codesOf(fixed(bad, fixes))).toEqual(fixes.length === 0 ? [code] : [])
  })
})

test('every page of this range belongs to a code, and the codes have no gaps', () => {
  const pages = readdirSync(PAGES).filter((name) => /^UH0\d{3}\.md$/.test(name))
  expect(pages.map((name) => name.slice(0, 6)).sort()).toEqual(Object.keys(SYNTAX_CODES))
  expect(Object.keys(SYNTAX_CODES)).toEqual(
    pages.map((_, i) => `UH${String(i + 1).padStart(4, '0')}`),
  )
})
