import type { IToken } from 'chevrotain'
import { parseQuantity, UNITS, type Unit } from '../../catalog/units.ts'
import { unquoteName } from '../../syntax/quoted.ts'
import { isName, isNumber } from '../../syntax/repairs/beginnings.ts'
import * as t from '../../syntax/tokens.ts'
import type { Document } from '../document.ts'
import type { ParamReferent, Referent } from '../mentions/mention.ts'
import { labelsOf, meaningOf, type Naming, paramsOf, policyNamed } from '../mentions/naming.ts'
import { sortOf } from '../sort-of.ts'

/** What is known of the place where something is written: what its names mean. */
export interface Site {
  readonly document: Document
  readonly before: readonly IToken[]
  readonly naming: Naming
}

export function siteOf(document: Document, before: readonly IToken[]): Site {
  const { main: module } = document.program
  const start = before[0]?.startOffset
  const item = module.file.items.find((each) => each.kind === 'policy' && each.span.start === start)
  const params =
    item?.kind === 'policy'
      ? paramsOf({ kind: 'policy', name: item.name?.text ?? '', item, home: module })
      : new Map<string, ParamReferent>()
  const { vocabulary } = document.workspace
  return { document, before, naming: { module, vocabulary, params, into: [] } }
}

/** What stands on the other side of the comparison that is being written. */
export type Opposite =
  | { readonly kind: 'name'; readonly of: Referent }
  /** A number: `0.5 <= …` */
  | { readonly kind: 'number'; readonly unit: Unit }

export function oppositeOf({ before, naming }: Site): Opposite | undefined {
  const at = relationBefore(before)
  const left = before[before[at - 1]?.tokenType === t.keyword.not ? at - 2 : at - 1]
  if (at < 1 || left === undefined) return undefined
  if (isNumber(left.tokenType)) {
    const unit = parseQuantity(left.image)?.unit
    return unit && { kind: 'number', unit }
  }
  if (!isName(left.tokenType)) return undefined
  const of = meaningOf(nameOf(left), naming)
  return of && { kind: 'name', of }
}

export function nameOf({ image }: IToken): string {
  return image.startsWith('`') ? unquoteName(image) : image
}

/** The place of the last comparison, `is`, `in` or `between` that no closed bracket holds. */
function relationBefore(tokens: readonly IToken[]): number {
  let depth = 0
  return tokens.findLastIndex(({ tokenType }) => {
    if (CLOSERS.has(tokenType)) depth += 1
    if (OPENERS.has(tokenType)) depth = Math.max(0, depth - 1)
    return depth === 0 && RELATIONS.has(tokenType)
  })
}

const OPENERS = new Set([t.LeftParen, t.LeftSquare, t.LeftCurly])
const CLOSERS = new Set([t.RightParen, t.RightSquare, t.RightCurly])
const RELATIONS = new Set([
  ...[t.keyword.is, t.keyword.in, t.keyword.between],
  ...[t.Equal, t.NotEqual, t.Less, t.LessEqual, t.Greater, t.GreaterEqual],
])

/** The parameter whose argument is being written: `support(plan: …`. */
export function argumentParam(site: Site): ParamReferent | undefined {
  const { before } = site
  const colon = before.findLastIndex(({ tokenType }) => tokenType === t.Colon)
  const word = before[colon - 1]
  return word && argumentParams(site).get(nameOf(word))
}

/** The parameters of the policy whose parentheses are open. */
export function argumentParams({ before, naming }: Site): ReadonlyMap<string, ParamReferent> {
  const open = before.findLastIndex(({ tokenType }) => tokenType === t.LeftParen)
  const name = before[open - 1]
  const span = { start: 0, end: 0 }
  const policy = name && policyNamed({ kind: 'name', span, text: nameOf(name) }, naming)
  return policy === undefined ? new Map() : paramsOf(policy)
}

/** The unit of the number that belongs here; undefined where any will do. */
export function wantedUnit(site: Site, rules: readonly string[]): Unit | undefined {
  const { before } = site
  if (rules.some((rule) => TAILS.has(rule))) {
    const opposite = oppositeOf(site)
    if (opposite?.kind === 'number') return opposite.unit
    return opposite && unitOf(opposite.of, site)
  }
  if (rules.includes('argument')) {
    const param = argumentParam(site)
    return param && unitOf(param, site)
  }
  if (rules.includes('param')) {
    const colon = before.findLastIndex(({ tokenType }) => tokenType === t.Colon)
    return unitNamed(before[colon + 1]?.image)
  }
  if (rules.includes('retryAction')) {
    return before.at(-1)?.tokenType === t.keyword.retry ? 'count' : 'duration'
  }
  const rule = rules.findLast((each) => UNIT_OF_RULE.has(each))
  return rule === undefined ? undefined : UNIT_OF_RULE.get(rule)
}

/** The rules of which the right side is compared with what stands before. */
export const TAILS: ReadonlySet<string> = new Set([
  'comparison',
  'betweenBounds',
  'membership',
  'identity',
])

const UNIT_OF_RULE: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ['timeoutClause', 'duration'],
  ['onClause', 'duration'],
  ['cheapestClause', 'tokens'],
  ['takeClause', 'count'],
  ['topRank', 'count'],
  ['keepsCount', 'count'],
  ['sampleClause', 'number'],
])

function unitOf(of: Referent, { naming }: Site): Unit | undefined {
  if (of.kind === 'param')
    return labelsOf(of) === undefined ? unitNamed(of.decl.type.words[0]?.text) : undefined
  if (of.kind === 'field') {
    const info = naming.vocabulary.info.get(of.name)
    return info !== undefined && 'unit' in info ? info.unit : undefined
  }
  if (of.kind !== 'definition' || of.definition.kind !== 'let') return undefined
  const sort = sortOf(of.definition.item.value, { ...naming, module: of.definition.home })
  return sort?.unit
}

function unitNamed(word: string | undefined): Unit | undefined {
  return UNITS.find((unit) => unit === word)
}
