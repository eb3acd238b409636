import { positionAt, type Source } from '../../../base/source.ts'
import { visible } from '../../report/glyphs.ts'
import { lineIndex } from '../../report/line-index.ts'
import { shortFingerprint } from '../../report/short-fingerprint.ts'
import { cutMiddle } from '../../report/table.ts'
import { visibleSpan } from '../../report/visible-span.ts'
import { policyTitle } from '../../simulate/policy-title.ts'
import { headLines } from './head-lines.ts'
import { WRITTEN_ANEW } from './recorded-policy.ts'
import { type Explained, firstOf, moreText, type Telling } from './told-receipt.ts'

/** The policy that decided: the lines that it was made from, or lines that mean the same. */
export function policyLines(telling: Telling): readonly string[] {
  const { ground, receipt, look } = telling
  const { style, tableWidth } = look
  if (ground === undefined) return []
  const { policy } = ground
  const identity = shortFingerprint(policy.fingerprint)
  const envelope =
    receipt.policy.effective === undefined ? '' : ', with the limits of the host composed on it'
  const shown = policy.sources.flatMap((source) => linesOf(source, ground))
  const gutter = Math.max(0, ...shown.map(({ number }) => `${number}`.length))
  const kept = firstOf(shown, telling)
  const more = moreText(shown.length, telling)
  return [
    ...headLines({ name: policyTitle(policy), about: `${identity}${envelope}` }, look),
    ...kept.flatMap((line, i) => {
      const { source, number } = line
      const text = cutMiddle(line.text, tableWidth - gutter - FRAME)
      const name = source.name === WRITTEN_ANEW ? 'written anew from the record' : source.name
      return [
        ...(kept[i - 1]?.source === source ? [] : [`  ${style.faint(name)}`]),
        `  ${style.frame(`${`${number}`.padStart(gutter)} │`)} ${text}`,
      ]
    }),
    ...(more === undefined ? [] : [style.faint(`  ${more}`)]),
  ]
}

/** Columns of the indentation and of ` │ `. */
const FRAME = 5

interface ShownLine {
  readonly source: Source
  /** From 1. */
  readonly number: number
  readonly text: string
}

/** The lines of a source that a part of the policy came from; all of them where nobody knows. */
function linesOf(source: Source, { policy: { places } }: Explained): readonly ShownLine[] {
  const starts = lineIndex(source)
  const texts = source.text.split(/\r\n|\n|\r/)
  const numbers = new Set<number>()
  for (const place of places.values()) {
    if (place.source !== source.name) continue
    const span = visibleSpan(source.text, place.span)
    const last = positionAt(starts, Math.max(span.start, span.end - 1)).line
    for (let line = positionAt(starts, span.start).line; line <= last; line++) numbers.add(line)
  }
  const chosen = places.size === 0 ? texts.map((_, i) => i + 1) : [...numbers].sort((a, b) => a - b)
  return chosen.flatMap((number) => {
    const text = (texts[number - 1] ?? '').slice(0, LONGEST).replaceAll('\t', '    ').trimEnd()
    return text === '' ? [] : [{ source, number, text: visible(text) }]
  })
}

/** Code units of a line that are laid out. */
const LONGEST = 400
