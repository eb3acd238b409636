import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { VERSION } from '../../src/base/version.ts'
import { LINT_FORMATS } from '../../src/cli/report/lint/index.ts'
import { type Call, expectCalls } from '../cli/expect-calls.ts'

const page = readFileSync('docs/ci.md', 'utf8')
const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text)

describe('the page about CI', () => {
  test.each(blocks)('has YAML that parses: %#', (text) => {
    const document = parseDocument(text)
    expect([document.errors, document.warnings]).toEqual([[], []])
    expect(document.toJS()).toBeTypeOf('object')
  })

  test('has a row for every format, and uses only those', () => {
    const rows = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)
    expect(rows).toEqual(LINT_FORMATS)
    const used = blocks.flatMap((text) => [...text.matchAll(/--format (\w+)/g)])
    for (const [, name] of used) expect(LINT_FORMATS).toContain(name)
  })

  test('runs commands and options that exist', async () => {
    const calls = blocks
      .join('')
      .matchAll(/(?:npx --yes|entry:) unhardcoded(?:@[\d.]+)? (\w+)(.*)/g)
    await expectCalls([...calls].map(([, name = '', rest = '']): Call => [name, rest]))
  })

  test('pins this version', () => {
    const pins = [...page.matchAll(/unhardcoded@([\d.]+)/g)].map(([, version]) => version)
    expect([...new Set(pins)]).toEqual([VERSION])
  })
})
