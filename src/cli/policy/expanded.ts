import { positionAt, type Source } from '../../base/source.ts'
import type { CompiledPolicy, Place } from '../../compile/index.ts'
import { isSubtermAt } from '../../ir/operators.ts'
import { operatorOfTerm } from '../../ir/subterms.ts'
import { subtermAt, type Term } from '../../ir/term.ts'
import { displayWidth } from '../report/glyphs.ts'
import { lineIndex } from '../report/line-index.ts'
import type { Compilation } from './compile-input.ts'

/**
 * What short forms stand for, as a `.uh` text that compiles to the same terms: every policy as a
 * raw term, and behind each part of it the line and the text that it comes from.
 *
 *     policy support =
 *       term ["policy",
 *         ["and",
 *           ["cmp", "quality", "ge", 0.6],  # 8: quality >= 0.6
 */
export function expanded(compilations: readonly Compilation[]): string {
  return compilations
    .flatMap(({ output, sources }) => {
      const known = new Map(sources.map((source) => [source.name, source]))
      return output.policies.map((policy) => policyText(policy, known))
    })
    .join('\n')
}

function policyText(
  { name, policy_ir, places, source }: CompiledPolicy,
  sources: ReadonlyMap<string, Source>,
): string {
  const head = name === NAMELESS ? '' : `policy ${name} =\n`
  const writing: Writing = { places, own: source, sources }
  const rows = rowsOf(policy_ir, { indent: '  ', before: 'term ', after: '', above: '' }, writing)
  const widest = Math.max(...rows.map(({ text }) => (text.length <= CODE_WIDTH ? text.length : 0)))
  const lines = rows.map(({ text, origin }) =>
    origin === '' ? text : `${text.padEnd(widest)}  # ${origin}`,
  )
  return `${head}${lines.join('\n')}\n`
}

/** How the compiler calls a policy that has no name. */
const NAMELESS = 'default'

/** Columns within which the remarks line up. */
const CODE_WIDTH = 70

interface Row {
  readonly text: string
  /** Where it comes from; empty where that is the same as for the line above it. */
  readonly origin: string
}

interface Writing {
  readonly places: ReadonlyMap<Term, Place>
  /** The name of the file that needs no naming. */
  readonly own: string
  readonly sources: ReadonlyMap<string, Source>
}

interface Position {
  readonly indent: string
  readonly before: string
  readonly after: string
  /** The origin of the term around this one. */
  readonly above: string
}

/** A term on one line when all of it comes from one place, else one line for each argument. */
function rowsOf(term: Term, position: Position, writing: Writing): readonly Row[] {
  const { indent, before, after, above } = position
  const origin = originOf(term, writing) ?? above
  const shown = origin === above ? '' : origin
  const flat = `${indent}${before}${jsonText(term)}${after}`
  const operator = operatorOfTerm(term)
  const hasInner = term.some((_, i) => i > 0 && isSubtermAt(operator, i))
  if (!hasInner || (flat.length <= CODE_WIDTH && isOfOneOrigin(term, origin, writing))) {
    return [{ text: flat, origin: shown }]
  }
  const last = term.length - 1
  const inner = term.slice(1).flatMap((argument, i): readonly Row[] => {
    const place = { indent: `${indent}  `, before: '', after: i + 1 === last ? `]${after}` : ',' }
    return isSubtermAt(operator, i + 1)
      ? rowsOf(subtermAt(term, i + 1), { ...place, above: origin }, writing)
      : [{ text: `${place.indent}${jsonText(argument)}${place.after}`, origin: '' }]
  })
  return [{ text: `${indent}${before}["${term[0]}",`, origin: shown }, ...inner]
}

function isOfOneOrigin(term: Term, origin: string, writing: Writing): boolean {
  const operator = operatorOfTerm(term)
  return term.every((_, i) => {
    if (i === 0 || !isSubtermAt(operator, i)) return true
    const inner = subtermAt(term, i)
    const own = originOf(inner, writing) ?? origin
    return own === origin && isOfOneOrigin(inner, origin, writing)
  })
}

/** `8: quality >= 0.6`, the name of another file in front; undefined where nothing says so. */
function originOf(term: Term, { places, own, sources }: Writing): string | undefined {
  const place = places.get(term)
  const source = place && sources.get(place.source)
  if (place === undefined || source === undefined) return undefined
  const { start, end } = place.span
  const { line } = positionAt(lineIndex(source), start)
  const text = source.text.slice(start, Math.min(end, start + LONGEST)).replace(/\s+/g, ' ')
  const shown = displayWidth(text) < REMARK_WIDTH ? text : `${text.slice(0, REMARK_WIDTH)}…`
  return `${source.name === own ? '' : `${source.name}:`}${line}: ${shown}`
}

const LONGEST = 400
const REMARK_WIDTH = 50

/** JSON as people write it on a line, a blank after each comma. */
function jsonText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonText).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${jsonText(item)}`,
  )
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}
