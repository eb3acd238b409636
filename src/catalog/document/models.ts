import type { Model, Offer, Route } from '../catalog.ts'
import { readCapabilities } from './capabilities.ts'
import { fieldMembers } from './field-values.ts'
import type { Located } from './located.ts'
import type { Names } from './names.ts'
import { sourceNote } from './origins.ts'
import { disagreement, FURTHER_PRICES } from './prices.ts'
import { tierName } from './providers.ts'
import { quoted, report } from './reading.ts'
import { listOf, memberOf, type Reader, readRecord, type Site } from './record.ts'
import { readText } from './scalars.ts'
import { suggest } from './suggestion.ts'

/** An entry of `models`, with its routes. */
export function model(names: Names): Reader<Model> {
  const shape = {
    members: {
      name: readText,
      doc: readText,
      capabilities: readCapabilities,
      served_by: routes(names),
      source: sourceNote(names),
    },
    required: ['served_by'],
    declared: fieldMembers(names, 'model'),
  }
  return (value, site) => readRecord(value, shape, site) as Model | undefined
}

function routes(names: Names): Reader<readonly Route[]> {
  const shape = {
    members: {
      provider: readText,
      model: readText,
      tier: tierName(names),
      scope: readText,
      offer: readOffer,
      capabilities: readCapabilities,
      source: sourceNote(names),
      also: listOf(disagreement(names)),
      ...FURTHER_PRICES,
    },
    required: ['provider'],
    declared: fieldMembers(names, 'route'),
  }
  return listOf((value, { reading, what }) => {
    const provider = memberOf(value, 'provider')?.value
    checkProvider(provider, names, { reading, what })
    const site = { reading, what: () => routeName(provider, what()) }
    return readRecord(value, shape, site) as Route | undefined
  })
}

/** `openai` serving model `gpt-5-nano`, of "`served_by` of model `gpt-5-nano`". */
function routeName(provider: Located | undefined, list: string): string {
  const model = list.slice(list.indexOf(' of ') + ' of '.length)
  const name = textOf(provider)
  return name === undefined ? `a route of ${model}` : `${quoted(name)} serving ${model}`
}

function textOf(value: Located | undefined): string | undefined {
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined
}

/** Adds UH6011 with the nearest provider. */
function checkProvider(
  value: Located | undefined,
  { providers }: Names,
  { reading, what }: Site,
): void {
  const text = textOf(value)
  if (value === undefined || text === undefined || providers.has(text)) return
  const { span } = value
  report(reading, 'UH6011', {
    message: `${what()} names ${quoted(text)}, which is not under \`providers\``,
    span,
    ...suggest({ text, span, reading }, providers, 'add it under `providers`'),
  })
}

const OFFER = { members: { peer_id: readText }, required: ['peer_id'] }

const readOffer: Reader<Offer> = (value, site) =>
  readRecord(value, OFFER, site) as Offer | undefined
