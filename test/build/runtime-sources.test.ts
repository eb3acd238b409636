import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

/** What a built module holds of this project, in the order in which it is written out. */
const FILES = {
  always: ['src/build/runtime/made.ts', 'src/build/runtime/arguments.ts'],
  open: [
    'src/base/byte-order.ts',
    'src/ir/encode-number.ts',
    'src/ir/encode-text.ts',
    'src/compile/exact.ts',
    'src/build/runtime/parts.ts',
    'src/build/runtime/sha256.ts',
    'src/build/runtime/open-form.ts',
  ],
} as const

/** The text of a file without what ties it to others: its imports, and what it exports. */
async function pieceOf(path: string): Promise<string> {
  const text = await readFile(path, 'utf8')
  return text
    .replace(/^import [^;]*? from '.*'\n/gm, '')
    .replace(/^export /gm, '')
    .replace(/^\/\/ biome-ignore.*\n/gm, '')
    .trim()
}

test('what is written into built modules is the source of this project', async () => {
  const pieces: Record<string, readonly string[]> = {}
  for (const [part, paths] of Object.entries(FILES)) {
    pieces[part] = await Promise.all(paths.map(pieceOf))
  }
  await expect(`${JSON.stringify(pieces, undefined, 2)}\n`).toMatchFileSnapshot(
    '../../src/build/runtime-sources.json',
  )
})
