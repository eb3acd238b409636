import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import * as trace from '../../src/trace/index.ts'

const page = readFileSync('docs/receipts.md', 'utf8')
const schema: { $defs: Record<string, { properties?: object }> } = JSON.parse(
  readFileSync('src/trace/trace.schema.json', 'utf8'),
)
const folder = mkdtempSync(join(tmpdir(), 'receipts-page-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('docs/receipts.md', () => {
  test('prints in its example what it says', async () => {
    const [, code = ''] = /```js\n([\s\S]*?)```/.exec(page) ?? []
    const [, said] = /^console\.log\(.*\) \/\/ (.*)$/m.exec(code) ?? []
    const printed: string[] = []
    const log = vi.spyOn(console, 'log').mockImplementation((value) => {
      printed.push(JSON.stringify(value))
    })
    const path = join(folder, 'example.mjs')
    writeFileSync(path, code.replace('unhardcoded/trace', resolve('src/trace/index.ts')))
    await import(path)
    log.mockRestore()
    expect(printed).toEqual([said])
  })

  test('names every function of the public list that reads, plays, checks or writes', () => {
    const aside = ['costRecord', 'hashOfLine']
    const functions = Object.entries(trace).filter(([, value]) => typeof value === 'function')
    for (const [name] of functions.filter(([each]) => !aside.includes(each))) {
      expect(page).toContain(`\`${name}\``)
    }
  })

  test('names every type of record and every member of a receipt and of a flow', () => {
    const types = ['header', 'catalog', 'policy', 'decision', 'receipt', 'flow', 'gap', 'end']
    for (const type of types) expect(page).toContain(`| \`${type}\` |`)
    for (const type of ['receipt', 'flow', 'node']) {
      const { record: _, ...members } = { record: 0, ...schema.$defs[type]?.properties }
      for (const name of Object.keys(members)) expect(page).toContain(`\`${name}\``)
    }
  })
})
