import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import {
  admit,
  admitFlow,
  cacheKey,
  cacheKeyFlow,
  encode,
  encodeFlow,
  encodeNumber,
  fingerprint,
  fingerprintFlow,
  normalize,
  normalizeFlow,
} from '../../src/ir/index.ts'
import { operatorTable } from '../../src/ir/operator-table.ts'

const page = readFileSync('docs/policy-ir.md', 'utf8')

/** The tables of the page by their header line, each as its rows of cells without backticks. */
function rowsOf(header: string): readonly (readonly string[])[] {
  const [, table = ''] = page.split(`${header}\n|---|---|\n`)
  const [rows = ''] = table.split('\n\n')
  return rows.split('\n').map((row) =>
    row
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.replaceAll('`', '')),
  )
}

/** Encoding, identity and short key of the text of a term or a flow, or why it is refused. */
function identify(json: string): readonly string[] {
  const value: unknown = JSON.parse(json)
  if (isFlow(value)) {
    const outcome = admitFlow(value)
    if (!outcome.ok) return [outcome.error.code, outcome.error.path]
    const flow = normalizeFlow(outcome.value)
    return [encodeFlow(flow), fingerprintFlow(flow), cacheKeyFlow(flow)]
  }
  const outcome = admit(value)
  if (!outcome.ok) return [outcome.error.code, outcome.error.path]
  const term = normalize(outcome.value.term)
  return [encode(term), fingerprint(term), cacheKey(term)]
}

function isFlow(value: unknown): boolean {
  return Array.isArray(value) && value[0] === 'flow'
}

describe('docs/policy-ir.md', () => {
  test('holds the operator table as it is generated', () => {
    expect(page).toContain(`\n${operatorTable()}\n`)
  })

  const identified = [...page.matchAll(/```json\n([\s\S]*?)```[\s\S]*?```text\n([\s\S]*?)\n```/g)]
  test.each(identified.map(([, json = '', lines = '']) => [json, lines]))(
    'has the encoding, identity and short key of example %#',
    (json, lines) => {
      expect(lines.split('\n')).toEqual(identify(json))
    },
  )

  test('has such an example of a term and of a flow', () => {
    expect(identified.map(([, json = '']) => isFlow(JSON.parse(json)))).toEqual([false, true])
  })

  test.each(rowsOf('| term | refused |'))('%s is refused as %s', (json, refused) => {
    expect(identify(json).join(' at ')).toBe(refused)
  })

  test.each(rowsOf('| term | normal form |'))('%s has the normal form %s', (json, normal) => {
    const outcome = admit(JSON.parse(json))
    expect(outcome.ok && JSON.stringify(normalize(outcome.value.term))).toBe(normal)
  })

  test.each(rowsOf('| number | spelling |'))('%s is spelled %s', (literal, spelling) => {
    expect(encodeNumber(Number(literal))).toBe(spelling)
  })

  test.each([...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => [code]))(
    'has an example that prints what it says',
    async (code) => {
      const expected = [...code.matchAll(/console\.log\(.*\) \/\/ (.*)/g)].map(([, text]) => text)
      expect(await printed(code)).toEqual(expected)
    },
  )
})

/** What a module prints line by line. */
async function printed(code: string): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'policy-ir-'))
  const lines: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((line) => lines.push(`${line}`))
  try {
    const file = join(folder, 'example.ts')
    writeFileSync(file, code.replace("'unhardcoded/ir'", `'${resolve('src/ir/index.ts')}'`))
    await import(file)
    return lines
  } finally {
    log.mockRestore()
    rmSync(folder, { recursive: true })
  }
}
