import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Span } from '../../src/base/span.ts'
import * as editor from '../../src/editor/index.ts'
import { runs } from '../runs.ts'
import { workspaceOf } from './at.ts'

const FOLDERS = [
  'fixtures/policies',
  'fixtures/format',
  'fixtures/compile/ok',
  'fixtures/syntax/ok',
]

const texts = FOLDERS.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.uh'))
    .map((name) => readFileSync(join(folder, name), 'utf8')),
)

/** A policy file as it is while it is typed: cut off, with a hole, or with something pasted in. */
const beingTyped = fc
  .record({
    text: fc.constantFrom(...texts),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    to: fc.double({ min: 0, max: 1, noNaN: true }),
    change: fc.constantFrom('cut', 'hole', 'paste', 'none'),
    pasted: fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(...texts).map((each) => each.slice(0, 40)),
    ),
  })
  .map(({ text, from, to, change, pasted }) => {
    const [start = 0, end = 0] = [from, to]
      .map((part) => Math.floor(part * text.length))
      .sort((a, b) => a - b)
    if (change === 'cut') return text.slice(0, end)
    if (change === 'hole') return text.slice(0, start) + text.slice(end)
    return change === 'paste' ? text.slice(0, start) + pasted + text.slice(start) : text
  })

const workspace = workspaceOf({ 'floors.uh': readFileSync('fixtures/policies/floors.uh', 'utf8') })

test('no question makes it stumble, and every answer lies in the text', () => {
  fc.assert(
    fc.property(beingTyped, fc.double({ min: 0, max: 1, noNaN: true }), (text, part) => {
      const document = editor.openDocument({ name: 'main.uh', text }, workspace)
      const offset = Math.floor(part * text.length)
      const inside = ({ start, end }: Span) => {
        expect([0 <= start, start <= end, end <= text.length]).toEqual([true, true, true])
      }
      for (const { span } of editor.completionsAt(document, offset)) {
        inside(span)
        expect(span.start <= offset && offset <= span.end).toBe(true)
      }
      const hover = editor.hoverAt(document, offset)
      if (hover !== undefined) inside(hover.span)
      editor.definitionAt(document, offset)
      for (const { source, span } of editor.referencesTo(document, offset, [])) {
        if (source === 'main.uh') inside(span)
      }
      const renamable = editor.renamableAt(document, offset)
      if (renamable.ok) {
        inside(renamable.value.span)
        editor.renameAt(document, { offset, to: 'renamed' }, [])
      }
      for (const { span, nameSpan } of editor.symbolsOf(document)) [span, nameSpan].forEach(inside)
      for (const { firstLine, lastLine } of editor.foldingOf(document))
        expect(firstLine).toBeLessThan(lastLine)
      const tokens = editor.semanticTokensOf(document)
      for (const [i, { span }] of tokens.entries()) {
        inside(span)
        expect(span.start).toBeGreaterThanOrEqual(tokens[i - 1]?.span.end ?? 0)
      }
      for (const { span } of editor.lensesOf(document)) inside(span)
      for (const { span } of editor.diagnosticsOf(document)) inside(span)
      for (const { edits } of editor.fixesFor(document, { start: 0, end: text.length })) {
        for (const edit of edits) inside(edit.span)
      }
      editor.safeFixes(document)
      editor.formattingOf(document)
    }),
    runs(150),
  )
})

test('renaming keeps what every policy comes to', () => {
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.nat(), (text, pick) => {
      const document = editor.openDocument({ name: 'main.uh', text }, workspace)
      const names = document.mentions.filter(({ of }) =>
        ['definition', 'param', 'step'].includes(of.kind),
      )
      const mention = names[pick % Math.max(1, names.length)]
      if (mention === undefined) return
      const wish = { offset: mention.span.start, to: 'renamed here' }
      const edits = editor.renameAt(document, wish, [])
      if (!edits.ok) return
      const own = edits.value.get('main.uh') ?? []
      const other = edits.value.get('floors.uh') ?? []
      const changed = editor.openDocument(
        { name: 'main.uh', text: applied(text, own) },
        workspaceOf({
          'floors.uh': applied(readFileSync('fixtures/policies/floors.uh', 'utf8'), other),
        }),
      )
      const said = ({ compiled }: editor.Document) =>
        compiled.output?.policies.map(({ fingerprint }) => fingerprint)
      expect(said(changed)).toEqual(said(document))
    }),
    runs(60),
  )
})

function applied(
  text: string,
  edits: readonly { readonly span: Span; readonly text: string }[],
): string {
  return edits.reduceRight(
    (all, { span, text: piece }) => all.slice(0, span.start) + piece + all.slice(span.end),
    text,
  )
}
