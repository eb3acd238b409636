import type { Candidate } from '../catalog/candidate.ts'
import type { Vocabulary } from '../ir/vocabulary.ts'
import { type Bits, bitsWhere, emptyBits, setBit } from './bits.ts'
import { equalCodes } from './compare-kernels.ts'
import { type RouteKeys, routeKeysOf } from './context.ts'
import { qualityHint } from './demands.ts'
import { hasCapability, ownFlag, ownNumber, servedBy, tierOf } from './observe.ts'

/**
 * A list of candidates as typed columns, a row each, in the order of the list. A column is made
 * when it is first asked for and kept: the candidates never change.
 */
export interface Columns {
  readonly candidates: readonly Candidate[]
  /** How many rows there are. */
  readonly size: number
  readonly vocabulary: Vocabulary
  readonly number: (field: string) => NumberColumn
  readonly flag: (field: string) => Bits
  readonly capability: (name: string) => Bits
  readonly names: (attribute: Attribute) => NameColumn
  /** The rows of that name. */
  readonly named: (attribute: Attribute, name: string) => Bits
  /** What `min_quality` reads. */
  readonly qualityHint: () => Float64Array
  /** The rows behind each key of a kind under which a host may report something. */
  readonly rowsBy: (kind: keyof RouteKeys) => ReadonlyMap<string, Uint32Array>
}

/** A Num field. */
export interface NumberColumn {
  /** The candidate's own value, or the default where it has none. */
  readonly values: Float64Array
  /** The rows with an own value. */
  readonly known: Bits
  /** True when no row lacks a value. */
  readonly complete: boolean
}

type Attribute = 'provider' | 'family' | 'served_by' | 'tier' | 'raw_tier' | 'scope'

/** Names as codes: equal names have equal codes, and a row without a name is {@link NAMELESS}. */
export interface NameColumn {
  readonly codes: Uint32Array
  readonly codeOf: ReadonlyMap<string, number>
}

export const NAMELESS = 0

/** A code that no row has. */
export const NO_CODE = 0xffffffff

export function columnsOf(candidates: readonly Candidate[], vocabulary: Vocabulary): Columns {
  const size = candidates.length
  const where = (test: (candidate: Candidate) => boolean): Bits =>
    bitsWhere(size, (row) => {
      const candidate = candidates[row]
      return candidate !== undefined && test(candidate)
    })
  // A term may ask for any capability; only those that somebody has are worth keeping.
  const capability = kept((name: string) => where((candidate) => hasCapability(name, candidate)))
  const capabilityNames = once(
    () => new Set(candidates.flatMap(({ capabilities = {} }) => Object.keys(capabilities))),
  )
  const nobody = emptyBits(size)
  const names = kept((attribute: Attribute) => nameColumn(candidates.map(ATTRIBUTES[attribute])))
  return {
    candidates,
    size,
    vocabulary,
    number: kept((field) => numberColumn(field, candidates, vocabulary)),
    flag: kept((field) => {
      const declared = vocabulary.fields.get(field)
      const absent = declared?.sort === 'Bool' && declared.default
      return where((candidate) => ownFlag(field, candidate) ?? absent)
    }),
    capability: (name) => (capabilityNames().has(name) ? capability(name) : nobody),
    names,
    named: (attribute, name) => {
      const { codes, codeOf } = names(attribute)
      const bits = emptyBits(size)
      equalCodes(codes, codeOf.get(name) ?? NO_CODE, bits)
      return bits
    },
    qualityHint: once(() => Float64Array.from(candidates, (each) => qualityHint(each).value)),
    rowsBy: kept((kind) => rowsByKey(candidates, kind)),
  }
}

/** Remembers the answer of a function without arguments. */
function once<Value>(make: () => Value): () => Value {
  const remember = kept<undefined, Value>(make)
  return () => remember(undefined)
}

/** Remembers every answer of a function of one argument. */
function kept<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const values = new Map<Key, Value>()
  return (key) => {
    const known = values.get(key)
    if (known !== undefined) return known
    const value = make(key)
    values.set(key, value)
    return value
  }
}

function numberColumn(
  field: string,
  candidates: readonly Candidate[],
  vocabulary: Vocabulary,
): NumberColumn {
  const declared = vocabulary.fields.get(field)
  const absent = declared?.sort === 'Num' ? declared.default : Number.NaN
  const values = new Float64Array(candidates.length)
  const known = emptyBits(candidates.length)
  let holes = 0
  for (const [row, candidate] of candidates.entries()) {
    const own = ownNumber(field, candidate)
    values[row] = own ?? absent
    if (own === undefined) holes += 1
    else setBit(known, row)
  }
  return { values, known, complete: holes === 0 }
}

const ATTRIBUTES: Readonly<Record<Attribute, (candidate: Candidate) => string | undefined>> = {
  provider: ({ provider_id }) => provider_id,
  family: ({ model_family }) => model_family,
  served_by: servedBy,
  tier: tierOf,
  raw_tier: ({ tier }) => tier,
  scope: ({ scope }) => scope,
}

function nameColumn(names: readonly (string | undefined)[]): NameColumn {
  const codeOf = new Map<string, number>()
  const codes = Uint32Array.from(names, (name) => {
    if (name === undefined) return NAMELESS
    const code = codeOf.get(name) ?? codeOf.size + 1
    codeOf.set(name, code)
    return code
  })
  return { codes, codeOf }
}

function rowsByKey(
  candidates: readonly Candidate[],
  key: keyof RouteKeys,
): ReadonlyMap<string, Uint32Array> {
  const rows = new Map<string, number[]>()
  for (const [row, candidate] of candidates.entries()) {
    const name = routeKeysOf(candidate)[key]
    if (name === undefined) continue
    const known = rows.get(name)
    if (known === undefined) rows.set(name, [row])
    else known.push(row)
  }
  return new Map([...rows].map(([name, list]) => [name, Uint32Array.from(list)]))
}
