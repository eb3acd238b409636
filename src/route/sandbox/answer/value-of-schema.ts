import { type JsonRecord, listOf, member, recordOf } from '../../../catalog/json-data.ts'

/**
 * A value that satisfies a JSON Schema in its simple parts: types, members that are required, enums,
 * constants, least sizes, the first of several alternatives, references within the document. What
 * is too deep is null.
 */
export function valueOfSchema(schema: JsonRecord): unknown {
  return valueAt(schema, { root: schema, depth: 0 })
}

interface Position {
  readonly root: JsonRecord
  readonly depth: number
}

function valueAt(schema: JsonRecord, { root, depth }: Position): unknown {
  if (depth > DEEPEST) return null
  const below = { root, depth: depth + 1 }
  const reference = member(schema, '$ref')
  if (typeof reference === 'string') return valueAt(referred(root, reference), below)
  if (Object.hasOwn(schema, 'const')) return schema.const
  const choices = listOf(member(schema, 'enum'))
  if (choices.length > 0) return choices[0]
  for (const key of ['anyOf', 'oneOf']) {
    const [first] = listOf(member(schema, key))
    if (first !== undefined) return valueAt(recordOf(first), below)
  }
  const all = listOf(member(schema, 'allOf')).map(recordOf)
  return ofType(all.reduce(merged, schema), below)
}

const DEEPEST = 16

function merged(schema: JsonRecord, other: JsonRecord): JsonRecord {
  return {
    ...schema,
    ...other,
    properties: {
      ...recordOf(member(schema, 'properties')),
      ...recordOf(member(other, 'properties')),
    },
    required: [...listOf(member(schema, 'required')), ...listOf(member(other, 'required'))],
  }
}

/** What `#/$defs/name` stands for; nothing is known of what cannot be found. */
function referred(root: JsonRecord, reference: string): JsonRecord {
  const steps = reference
    .replace(/^#\/?/, '')
    .split('/')
    .filter((step) => step !== '')
  return steps.reduce<JsonRecord>(
    (at, step) => recordOf(member(at, step.replaceAll('~1', '/').replaceAll('~0', '~'))),
    root,
  )
}

function ofType(schema: JsonRecord, below: Position): unknown {
  switch (typeOf(schema)) {
    case 'object':
      return objectOf(schema, below)
    case 'array':
      return arrayOf(schema, below)
    case 'string':
      return stringOf(schema)
    case 'integer':
    case 'number':
      return numberOf(schema)
    case 'boolean':
      return true
    default:
      return null
  }
}

/** The first type but null, which is the least telling; an object where none is named. */
function typeOf(schema: JsonRecord): unknown {
  const type = member(schema, 'type')
  if (Array.isArray(type)) return type.find((each) => each !== 'null') ?? 'null'
  return type ?? 'object'
}

/** The members that are required; all of them where nothing says which. */
function objectOf(schema: JsonRecord, below: Position): unknown {
  const properties = recordOf(member(schema, 'properties'))
  const required = member(schema, 'required')
  const names = Array.isArray(required) ? required.map(String) : Object.keys(properties)
  return Object.fromEntries(
    names
      .slice(0, MOST_MEMBERS)
      .map((name) => [name, valueAt(propertyOf(properties, name), below)]),
  )
}

const MOST_MEMBERS = 64

/** A member that is required but not described may be anything: a text. */
function propertyOf(properties: JsonRecord, name: string): JsonRecord {
  return Object.hasOwn(properties, name) ? recordOf(properties[name]) : { type: 'string' }
}

function arrayOf(schema: JsonRecord, below: Position): unknown {
  const length = Math.min(sizeOf(member(schema, 'minItems'), 1), MOST_ITEMS)
  const item = valueAt(recordOf(member(schema, 'items')), below)
  return Array.from({ length }, () => item)
}

const MOST_ITEMS = 8

function stringOf(schema: JsonRecord): string {
  const format = member(schema, 'format')
  const known = typeof format === 'string' ? FORMATS.get(format) : undefined
  if (known !== undefined) return known
  const least = Math.min(sizeOf(member(schema, 'minLength'), 0), MOST_CHARACTERS)
  return 'sandbox'.padEnd(least, '.').slice(0, sizeOf(member(schema, 'maxLength'), MOST_CHARACTERS))
}

const MOST_CHARACTERS = 1000

const FORMATS: ReadonlyMap<string, string> = new Map([
  ['date-time', '2026-01-01T00:00:00Z'],
  ['date', '2026-01-01'],
  ['time', '00:00:00Z'],
  ['duration', 'P1D'],
  ['email', 'sandbox@example.com'],
  ['uri', 'https://example.com/'],
  ['hostname', 'example.com'],
  ['ipv4', '127.0.0.1'],
  ['ipv6', '::1'],
  ['uuid', '00000000-0000-4000-8000-000000000000'],
])

function numberOf(schema: JsonRecord): number {
  const above = limitOf(schema, 'exclusiveMinimum')
  const below = limitOf(schema, 'exclusiveMaximum')
  const step = limitOf(schema, 'multipleOf') ?? 1
  const least = limitOf(schema, 'minimum') ?? (above === undefined ? undefined : above + step)
  const most = limitOf(schema, 'maximum') ?? (below === undefined ? undefined : below - step)
  if (least !== undefined) return Math.ceil(least / step) * step
  return most === undefined || most >= step ? step : Math.floor(most / step) * step
}

function limitOf(schema: JsonRecord, key: string): number | undefined {
  const value = member(schema, key)
  return typeof value === 'number' ? value : undefined
}

function sizeOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' && value >= 0 ? Math.floor(value) : otherwise
}
