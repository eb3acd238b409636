import type { Diagnostic } from '../base/diagnostic.ts'
import { resolvePath } from '../compile/resolve/resolve-path.ts'
import type { UseItem } from '../syntax/ast.ts'
import type { Document } from './document.ts'

/**
 * Everything that is to be said about a document, in the order of the text, each within it: what
 * is wrong in a file that it uses is said at the path of that file.
 */
export function diagnosticsOf(document: Document): readonly Diagnostic[] {
  const { findings: all, source: own } = document
  const { name } = own
  return [
    ...all.filter(({ source }) => source === name),
    ...faultsOfUsed(
      document,
      all.filter(({ source }) => source !== name),
    ),
  ].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
}

/** One finding for each used file that has errors: the first of them. */
function faultsOfUsed(
  { program, source }: Document,
  others: readonly Diagnostic[],
): readonly Diagnostic[] {
  const uses = program.main.file.items.filter((item): item is UseItem => item.kind === 'use')
  const files = new Set(others.map((each) => each.source))
  return [...files].flatMap((file) => {
    const first = others.find((each) => each.source === file)
    const use = uses.find(({ path }) => resolvePath(source.name, path.text) === file) ?? uses[0]
    if (first === undefined || use === undefined) return []
    const { code, severity, message, span, label = 'here' } = first
    const found: Diagnostic = {
      code,
      severity,
      message: `\`${use.path.text}\` is not as it should be: ${message}`,
      source: source.name,
      span: use.path.span,
      related: [{ source: file, span, label }],
    }
    return [found]
  })
}
