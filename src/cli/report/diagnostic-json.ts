import type { Diagnostic } from '../../base/diagnostic.ts'
import { type Position, positionAt, type Source } from '../../base/source.ts'
import type { Span } from '../../base/span.ts'
import { lineIndex } from './line-index.ts'

/** A place as machines read it: offsets in UTF-16 code units from 0, lines and columns from 1. */
interface PlaceJson {
  readonly source: string
  readonly start: number
  readonly end: number
  readonly line?: number
  readonly column?: number
  readonly end_line?: number
  readonly end_column?: number
}

/** A diagnostic as machines read it; the keys are part of `schema_version` 1. */
export interface DiagnosticJson extends PlaceJson {
  readonly code: string
  readonly severity: string
  readonly message: string
  readonly label?: string
  readonly related?: readonly (PlaceJson & { readonly label: string })[]
  readonly notes?: readonly string[]
  readonly help?: string
  readonly fix?: {
    readonly title: string
    readonly safe: boolean
    readonly edits: readonly {
      readonly start: number
      readonly end: number
      readonly text: string
    }[]
  }
}

/** The diagnostics in the order given. Lines and columns are told for the sources that are given. */
export function diagnosticsJson(
  diagnostics: readonly Diagnostic[],
  sources: readonly Source[],
): readonly DiagnosticJson[] {
  const starts = new Map(sources.map((source) => [source.name, lineIndex(source)]))
  const place = (source: string, span: Span): PlaceJson => ({
    source,
    ...positions(starts.get(source), span),
    start: span.start,
    end: span.end,
  })
  return diagnostics.map(
    ({ code, severity, message, source, span, label, related, notes, help, fix }) => ({
      code,
      severity,
      message,
      ...place(source, span),
      ...(label && { label }),
      ...(related && {
        related: related.map((each) => ({
          label: each.label,
          ...place(each.source ?? source, each.span),
        })),
      }),
      ...(notes && { notes }),
      ...(help && { help }),
      ...(fix && {
        fix: { ...fix, edits: fix.edits.map((edit) => ({ ...edit.span, text: edit.text })) },
      }),
    }),
  )
}

function positions(starts: readonly number[] | undefined, { start, end }: Span) {
  if (starts === undefined) return {}
  const from: Position = positionAt(starts, start)
  const to: Position = positionAt(starts, end)
  return { line: from.line, column: from.column, end_line: to.line, end_column: to.column }
}
