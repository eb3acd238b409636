import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Span } from '../../base/span.ts'
import type { Import, UseItem } from '../../syntax/ast.ts'
import { problem } from '../problem.ts'
import type { Module } from './module.ts'

/** Adds UH1007, with a safe fix, for each import whose name stands nowhere else in the file. */
export function checkImports({ file, source }: Module, diagnostics: Diagnostic[]): void {
  const uses = file.items.filter((item) => item.kind === 'use')
  if (uses.length === 0) return
  const used = namesIn(file.items.filter((item) => item.kind !== 'use'))
  for (const use of uses) {
    for (const each of use.imports) {
      const { text, span } = each.alias ?? each.name
      if (used.has(text)) continue
      diagnostics.push(
        problem(
          'UH1007',
          { source: source.name, span },
          {
            message: `\`${text}\` is imported and never used`,
            fix: {
              title: use.imports.length === 1 ? 'delete the line' : `delete \`${text}\``,
              safe: true,
              edits: [{ span: spanToDelete(use, each), text: '' }],
            },
          },
        ),
      )
    }
  }
}

/** The import with a comma beside it, or the whole `use` when it is the only one. */
function spanToDelete(use: UseItem, each: Import): Span {
  const { imports } = use
  const index = imports.indexOf(each)
  const next = imports[index + 1]
  const previous = imports[index - 1]
  if (next !== undefined) return { start: each.span.start, end: next.span.start }
  if (previous !== undefined) return { start: previous.span.end, end: each.span.end }
  return use.span
}

/** Every name that stands in a tree, whatever it means there. */
function namesIn(root: unknown): ReadonlySet<string> {
  const found = new Set<string>()
  const pending: unknown[] = [root]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (typeof node !== 'object' || node === null) continue
    if ('kind' in node && node.kind === 'name' && 'text' in node) found.add(String(node.text))
    for (const child of Object.values(node)) if (typeof child === 'object') pending.push(child)
  }
  return found
}
