import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { candidatesOf } from '../../src/catalog/candidate.ts'
import { loadCatalog } from '../../src/catalog/load.ts'
import { CANONICAL_UNIT } from '../../src/catalog/units.ts'
import { CORE_FIELDS } from '../../src/ir/vocabulary.ts'

const PAGE = readFileSync('docs/catalog.md', 'utf8')
const examples = [...PAGE.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text)

describe('the page about catalogs', () => {
  test.each(examples)('has an example without a fault: %#', (text) => {
    const { value, diagnostics } = loadCatalog({ name: 'docs/catalog.md', text })
    expect(diagnostics).toEqual([])
    expect(value && candidatesOf(value).length).toBeGreaterThan(0)
  })

  test('names every core field and every unit', () => {
    const [, table = ''] = /## Fields\n([\s\S]*?)\nDeclare your own/.exec(PAGE) ?? []
    const named = [...table.matchAll(/^\|.*?\|/gm)].flatMap(([cell]) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    )
    expect(named.sort()).toEqual(Object.keys(CORE_FIELDS).sort())
    for (const unit of Object.keys(CANONICAL_UNIT)) expect(PAGE).toContain(`\`${unit}\``)
  })

  test('calls candidates by their names', () => {
    const offers = examples.flatMap((text) => {
      const { value } = loadCatalog({ name: 'c', text })
      return value === undefined ? [] : candidatesOf(value).map(({ cid }) => cid)
    })
    for (const [, name = ''] of PAGE.matchAll(/`((?:frankfurt|bazaar)\/[^`]+)`/g))
      expect(offers).toContain(name)
  })
})
