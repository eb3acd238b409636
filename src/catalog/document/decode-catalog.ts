import { DEFAULT_TIERS } from '../../ir/vocabulary.ts'
import type { Catalog } from '../catalog.ts'
import { quoted } from '../quoted.ts'
import { fieldsOfCatalog } from '../vocabulary-of-catalog.ts'
import { describe } from './describe.ts'
import { readFields } from './field-declarations.ts'
import type { Located } from './located.ts'
import { model } from './models.ts'
import type { Names } from './names.ts'
import { readOrigin } from './origins.ts'
import { provider } from './providers.ts'
import { type Reading, report } from './reading.ts'
import {
  listOf,
  memberOf,
  type NamedShape,
  type Reader,
  readNamed,
  readRecord,
  type Site,
} from './record.ts'
import { readDay, readNumber, readText } from './scalars.ts'

/**
 * Checks a whole document and answers with what could be read of it, all faults reported. Names
 * are collected first, so that models may stand before the providers they name.
 */
export function decodeCatalog(root: Located, reading: Reading): Catalog | undefined {
  const site: Site = { reading, what: () => 'the catalog' }
  if (root.kind !== 'record') {
    report(reading, 'UH6006', {
      message: `the catalog is ${describe(root)}; a record is expected`,
      span: root.span,
      help: `begin with \`catalog: ${FORMAT}\``,
    })
    return undefined
  }
  if (!isThisVersion(root, site)) return undefined
  const names = namesOf(root, reading)
  const shape = {
    members: {
      catalog: readNumber,
      as_of: readDay,
      tier_order: readTierOrder,
      sources: namedBy({ of: 'source', read: readOrigin }),
      fields: (value: Located, within: Site) => readFields(value, names.sources, within),
      providers: namedBy({ of: 'provider', read: provider(names), fault: slashed }),
      models: namedBy({ of: 'model', read: model(names) }),
    },
    required: ['catalog', 'providers', 'models'],
  }
  // The shape reads exactly the members of a catalog.
  return readRecord<Catalog>(root, shape, site)
}

function namedBy<T>(shape: NamedShape<T>): Reader<unknown> {
  return (value, site) => readNamed(value, shape, site)
}

function slashed(name: string): string | undefined {
  return name.includes('/') ? 'holds a `/`, which parts the provider from the model' : undefined
}

const FORMAT = 1

/** A document of another version is not looked at further: its members may mean other things. */
function isThisVersion(root: Located, { reading }: Site): boolean {
  const version = memberOf(root, 'catalog')?.value
  if (version === undefined || (version.kind === 'scalar' && version.value === FORMAT)) return true
  const newer =
    version.kind === 'scalar' && typeof version.value === 'number' && version.value > FORMAT
  report(reading, 'UH6007', {
    message: `\`catalog\` is ${describe(version)}; this program reads format ${FORMAT}`,
    span: version.span,
    help: newer
      ? 'install a newer version of unhardcoded, or ask for the document in format 1'
      : `write \`catalog: ${FORMAT}\``,
  })
  return false
}

/** Reads what other parts refer to, in silence: the whole document is read again after it. */
function namesOf(root: Located, { source, text }: Reading): Names {
  const silent: Site = { reading: { source, text, diagnostics: [] }, what: () => '' }
  const keys = (member: string) => {
    const value = memberOf(root, member)?.value
    return new Set(value?.kind === 'record' ? value.entries.map(({ key }) => key) : [])
  }
  const sources = keys('sources')
  const declared = memberOf(root, 'fields')?.value
  const order = memberOf(root, 'tier_order')?.value
  const fields = declared === undefined ? {} : readFields(declared, sources, silent)
  const tiers = order === undefined ? undefined : readTierOrder(order, silent)
  const vocabulary = fieldsOfCatalog({ catalog: FORMAT, fields, providers: {}, models: {} })
  return {
    providers: memberOf(root, 'providers') && keys('providers'),
    sources,
    tiers: tiers ?? DEFAULT_TIERS,
    fields: vocabulary.info,
  }
}

/** The tiers from low to high. Adds UH6020 for one that stands twice. */
const readTierOrder: Reader<readonly string[]> = (value, site) => {
  const tiers = listOf(readText)(value, site)
  const twice = tiers?.find((tier, index) => tiers.indexOf(tier) !== index)
  if (twice !== undefined) {
    report(site.reading, 'UH6020', {
      message: `${site.what()} names ${quoted(twice)} twice`,
      span: value.span,
      help: 'list every tier once, from low to high',
    })
  }
  return tiers
}
