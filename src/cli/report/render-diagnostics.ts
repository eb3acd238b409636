import type { Diagnostic, Related } from '../../base/diagnostic.ts'
import type { Source } from '../../base/source.ts'
import { Row } from './canvas.ts'
import { codeFrame, type Frame, type FrameSize, lastLine, placeOf } from './code-frame.ts'
import { fixRows } from './fix-preview.ts'
import { visible } from './glyphs.ts'
import type { Mark } from './mark.ts'
import { type Role, styleOf } from './style.ts'
import { wrap } from './wrap.ts'

export interface ReportOptions {
  readonly color: boolean
  /** Terminal columns; text is wrapped and long source lines are cut to fit. */
  readonly width: number
}

/**
 * Diagnostics as people read them, in the order given, a blank line between two:
 *
 *     error[UH2003]: `latency_ms` is a duration, but `$5/Mtok` is a price
 *       ┌─ acme.uh:4:22
 *     4 │   where latency_ms < $5/Mtok and quality >= 0.8
 *       │         ----------   ^^^^^^^ price, USD per million tokens
 *       │         duration
 *       = help: did you mean `price_out < $5/Mtok`, or a duration such as `1500ms`?
 *
 * A diagnostic whose source is not among `sources` is told without the lines. The text ends in a
 * line break, or is empty.
 */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: readonly Source[],
  { color, width }: ReportOptions,
): string {
  const style = styleOf({ color })
  const known = new Map(sources.map((source) => [source.name, source]))
  return diagnostics
    .map((diagnostic) => reportRows(diagnostic, known, width))
    .map((rows) => rows.map((row) => `${row.paint(style)}\n`).join(''))
    .join('\n')
}

function reportRows(
  diagnostic: Diagnostic,
  sources: ReadonlyMap<string, Source>,
  screen: number,
): readonly Row[] {
  const frames = framesOf(diagnostic, sources)
  const gutter = Math.max(1, ...frames.map((frame) => `${lastLine(frame)}`.length))
  const size: FrameSize = { gutter, screen }
  const own = sources.get(diagnostic.source)
  return [
    ...headerRows(diagnostic, screen),
    ...(own === undefined ? [locationRow('┌─', diagnostic.source, size)] : []),
    ...frames.flatMap((frame, index) => [
      locationRow(index === 0 ? '┌─' : '├─', locationOf(frame), size),
      ...codeFrame(frame, size),
    ]),
    ...(diagnostic.notes ?? []).flatMap((note) => remarkRows('note', note, size)),
    ...(diagnostic.help === undefined ? [] : remarkRows('help', diagnostic.help, size)),
    ...(diagnostic.fix === undefined || own === undefined
      ? []
      : fixRows(diagnostic.fix, own, size)),
  ]
}

/** One frame for each source that the diagnostic points into, its own first. */
function framesOf(diagnostic: Diagnostic, sources: ReadonlyMap<string, Source>): readonly Frame[] {
  const { severity, span, label = '', related = [] } = diagnostic
  const primary: Mark = { span, label, role: severity, sign: '^' }
  const names = new Set([diagnostic.source, ...related.map((each) => sourceName(each, diagnostic))])
  return [...names].flatMap((name) => {
    const source = sources.get(name)
    if (source === undefined) return []
    const others = related.filter((each) => sourceName(each, diagnostic) === name).map(relatedMark)
    return [{ source, marks: name === diagnostic.source ? [primary, ...others] : others }]
  })
}

function sourceName({ source }: Related, diagnostic: Diagnostic): string {
  return source ?? diagnostic.source
}

function relatedMark({ span, label }: Related): Mark {
  return { span, label, role: 'related', sign: '-' }
}

function locationOf({ source, marks }: Frame): string {
  const [first] = marks
  if (first === undefined) return source.name
  const { line, column } = placeOf(source, first.span)
  return `${source.name}:${line}:${column}`
}

function headerRows({ code, severity, message }: Diagnostic, screen: number): readonly Row[] {
  const title = `${severity}[${code}]`
  const [first = '', ...rest] = wrap(`${title}: ${visibleLines(message)}`, screen)
  const header = new Row()
  header.write(header.write(0, title, severity), first.slice(title.length), 'strong')
  return [header, ...rest.map((line) => textRow(2, line, 'strong'))]
}

function locationRow(corner: string, location: string, { gutter }: FrameSize): Row {
  const row = new Row()
  row.write(row.write(gutter + 1, `${corner} `, 'frame'), location)
  return row
}

/** `= help: …`, wrapped under its first word. */
function remarkRows(kind: 'note' | 'help', text: string, { gutter, screen }: FrameSize): Row[] {
  const indent = gutter + 1 + `= ${kind}: `.length
  return wrap(visibleLines(text), Math.max(LEAST, screen - indent)).map((line, index) => {
    const row = new Row()
    if (index === 0) {
      row.write(gutter + 1, '=', 'frame')
      row.write(gutter + 3, `${kind}:`, 'strong')
    }
    row.write(indent, line)
    return row
  })
}

function textRow(column: number, text: string, role: Role): Row {
  const row = new Row()
  row.write(column, text, role)
  return row
}

/** Line breaks stay; everything else that could steer a terminal is made visible. */
function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n')
}

/** Columns that a remark has at least, overflowing the screen if need be. */
const LEAST = 24
