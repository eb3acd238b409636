import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { CLAIM_CODES } from '../../src/claims/index.ts'
import { cli, withFiles } from '../cli/cli.ts'

const PAGES = 'docs/diagnostics'
const CATALOG = readFileSync('fixtures/cli/examples/acme.yaml', 'utf8')

/** The codes of everything that `prove` and `test` say about an example. */
async function codesOf(text: string): Promise<readonly string[]> {
  const files = { 'example.uh': text, 'acme.yaml': CATALOG, 'trace.jsonl': '{}\n{}\n' }
  return withFiles(files, async (cwd) => {
    const codes: string[] = []
    for (const command of ['prove', 'test']) {
      const argv = [command, '.', '--catalog', 'acme.yaml', '--format', 'json']
      const { results, diagnostics } = JSON.parse((await cli(argv, { cwd })).stdout)
      for (const each of [...results.map((result: Told) => result.diagnostics), diagnostics]) {
        codes.push(...each.map(({ code }: { code: string }) => code))
      }
    }
    return codes
  })
}

interface Told {
  readonly diagnostics: readonly { readonly code: string }[]
}

const PAGE =
  /^# (UH\d{4}): (.+)\n\n[\s\S]+?\n\n## Triggers\n\n```uh\n([\s\S]+?)```\n\n## Does not\n\n```uh\n([\s\S]+?)```\n$/

describe.each(Object.entries(CLAIM_CODES))('the page of %s', (code, { title }) => {
  const page = readFileSync(`${PAGES}/${code}.md`, 'utf8')
  const [, number, heading, bad = '', good = ''] = PAGE.exec(page) ?? []

  test('has the title of the code', () => {
    expect([number, heading]).toEqual([code, title])
  })
  test('shows what triggers it, reported once', async () => {
    expect(await codesOf(bad)).toEqual([code])
  })
  test('shows what does not, with nothing to report', async () => {
    expect(await codesOf(good)).toEqual([])
  })
})

test('every page of this range belongs to a code', () => {
  const pages = readdirSync(PAGES).filter((name) => /^UH32\d{2}\.md$/.test(name))
  expect(pages.map((name) => name.slice(0, 6)).sort()).toEqual(Object.keys(CLAIM_CODES))
})
