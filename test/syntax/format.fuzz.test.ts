import fc from 'fast-check'
import { expect, test } from 'vitest'
import { format } from '../../src/syntax/format/format.ts'
import { parse } from '../../src/syntax/parse.ts'
import { print } from '../../src/syntax/print.ts'
import { sameTree } from '../../src/syntax/same-tree.ts'
import { tokenize } from '../../src/syntax/tokenize.ts'
import { fileArbitrary } from '../arbitrary/file.ts'
import { runs } from '../runs.ts'

/** What may stand between two tokens in place of white space. */
const gapArbitrary = fc.constantFrom(
  ...[' ', '  ', '\n', '\r\n', '\n\n\n', '\t', '\r'],
  ...[' # one\n', '\n# two\n', '#three  \r\n', '\n\n## four\n\n', '\n  # five\n', '###\n'],
)

/** A printed file with random white space and comments between its tokens. */
const sourceArbitrary = fc
  .tuple(fileArbitrary, fc.infiniteStream(gapArbitrary), fc.nat(4))
  .map(([file, gaps, rarity]) => {
    const text = print(file)
    const { tokens } = tokenize({ name: 'printed', text })
    let out = ''
    let end = 0
    for (const { startOffset, image } of tokens) {
      const white = text.slice(end, startOffset)
      const gap = gaps.next().value ?? ' '
      out += white.includes('#') || startOffset % (rarity + 1) > 0 ? white : gap
      out += text.slice(startOffset, startOffset + image.length)
      end = startOffset + image.length
    }
    return out + text.slice(end) + (gaps.next().value ?? '')
  })

test('formatting keeps the tree and every comment, and formatting again changes nothing', () => {
  fc.assert(
    fc.property(sourceArbitrary, (text) => {
      const before = parse({ name: 'before', text })
      fc.pre(before.diagnostics.length === 0)
      const { value: once = '' } = format({ name: 'before', text })
      const after = parse({ name: 'after', text: once })
      expect(after.diagnostics).toEqual([])
      expect(sameTree(after.value, before.value)).toBe(true)
      expect(commentsOf(once)).toEqual(commentsOf(text))
      expect(format({ name: 'after', text: once }).value).toBe(once)
      expect(once).not.toMatch(/[ \t\r]$/m)
    }),
    runs(150),
  )
})

function commentsOf(text: string): readonly string[] {
  return tokenize({ name: 'any', text }).comments.map(({ image }) => image.trimEnd())
}
