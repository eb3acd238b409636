import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { admit } from '../../src/ir/admit.ts'
import { admitFlow } from '../../src/ir/admit-flow.ts'
import { ADMISSION_CODES } from '../../src/ir/codes.ts'
import { CALLER_LIMITS } from '../../src/ir/limits.ts'
import { STANDARD_VOCABULARY } from '../../src/ir/vocabulary.ts'

const FOLDER = 'docs/diagnostics'
const codes = Object.entries(ADMISSION_CODES)

/** The code for which the text of a term or a flow is refused, or `admitted`. */
function outcomeOf(json: string): string {
  const value: unknown = JSON.parse(json)
  const isFlow = Array.isArray(value) && value[0] === 'flow'
  const outcome = (isFlow ? admitFlow : admit)(value, STANDARD_VOCABULARY, CALLER_LIMITS)
  return outcome.ok ? 'admitted' : outcome.error.code
}

function examplesOf(section: string | undefined): readonly string[] {
  return [...(section ?? '').matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => json)
}

describe('the codes of admission', () => {
  test('are numbered without gaps', () => {
    const expected = codes.map((_, i) => `UH${8001 + i}`)
    expect(codes.map(([code]) => code)).toEqual(expected)
  })

  test('have a page each, and no page is left over', () => {
    const pages = readdirSync(FOLDER).filter((name) => /^UH8\d{3}\.md$/.test(name))
    expect(pages.sort()).toEqual(codes.map(([code]) => `${code}.md`))
  })

  test.each(codes)('%s has a page that opens with its title', (code, { title }) => {
    expect(readFileSync(`${FOLDER}/${code}.md`, 'utf8').split('\n')[0]).toBe(`# ${code}: ${title}`)
  })

  test.each(codes)('the examples of %s do what the page says', (code) => {
    const page = readFileSync(`${FOLDER}/${code}.md`, 'utf8')
    const [, triggers, silent] = page.split(/^## (?:Triggers|Does not)$/m)
    expect(examplesOf(triggers).map(outcomeOf)).toEqual([code])
    expect(examplesOf(silent).map(outcomeOf)).toEqual(['admitted'])
  })
})
