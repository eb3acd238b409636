import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { hasErrors } from '../../src/base/diagnostic.ts'
import { checkSource } from '../../src/catalog/check-source.ts'
import { CATALOG_CODES } from '../../src/catalog/codes.ts'
import { importOpenRouter } from '../../src/catalog/import-openrouter.ts'
import { loadCatalog } from '../../src/catalog/load.ts'

const FOLDER = 'docs/diagnostics'
const NOW = Date.parse('2026-11-23T12:00:00Z')
const codes = Object.entries(CATALOG_CODES)

/** The last code of the faults that make a document no catalog; findings follow. */
const LAST_FAULT = 'UH6021'

/** What is said of an example: a catalog, or an answer of OpenRouter to import. */
function outcomeOf(code: string, text: string) {
  const source = { name: 'example.yaml', text }
  if (/^data:/.test(text)) return importOpenRouter(parse(text))
  return code <= LAST_FAULT ? loadCatalog(source) : checkSource(source, { now: NOW })
}

function examplesOf(section: string | undefined): readonly string[] {
  return [...(section ?? '').matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text)
}

describe('the codes of the catalog', () => {
  test('are numbered without gaps', () => {
    expect(codes.map(([code]) => code)).toEqual(codes.map((_, i) => `UH${6001 + i}`))
  })

  test('have a page each, and no page is left over', () => {
    const pages = readdirSync(FOLDER).filter((name) => /^UH60\d\d\.md$/.test(name))
    expect(pages.sort()).toEqual(codes.map(([code]) => `${code}.md`))
  })

  test.each(codes)('%s has a page that opens with its title', (code, { title }) => {
    expect(readFileSync(`${FOLDER}/${code}.md`, 'utf8').split('\n')[0]).toBe(`# ${code}: ${title}`)
  })

  test.each(codes)('the examples of %s do what the page says', (code, { severity }) => {
    const page = readFileSync(`${FOLDER}/${code}.md`, 'utf8')
    const [, triggers, silent] = page.split(/^## (?:Triggers|Does not)$/m)
    const [[bad = ''], [good = '']] = [examplesOf(triggers), examplesOf(silent)]
    const said = outcomeOf(code, bad).diagnostics
    expect(said[0]).toMatchObject({ code, severity })
    const others = said.filter((each) => each.code !== code)
    expect(hasErrors(others)).toBe(false)
    const clean = outcomeOf(code, good)
    expect(clean.diagnostics).toEqual([])
    expect(clean.value).toBeDefined()
  })
})
