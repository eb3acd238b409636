import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import * as analyze from '../../src/analyze/index.ts'

const page = readFileSync('docs/analysis.md', 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'analysis-page-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('docs/analysis.md', () => {
  const examples = [...page.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code = '']) => code)

  test('has an example', () => {
    expect(examples).toHaveLength(1)
  })

  test.each(examples)('prints in example %# what it says', async (code) => {
    const said = [...code.matchAll(/^console\.log\(.*\) \/\/ (.*)$/gm)].map(([, line]) => line)
    const printed: string[] = []
    const log = vi.spyOn(console, 'log').mockImplementation((value) => {
      printed.push(JSON.stringify(value))
    })
    const path = join(folder, 'example.mjs')
    writeFileSync(path, code.replace('unhardcoded/analyze', resolve('src/analyze/index.ts')))
    await import(path)
    log.mockRestore()
    expect(said.length).toBeGreaterThan(5)
    expect(printed).toEqual(said)
  })

  test('names every function of the public list', () => {
    const functions = Object.entries(analyze).filter(([, value]) => typeof value === 'function')
    for (const [name] of functions) expect(page).toContain(`\`${name}`)
  })

  test('names the budget', () => {
    expect(page).toContain(`${analyze.MAX_NODES.toLocaleString('en')} nodes`)
  })
})
