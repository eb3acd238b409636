import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { renderDiagnostics } from '../../src/cli/report/index.ts'
import { format } from '../../src/syntax/format/format.ts'
import { parse } from '../../src/syntax/parse.ts'

const FIXTURES = new URL('../../fixtures/', import.meta.url)

/** Narrow enough to show how long lines are cut and wrapped. */
const WIDTH = 76

function casesIn(folder: string): readonly string[] {
  return readdirSync(new URL(folder, FIXTURES)).filter((name) => name.endsWith('.uh'))
}

function textOf(path: string): string {
  return readFileSync(new URL(path, FIXTURES), 'utf8')
}

function golden(path: string): string {
  return new URL(path.replace('.uh', '.out'), FIXTURES).pathname
}

/** The source, and below it everything said about it, as a terminal shows it. */
function report(path: string): string {
  const source = { name: path.replace(/^.*\//, ''), text: textOf(path) }
  const { diagnostics } = parse(source)
  expect(format(source)).toEqual({ value: undefined, diagnostics })
  const rendered = renderDiagnostics(diagnostics, [source], { color: false, width: WIDTH })
  return `${visible(source.text)}\n${'─'.repeat(WIDTH)}\n\n${rendered}`
}

const SIGNS: ReadonlyMap<string, string> = new Map([
  ['\r', '␍'],
  ['\t', '␉'],
  ['\0', '␀'],
  ['\u00a0', '⍽'],
  ['\u200b', '⌑'],
])

/** What an editor would not show, by the signs for it. */
function visible(text: string): string {
  return text.replace(/[\r\t\0\u00a0\u200b]/g, (each) => SIGNS.get(each) ?? each)
}

describe('files of every form of the language are read silently, and formatting keeps them', () => {
  test.each(casesIn('syntax/ok/'))('%s', (name) => {
    const source = { name, text: textOf(`syntax/ok/${name}`) }
    expect(parse(source).diagnostics).toEqual([])
    expect(format(source).diagnostics).toEqual([])
  })
})

describe('mistakes are reported once each, where they are', () => {
  test.each(casesIn('syntax/err/'))('%s', async (name) => {
    await expect(report(`syntax/err/${name}`)).toMatchFileSnapshot(golden(`syntax/err/${name}`))
  })
})

describe('a file in any layout is brought into the one layout', () => {
  test.each(casesIn('format/'))('%s', async (name) => {
    const { value = '', diagnostics } = format({ name, text: textOf(`format/${name}`) })
    expect(diagnostics).toEqual([])
    expect(format({ name, text: value }).value).toBe(value)
    await expect(value).toMatchFileSnapshot(golden(`format/${name}`))
  })
})
