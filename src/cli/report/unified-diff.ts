import { visible } from './glyphs.ts'
import { type DiffLine, lineDiff } from './line-diff.ts'
import type { Style } from './style.ts'

/** What changes between two texts, as `diff -u` tells it; empty when nothing does. */
export function unifiedDiff({ name, before, after }: Change, style: Style): string {
  if (before === after) return ''
  const lines = lineDiff(linesOf(before), linesOf(after))
  const header = [style.strong(`--- ${name}`), style.strong(`+++ ${name}`)]
  const hunks = hunksOf(lines).flatMap((hunk) => hunkLines(lines, hunk, style))
  return `${[...header, ...hunks].join('\n')}\n`
}

export interface Change {
  /** The name of the file. */
  readonly name: string
  readonly before: string
  readonly after: string
}

/** The lines of a text, each with its line feed, so that a missing one is a difference. */
function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\n)/)
}

function paintedLine({ sign, text }: DiffLine, style: Style): readonly string[] {
  const line = `${sign}${visible(text.replace(/\n$/, ''))}`
  const painted = sign === ' ' ? line : sign === '-' ? style.bad(line) : style.good(line)
  return text.endsWith('\n') ? [painted] : [painted, '\\ No newline at end of file']
}

/** A half-open range of the lines of a diff: changes, and what stands around them. */
interface Hunk {
  readonly from: number
  readonly to: number
}

function hunksOf(lines: readonly DiffLine[]): readonly Hunk[] {
  const hunks: Hunk[] = []
  for (const [at, { sign }] of lines.entries()) {
    if (sign === ' ') continue
    const last = hunks.at(-1)
    const from = Math.max(0, at - CONTEXT)
    const to = Math.min(lines.length, at + CONTEXT + 1)
    if (last !== undefined && from <= last.to) hunks[hunks.length - 1] = { from: last.from, to }
    else hunks.push({ from, to })
  }
  return hunks
}

/** Unchanged lines shown around a change. */
const CONTEXT = 3

function hunkLines(
  lines: readonly DiffLine[],
  { from, to }: Hunk,
  style: Style,
): readonly string[] {
  const before = range(lines, { from, to }, '+')
  const after = range(lines, { from, to }, '-')
  const painted = lines.slice(from, to).flatMap((line) => paintedLine(line, style))
  return [style.accent(`@@ -${before} +${after} @@`), ...painted]
}

/** The numbers of the lines that a hunk covers in the text without the lines of that sign. */
function range(lines: readonly DiffLine[], { from, to }: Hunk, without: '-' | '+'): string {
  const isIn = ({ sign }: DiffLine) => sign !== without
  const start = lines.slice(0, from).filter(isIn).length + 1
  return `${start},${lines.slice(from, to).filter(isIn).length}`
}
