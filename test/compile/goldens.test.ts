import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Source } from '../../src/base/source.ts'
import { renderDiagnostics } from '../../src/cli/report/index.ts'
import { compile, type Load } from '../../src/compile/index.ts'

const FIXTURES = new URL('../../fixtures/', import.meta.url)

function casesIn(folder: string): readonly string[] {
  return readdirSync(new URL(folder, FIXTURES)).filter((name) => name.endsWith('.uh'))
}

/** Everything said about a file of the fixtures, as a terminal of 100 columns shows it. */
function report(path: string): string {
  const sources: Source[] = []
  const read = (name: string): Source => {
    const source = { name, text: readFileSync(new URL(name, FIXTURES), 'utf8') }
    sources.push(source)
    return source
  }
  const load: Load = (used) => {
    const found = used.endsWith('floors.uh') ? 'policies/floors.uh' : used
    return casesIn('compile/err/').some((name) => found.endsWith(name)) || found.includes('floors')
      ? { ok: true, value: read(found) }
      : { ok: false, error: 'there is no such file' }
  }
  const { value, diagnostics } = compile(read(path), { load })
  const failed = diagnostics.some(({ severity }) => severity === 'error')
  expect(value === undefined, 'a file with errors never yields a term').toBe(failed)
  return renderDiagnostics(diagnostics, sources, { color: false, width: 100 })
}

describe('files that are fine compile silently', () => {
  test.each([...casesIn('compile/ok/').map((name) => `compile/ok/${name}`), 'policies/tour.uh'])(
    '%s',
    (path) => {
      expect(report(path)).toBe('')
    },
  )
})

describe('mistakes are reported once each, where they are', () => {
  test.each(casesIn('compile/err/'))('%s', async (name) => {
    const golden = new URL(`compile/err/${name.replace('.uh', '.out')}`, FIXTURES)
    await expect(report(`compile/err/${name}`)).toMatchFileSnapshot(golden.pathname)
  })
})
