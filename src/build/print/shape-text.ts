import { compareBytes } from '../../base/byte-order.ts'
import { encodeParam, encodeSubterm } from '../../ir/encode.ts'
import { isSubtermAt, isVariadic } from '../../ir/operators.ts'
import { operatorOfTerm } from '../../ir/subterms.ts'
import { type Param, subtermAt, type Term } from '../../ir/term.ts'
import type { Leaf } from '../open/leaf.ts'
import type { Shape } from '../open/shape.ts'
import { literal, textLiteral } from './literal.ts'

/** Parts that are not open, declared once: `const $$p1 = [value, encoding]`. */
export interface Parts {
  readonly names: Map<string, string>
  readonly lines: string[]
}

export function newParts(): Parts {
  return { names: new Map(), lines: [] }
}

/** A shape as the expression of the part that it is for the open values `v`. */
export function shapeText({ term, holes }: Shape, parts: Parts): string {
  return termText(term, { holes, parts })
}

interface Writing {
  readonly holes: ReadonlyMap<number | string, Leaf>
  readonly parts: Parts
}

function termText(term: Term, writing: Writing): string {
  if (!isOpen(term, writing)) return fixedPart([term, encodeSubterm(term)], writing)
  const operator = operatorOfTerm(term)
  const args = term
    .slice(1)
    .map((_, i) =>
      isSubtermAt(operator, i + 1)
        ? termText(subtermAt(term, i + 1), writing)
        : paramText(paramAt(term, i + 1), writing),
    )
  const isSorted = isVariadic(operator.in) && operator.in.commutative
  return `$.${isSorted ? 'sorted' : 'node'}(${textLiteral(term[0])}, [${args.join(', ')}])`
}

function paramAt(term: Term, index: number): Param {
  // What the operator table does not call a subterm is a parameter.
  return term[index] as Param
}

function paramText(param: Param, writing: Writing): string {
  if (!isOpen(param, writing)) return fixedPart([param, encodeParam(param)], writing)
  if (typeof param === 'number' || typeof param === 'string') {
    return leafText(writing.holes.get(param))
  }
  if (isList(param)) return `$.list([${param.map((each) => paramText(each, writing)).join(', ')}])`
  const members = Object.entries(param)
    .sort(([a], [b]) => compareBytes(a, b))
    .map(([key, value]) => `[${textLiteral(key)}, ${paramText(value, writing)}]`)
  return `$.record([${members.join(', ')}])`
}

function leafText(leaf: Leaf | undefined): string {
  switch (leaf?.kind) {
    case 'site':
      return `$.at(v, ${leaf.site})`
    case 'negative':
      return `$.minus(v, ${leaf.site})`
    case 'product':
      return `$.times(v, [${leaf.sites.join(', ')}], ${leaf.by})`
    case 'sum':
      return `$.plus(v, [${leaf.sites.join(', ')}], ${leaf.and})`
    default:
      throw new Error('what is open has a leaf')
  }
}

function isOpen(value: unknown, { holes }: Pick<Writing, 'holes'>): boolean {
  if (typeof value === 'number' || typeof value === 'string') return holes.has(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((each) => isOpen(each, { holes }))
}

function fixedPart([value, text]: readonly [unknown, string], { parts }: Writing): string {
  const known = parts.names.get(text)
  if (known !== undefined) return known
  const name = `$$p${parts.names.size + 1}`
  parts.names.set(text, name)
  parts.lines.push(`const ${name}: $Part = [${literal(value)}, ${textLiteral(text)}]`)
  return name
}

/** `Array.isArray` alone does not narrow a readonly array. */
function isList(param: Param): param is readonly Param[] {
  return Array.isArray(param)
}
