import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { contents } from '../../scripts/vscode/contents.ts'
import { zip } from '../../scripts/vscode/zip.ts'

const manifest = JSON.parse(readFileSync('editors/vscode/package.json', 'utf8'))
const { version, license } = JSON.parse(readFileSync('package.json', 'utf8'))

let files: ReadonlyMap<string, Uint8Array>

beforeAll(async () => {
  files = await contents()
})

function textOf(path: string): string {
  const bytes = files.get(path)
  if (bytes === undefined) throw new Error(`${path} is not packed`)
  return Buffer.from(bytes).toString('utf8')
}

describe('the extension for VS Code', () => {
  test('is of the version of the tool, and under its licence', () => {
    expect([manifest.version, manifest.license]).toEqual([version, license])
  })

  test('packs every file that it names', () => {
    const { languages, grammars } = manifest.contributes
    const named = [manifest.main, languages[0].configuration, grammars[0].path]
    for (const path of named) expect(files.has(join('extension', path))).toBe(true)
  })

  test('gives its language the grammar that the tool prints', () => {
    const { languages, grammars } = manifest.contributes
    const grammar = JSON.parse(textOf('extension/unhardcoded.tmLanguage.json'))
    expect(grammars[0]).toMatchObject({ language: languages[0].id, scopeName: grammar.scopeName })
    expect(languages[0].extensions).toEqual(grammar.fileTypes.map((type: string) => `.${type}`))
  })

  test('closes the brackets and comments that the language has', () => {
    const { comments, brackets, wordPattern } = JSON.parse(
      textOf('extension/language-configuration.json'),
    )
    expect([comments.lineComment, brackets.flat().join('')]).toEqual(['#', '()[]{}'])
    const words = 'price_out<=$5/Mtok and quality.coding'.match(new RegExp(wordPattern, 'g'))
    expect(words).toEqual(['price_out', '$5/Mtok', 'and', 'quality.coding'])
  })

  test('bundles the client, and leaves the editor to the editor', () => {
    const code = textOf('extension/extension.cjs')
    expect(code).toContain('require("vscode")')
    expect(code).not.toMatch(/require\("vscode-/)
    expect(code).toContain('unhardcoded')
    expect(code.length).toBeLessThan(1_000_000)
  })

  test('says in its manifest what it is', () => {
    const text = textOf('extension.vsixmanifest')
    expect(text).toContain(`Id="unhardcoded" Version="${version}" Publisher="unhardcoded"`)
    for (const [, path = ''] of text.matchAll(/Path="([^"]+)"/g)) expect(files.has(path)).toBe(true)
  })
})

test('an archive holds the files, the same bytes each time', () => {
  const archive = Buffer.from(zip(files))
  expect(archive.equals(Buffer.from(zip(files)))).toBe(true)
  expect(unzipped(archive)).toEqual(
    new Map([...files].map(([path, bytes]) => [path, Buffer.from(bytes)])),
  )
})

/** Reads an archive by its directory, as the format has it. */
function unzipped(archive: Buffer): ReadonlyMap<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06'))
  const found = new Map<string, Buffer>()
  let at = archive.readUInt32LE(end + 16)
  for (let i = 0; i < archive.readUInt16LE(end + 10); i++) {
    const [packed, size, name] = [
      archive.readUInt32LE(at + 20),
      archive.readUInt32LE(at + 24),
      archive.readUInt16LE(at + 28),
    ]
    const start = archive.readUInt32LE(at + 42) + 30 + name
    const bytes = inflateRawSync(archive.subarray(start, start + packed))
    expect(bytes.length).toBe(size)
    found.set(archive.toString('utf8', at + 46, at + 46 + name), bytes)
    at += 46 + name
  }
  return found
}
