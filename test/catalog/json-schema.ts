/**
 * As much of JSON Schema 2020-12 as the shipped schema uses. A keyword that is not known here
 * throws, so that no rule of the schema is passed over in silence.
 */
export function schemaFaults(schema: unknown, value: unknown): readonly string[] {
  return check(schema, value, { root: schema as Schema, path: '$' })
}

type Schema = { readonly [keyword: string]: unknown }

interface Walk {
  readonly root: Schema
  readonly path: string
}

const ANNOTATIONS = new Set(['$schema', '$id', '$defs', 'title', 'description'])

function check(schema: unknown, value: unknown, walk: Walk): readonly string[] {
  if (schema === true) return []
  if (schema === false) return [`${walk.path} may not be there`]
  const rules = schema as Schema
  return Object.entries(rules)
    .filter(([keyword]) => !ANNOTATIONS.has(keyword))
    .flatMap(([keyword, argument]) => {
      const rule = RULES[keyword]
      if (rule === undefined) throw new Error(`the checker does not know \`${keyword}\``)
      // Each rule knows the kind of its own argument.
      return rule(argument as never, value, { ...walk, rules })
    })
}

type Rule = (argument: never, value: unknown, walk: Walk & { rules: Schema }) => readonly string[]

const RULES: { readonly [keyword: string]: Rule } = {
  $ref: (name: string, value, walk) =>
    check((walk.root.$defs as Schema)[name.replace('#/$defs/', '')], value, walk),
  type: (types: string | readonly string[], value, { path }) =>
    [types].flat().some((type) => isType(type, value)) ? [] : [`${path} is not a ${types}`],
  const: (expected, value, { path }) => (value === expected ? [] : [`${path} is not ${expected}`]),
  enum: (words: readonly unknown[], value, { path }) =>
    words.includes(value) ? [] : [`${path} is not one of ${words}`],
  pattern: (pattern: string, value, { path }) =>
    typeof value !== 'string' || new RegExp(pattern, 'u').test(value)
      ? []
      : [`${path} has not the form ${pattern}`],
  minLength: (least: number, value, { path }) =>
    typeof value !== 'string' || value.length >= least ? [] : [`${path} is too short`],
  minimum: (least: number, value, { path }) =>
    typeof value !== 'number' || value >= least ? [] : [`${path} is less than ${least}`],
  required: (names: readonly string[], value, { path }) =>
    isRecord(value)
      ? names.filter((name) => !Object.hasOwn(value, name)).map((name) => `${path} has no ${name}`)
      : [],
  properties: (properties: Schema, value, walk) =>
    members(value)
      .filter(([key]) => Object.hasOwn(properties, key))
      .flatMap(([key, each]) => check(properties[key], each, inside(walk, key))),
  additionalProperties: (schema, value, walk) => {
    const listed = (walk.rules.properties ?? {}) as Schema
    return members(value)
      .filter(([key]) => !Object.hasOwn(listed, key))
      .flatMap(([key, each]) => check(schema, each, inside(walk, key)))
  },
  propertyNames: (schema, value, walk) =>
    members(value).flatMap(([key]) => check(schema, key, inside(walk, `(name) ${key}`))),
  items: (schema, value, walk) =>
    Array.isArray(value)
      ? value.flatMap((item, index) => check(schema, item, inside(walk, String(index))))
      : [],
  minItems: (least: number, value, { path }) =>
    !Array.isArray(value) || value.length >= least ? [] : [`${path} has too few items`],
  maxItems: (most: number, value, { path }) =>
    !Array.isArray(value) || value.length <= most ? [] : [`${path} has too many items`],
  uniqueItems: (_, value, { path }) =>
    !Array.isArray(value) || new Set(value).size === value.length
      ? []
      : [`${path} repeats an item`],
  anyOf: (schemas: readonly unknown[], value, walk) =>
    schemas.some((schema) => check(schema, value, walk).length === 0)
      ? []
      : [`${walk.path} is none of the kinds`],
  oneOf: (schemas: readonly unknown[], value, walk) =>
    schemas.filter((schema) => check(schema, value, walk).length === 0).length === 1
      ? []
      : [`${walk.path} is not exactly one of the kinds`],
  not: (schema, value, walk) =>
    check(schema, value, walk).length > 0 ? [] : [`${walk.path} is what it may not be`],
}

function isType(type: string, value: unknown): boolean {
  switch (type) {
    case 'object':
      return isRecord(value)
    case 'array':
      return Array.isArray(value)
    case 'integer':
      return Number.isInteger(value)
    default:
      return typeof value === type
  }
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function members(value: unknown): readonly [string, unknown][] {
  return isRecord(value) ? Object.entries(value) : []
}

function inside(walk: Walk, step: string): Walk {
  return { root: walk.root, path: `${walk.path}.${step}` }
}
