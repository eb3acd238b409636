import { parseQuantity, type Unit } from '../catalog/units.ts'
import type { Definition } from '../compile/resolve/module.ts'
import type { Expr } from '../syntax/ast.ts'
import { labelsOf, meaningOf, type Naming } from './mentions/naming.ts'

/** What an expression is good for, told by its shape. */
export interface Sort {
  readonly kind: 'condition' | 'score' | 'constant' | 'text'
  /** Of a number, where it is plain to see. */
  readonly unit?: Unit | undefined
}

/**
 * What an expression will turn out to be, before it is checked and whether or not it is right.
 * Undefined where its names mean nothing.
 */
export function sortOf(
  expr: Expr,
  naming: Naming,
  seen: Set<Definition> = new Set(),
): Sort | undefined {
  switch (expr.kind) {
    case 'name':
      return sortOfName(expr.text, naming, seen)
    case 'quantity':
      return { kind: 'constant', unit: parseQuantity(expr.text)?.unit }
    case 'text':
      return { kind: 'text' }
    case 'group':
      return sortOf(expr.inner, naming, seen)
    case 'negate':
      return sortOf(expr.operand, naming, seen)
    case 'match': {
      const [arm] = expr.arms
      return arm && sortOf(arm.value, naming, seen)
    }
    case 'sum':
    case 'product': {
      const parts =
        expr.kind === 'sum'
          ? [expr.first, ...expr.rest.map(({ operand }) => operand)]
          : expr.factors
      const sorts = parts.map((part) => sortOf(part, naming, seen))
      const isScore = sorts.some((sort) => sort?.kind === 'score')
      return isScore ? { kind: 'score' } : { kind: 'constant', unit: sorts[0]?.unit }
    }
    case 'call':
    case 'if':
      return { kind: 'score' }
    case 'boolean':
      return { kind: 'constant' }
    case 'term':
      return undefined
    default:
      return { kind: 'condition' }
  }
}

function sortOfName(name: string, naming: Naming, seen: Set<Definition>): Sort | undefined {
  const of = meaningOf(name, naming)
  switch (of?.kind) {
    case 'param': {
      const word = of.decl.type.words[0]?.text
      if (labelsOf(of) !== undefined || word === 'text') return { kind: 'text' }
      return word === 'flag' ? { kind: 'condition' } : { kind: 'constant' }
    }
    case 'field': {
      const info = naming.vocabulary.info.get(name)
      if (info === undefined) return undefined
      return 'unit' in info ? { kind: 'score', unit: info.unit } : { kind: 'condition' }
    }
    case 'definition': {
      const { definition } = of
      // Definitions may refer to one another in a circle, or many times to the same.
      if (definition.kind !== 'let' || seen.has(definition)) return undefined
      seen.add(definition)
      const inside = { ...naming, module: definition.home, params: new Map() }
      return sortOf(definition.item.value, inside, seen)
    }
    default:
      return undefined
  }
}
