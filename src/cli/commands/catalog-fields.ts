import { type FieldInfo, vocabularyOfCatalog } from '../../catalog/index.ts'
import { catalogInForce } from '../catalog-in-force.ts'
import { defineCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { writeJson } from '../json/write-json.ts'
import { shortQuantity } from '../report/quantity.ts'
import { type Style, styleOf } from '../report/style.ts'
import { wrap } from '../report/wrap.ts'

export const catalogFieldsCommand = defineCommand({
  operands: [],
  options: {
    catalog: { kind: 'text', value: 'FILE', doc: 'another catalog than the one in force' },
    format: { kind: 'choice', choices: ['text', 'json'], value: 'FORM', doc: 'text or json' },
  },
  details: [
    'These are the names that a policy may use for what a catalog says of a model and what a router measures of it. A ranked field `F` also has `F_rank`, which `top 5 by F` reads.',
  ],
  examples: [
    { line: 'unhardcoded catalog fields', doc: 'What may a policy ask about?' },
    { line: 'unhardcoded catalog fields --catalog acme.yaml --format json', doc: 'For a program:' },
  ],
  answersJson: ({ format }) => format === 'json',
  async run({ options }, context) {
    const { stdout, screen } = context
    const inForce = await catalogInForce(options.catalog, context)
    if (!inForce.ok) return inForce.error
    const vocabulary = vocabularyOfCatalog(inForce.value.catalog)
    if (options.format === 'json') {
      const { tiers, providers, families, capabilities } = vocabulary
      const fields = [...vocabulary.info.values()].map(fieldJson)
      writeJson(stdout, { schema_version: 1, fields, tiers, providers, families, capabilities })
      return EXIT.fine
    }
    const shown = [...vocabulary.info.values()].filter(({ name }) => !isRank(name, vocabulary.info))
    const left = Math.max(...shown.map(({ name }) => name.length))
    const look = { left, width: screen.width, style: styleOf(screen) }
    stdout.write(shown.map((info) => fieldText(info, look)).join(''))
    return EXIT.fine
  },
})

/** Ranks are told with the field that they rank. */
function isRank(name: string, info: ReadonlyMap<string, FieldInfo>): boolean {
  const ranked = info.get(name.replace(/_rank$/, ''))
  return name.endsWith('_rank') && ranked !== undefined && 'ranked' in ranked && ranked.ranked
}

function fieldText(info: FieldInfo, { left, width, style }: Look): string {
  const indent = left + 2
  const doc = [info.doc, info.source].filter((part) => part !== undefined && part !== '').join(' ')
  const kind = 'unit' in info ? numberKind(info) : 'yes or no'
  const [first = '', ...rest] = wrap(kind, width - indent)
  return [
    `${style.strong(info.name.padEnd(left))}  ${first}`,
    ...rest.map((line) => ' '.repeat(indent) + line),
    ...wrap(doc, width - indent).map((line) => ' '.repeat(indent) + style.faint(line)),
    '',
  ].join('\n')
}

interface Look {
  readonly left: number
  readonly width: number
  readonly style: Style
}

function numberKind({ unit, domain: [low, high], better, ranked }: NumberInfo): string {
  const range = Number.isFinite(high)
    ? ` from ${shortQuantity(low, unit)} to ${shortQuantity(high, unit)}`
    : ''
  return `${unit}${range}, ${better} is better${ranked ? ', ranked' : ''}`
}

type NumberInfo = Extract<FieldInfo, { unit: unknown }>

/** JSON has no infinity: an open end is null. */
function fieldJson(info: FieldInfo) {
  const { name, doc, source = null } = info
  if (!('unit' in info)) return { name, sort: 'flag', absent: info.field.default, doc, source }
  const { unit, domain, field, better, ranked } = info
  return {
    name,
    sort: 'number',
    unit,
    domain: domain.map(finite),
    absent: finite(field.default),
    better,
    ranked,
    doc,
    source,
  }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
