import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { builtInCatalog } from '../../src/catalog/built-in.ts'
import { candidatesOf, vocabularyOfCatalog } from '../../src/catalog/index.ts'
import type { Load } from '../../src/compile/index.ts'
import { type Ground, lint } from '../../src/lint/index.ts'

/*
 * What the documentation shows is what people copy: every policy in it has to be one that `lint`
 * has nothing to say about, unless the page says what it is about.
 */

const catalog = builtInCatalog()
const vocabulary = vocabularyOfCatalog(catalog)
const ground: Ground = {
  name: 'built-in',
  candidates: candidatesOf(catalog),
  context: { vocabulary, order: 'as given' },
}

const PAGES = ['README.md', ...readdirSync('docs').map((name) => `docs/${name}`)].filter((path) =>
  path.endsWith('.md'),
)

interface Example {
  readonly page: string
  readonly line: number
  readonly text: string
}

const EXAMPLES: readonly Example[] = PAGES.flatMap((page) => {
  const text = readFileSync(page, 'utf8')
  return [...text.matchAll(/^```uh\n([\s\S]*?)^```$/gm)].map(({ 1: example = '', index }) => ({
    page,
    line: text.slice(0, index).split('\n').length + 1,
    text: example,
  }))
})

/** Files that examples use stand among the fixtures. */
const load: Load = (path) => {
  const name = basename(path)
  return {
    ok: true,
    value: { name: path, text: readFileSync(`fixtures/policies/${name}`, 'utf8') },
  }
}

test('there are examples', () => {
  expect(EXAMPLES.length).toBeGreaterThan(8)
})

describe.each(EXAMPLES)('the policy at $page:$line', ({ page, text }) => {
  test('has nothing to report', () => {
    const { diagnostics } = lint({ name: page, text }, { vocabulary, ground, load })
    const said = diagnostics
      .filter(({ severity }) => severity !== 'info')
      .map(({ code, message, span }) => `${code} ${message}: ${text.slice(span.start, span.end)}`)
    expect(said).toEqual([])
  })
})
