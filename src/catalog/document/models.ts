import type { Model, Offer, Route } from '../catalog.ts'
import { quoted } from '../quoted.ts'
import { readCapabilities } from './capabilities.ts'
import { fieldMembers } from './field-values.ts'
import type { Located } from './located.ts'
import type { Names } from './names.ts'
import { sourceNote } from './origins.ts'
import { disagreement, FURTHER_PRICES } from './prices.ts'
import { tierName } from './providers.ts'
import { report } from './reading.ts'
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
  return (value, site) => readRecord<Model>(value, shape, site)
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
  return listOf((value, { reading, what, within = what }) => {
    const provider = memberOf(value, 'provider')?.value
    checkProvider(provider, names, { reading, what })
    const site = { reading, what: () => routeName(provider, within()) }
    return readRecord<Route>(value, shape, site)
  })
}

function routeName(provider: Located | undefined, model: string): string {
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
  if (value === undefined || text === undefined || providers?.has(text) !== false) return
  const { span } = value
  report(reading, 'UH6011', {
    message: `${what()} names ${quoted(text)}, which is not under \`providers\``,
    span,
    ...suggest({ text, span, reading }, providers, 'add it under `providers`'),
  })
}

const OFFER = { members: { peer_id: readText }, required: ['peer_id'] }

const readOffer: Reader<Offer> = (value, site) => readRecord<Offer>(value, OFFER, site)
