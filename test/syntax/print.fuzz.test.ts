import fc from 'fast-check'
import { expect, test } from 'vitest'
import type * as ast from '../../src/syntax/ast.ts'
import { parse } from '../../src/syntax/parse.ts'
import { print } from '../../src/syntax/print.ts'
import { sameTree } from '../../src/syntax/same-tree.ts'
import { fileArbitrary } from '../arbitrary/file.ts'
import { runs } from '../runs.ts'

test('a printed tree reads as the tree', () => {
  fc.assert(
    fc.property(fileArbitrary, (file) => {
      const text = print(file)
      const { value, diagnostics } = parse({ name: 'printed', text })
      expect(diagnostics, text).toEqual([])
      expect(sameTree(ungrouped(value), ungrouped(file)), text).toBe(true)
    }),
    runs(200),
  )
})

/** The tree with every group replaced by what it holds. */
function ungrouped(node: ast.File): unknown {
  return withoutGroups(node)
}

function withoutGroups(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutGroups)
  if (typeof node !== 'object' || node === null) return node
  if ('kind' in node && node.kind === 'group' && 'inner' in node) return withoutGroups(node.inner)
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withoutGroups(value)]))
}
