import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { MEASURED } from '../../src/decide/measured.ts'
import { CORE_FIELDS } from '../../src/ir/vocabulary.ts'

const page = readFileSync('docs/decide.md', 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'decide-page-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('docs/decide.md', () => {
  const examples = [...page.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code = '']) => code)

  test('has examples', () => {
    expect(examples).toHaveLength(2)
  })

  test.each(examples)('prints in example %# what it says', async (code) => {
    const said = [...code.matchAll(/^console\.log\(.*\) \/\/ (.*)$/gm)].map(([, line]) => line)
    const printed: string[] = []
    const log = vi.spyOn(console, 'log').mockImplementation((value) => {
      printed.push(JSON.stringify(value))
    })
    const path = join(folder, `example-${examples.indexOf(code)}.mjs`)
    writeFileSync(path, code.replace('unhardcoded/decide', resolve('src/decide/index.ts')))
    await import(path)
    log.mockRestore()
    expect(said.length).toBeGreaterThan(1)
    expect(printed).toEqual(said)
  })

  test('names every field that a host reports', () => {
    for (const field of MEASURED.keys()) expect(page).toContain(`\`${field}\``)
  })

  test.each(Object.entries(CORE_FIELDS))('says what %s reads where nobody knows', (field, row) => {
    const line = page
      .split('\n')
      .find((each) => each.startsWith('|') && each.includes(`\`${field}\``))
    const spelled = row.default === Number.POSITIVE_INFINITY ? 'infinity' : `${row.default}`
    expect(line?.endsWith(`| ${spelled} |`)).toBe(true)
  })
})
